"""What an event keeps of a Python value: a copy that nobody can change any more, made as cheaply as can be.

It is made while a request waits. What can wait is done with the copy, beside the request: secrets are masked (see
`probe.masking`) and the value is written as a trace has it (see `values`). A kept value is None, a bool, int, float,
str, bytes, a list or tuple of kept values, a dict of them under str, or one of the classes below; it is bounded,
and has no cycles.
"""

from itertools import islice
from typing import Any, Callable, Dict, List, NamedTuple, Optional

from visualizer.vocabulary.limits import BYTES_LIMIT, DEPTH_LIMIT, ITEMS_LIMIT, TEXT_LIMIT, VALUES_LIMIT

KEPT_LIMIT = BYTES_LIMIT + 16_384
"""Bytes or characters kept of one value: more than are written, so that a secret is seen whole where it is cut."""


class Cut(NamedTuple):
    """The beginning of a value that has `length` bytes, characters or items."""

    value: Any
    length: int


class Map(NamedTuple):
    """A mapping with any keys, as its (key, value) pairs in order."""

    pairs: List[Any]


class Described(NamedTuple):
    """Any other object, by what was to be said of it when it was kept."""

    shown: str
    """Its repr(), as much as is written."""
    kind: str
    """Its type's dotted name."""
    length: int
    """Characters of the whole repr()."""
    items: Optional[int] = None
    """The length of a list, tuple or dict that lies too deep to be looked into; None for what is none."""


_TOO_DEEP = Described("<too deep in the stack to be read>", "builtins.object", 34)
_CONTAINERS = frozenset((dict, list, tuple))
_ATOMS = frozenset((type(None), bool, int, float))
_STR = frozenset((str,))
_SHORT = 1_000


def keep(value: Any) -> Any:
    """A copy of `value`. Never raises, whatever the object does."""
    kind = type(value)
    if kind in _ATOMS or ((kind is str or kind is bytes) and len(value) <= KEPT_LIMIT):
        return value
    try:
        return _keep(value, 0, [VALUES_LIMIT])
    except RecursionError:  # The code that reports stands at the end of its stack; that is not for us to end.
        return _TOO_DEEP


def _keep(value: Any, depth: int, left: List[int]) -> Any:
    kind = type(value)
    if kind in _CONTAINERS:
        return _container(value, kind, depth, left) if depth < DEPTH_LIMIT else _described(value, len(value))
    if kind is str or kind is bytes:
        return _bounded(value[:KEPT_LIMIT], len(value), KEPT_LIMIT)
    if kind is bytearray or kind is memoryview:
        return _bytes(value)
    if issubclass(kind, str):
        return _keep(str.__getitem__(value, slice(None)), depth, left)
    return _described(value, None)


def _container(value: Any, kind: type, depth: int, left: List[int]) -> Any:
    length = len(value)
    most = min(ITEMS_LIMIT, left[0])
    if length <= most:
        left[0] -= length
        if kind is dict:
            return _mapping(value.copy(), depth + 1, left)  # At once: another thread may be changing it.
        kept = _items(list(value), depth + 1, left)
        return kept if kind is list else tuple(kept)
    left[0] -= most
    if kind is dict:
        return Cut(Map(_items(list(islice(value.items(), most)), depth, left)), length)
    return Cut(kind(_items(list(value[:most]), depth + 1, left)), length)


def _mapping(items: Dict[Any, Any], depth: int, left: List[int]) -> Any:
    kept = _items(list(items.values()), depth, left)
    if _STR.issuperset(map(type, items)):
        return dict(zip(items, kept))
    return Map(list(zip(_items(list(items), depth, left), kept)))


def _items(items: List[Any], depth: int, left: List[int]) -> List[Any]:
    """The items, each kept; what nearly all of them are is found out at once."""
    for index, item in enumerate(items):
        kind = type(item)
        if kind is str or kind is bytes:
            if len(item) > _SHORT:
                items[index] = _keep(item, depth, left)
        elif kind not in _ATOMS:
            items[index] = _keep(item, depth, left)
    return items


def _bounded(kept: Any, length: int, limit: int) -> Any:
    return kept if length <= limit else Cut(kept, length)


def _bytes(value: Any) -> Any:
    try:
        whole = bytes(value)
    except ValueError:  # The memoryview was released.
        return _described(value, None)
    return _bounded(whole[:KEPT_LIMIT], len(whole), KEPT_LIMIT)


def _described(value: Any, items: Optional[int]) -> Described:
    shown = _said(repr, value)
    return Described(shown[:TEXT_LIMIT], _said(_kind, value)[:TEXT_LIMIT], len(shown), items)


def _kind(value: Any) -> str:
    kind = type(value)
    return "%s.%s" % (kind.__module__, kind.__qualname__)


def _said(say: Callable[[Any], str], value: Any) -> str:
    """What the user's own code says of an object, as an ordinary str; or that it raised, and what."""
    try:
        said = str.__getitem__(say(value), slice(None))
        return said if said.isascii() else said.encode("utf-8", "backslashreplace").decode("utf-8")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # An object that exits when it is looked at must not end what is being watched.
        return "<raised %s>" % type(error).__name__
