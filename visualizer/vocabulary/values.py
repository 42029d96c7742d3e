"""How a Python value is written in an event: what JSON can say plainly is plain, everything else is a tagged array.

A tagged array's first item is one of TAGS, so a reader knows every value's type without looking at its neighbours:

    None, bool, str, finite float, int within 64 bits    as in JSON
    ["bytes", text]              each character is one byte (latin-1)
    ["tuple", [value, …]]        and ["list", [value, …]]
    ["map", [[key, value], …]]   in order, keys of any type, duplicates kept
    ["float", "nan"]             also "inf", "-inf"
    ["int", "18446744073709551616"]
    ["surrogates", text]         a str with lone surrogates: UTF-8 with surrogatepass, each character one byte
    ["object", repr, type]       any other object, by its repr() and its type's dotted name
    ["cut", value, length]       only the beginning of a value that has `length` bytes, characters or items
    ["masked", length]           a secret that was not recorded; `length` of its bytes or characters

Encoding copies: what the application does to a value afterwards does not change the event.
"""

from itertools import islice
from math import isfinite
from typing import Any, Callable, List

from visualizer.vocabulary.limits import BYTES_LIMIT, DEPTH_LIMIT, ITEMS_LIMIT, TEXT_LIMIT, VALUES_LIMIT, WORD_LIMIT

TAGS = ("bytes", "tuple", "list", "map", "float", "int", "surrogates", "object", "cut", "masked")

_INT_LOWEST, _INT_HIGHEST = -(2**63), 2**64 - 1
_DECIMAL_BITS = 10_000  # Python itself refuses to write an int of more than 4,300 digits in decimal.


class Masked:
    """Stands in a value for a secret that is not recorded."""

    __slots__ = ("length",)

    def __init__(self, length: int) -> None:
        self.length = length


def encode(value: Any) -> Any:
    """`value` as plain JSON or a tagged array, bounded by the limits. Never raises, whatever the object does."""
    try:
        return _encode(value, 0, [VALUES_LIMIT])
    except RecursionError:  # The code that reports stands at the end of its stack; that is not for us to end.
        return ["object", "<too deep in the stack to be read>", "builtins.object"]


def word(text: str) -> str:
    """`text` as a name in a trace (of an event, thread, task): some, not too long, and without lone surrogates."""
    return text[:WORD_LIMIT].encode("utf-8", "backslashreplace").decode("utf-8")[:WORD_LIMIT] or "?"


def _encode(value: Any, depth: int, left: List[int]) -> Any:
    left[0] -= 1
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is str:
        return value if value.isascii() and len(value) <= TEXT_LIMIT else _text(value)
    if kind is int:
        return value if _INT_LOWEST <= value <= _INT_HIGHEST else _big_int(value)
    if kind is float:
        return value if isfinite(value) else ["float", repr(value)]
    if kind in (bytes, bytearray, memoryview):
        return _bytes(value)
    if kind in (dict, list, tuple) and depth < DEPTH_LIMIT:
        return _container(value, kind, depth + 1, left)
    return _object(value)


def _container(value: Any, kind: type, depth: int, left: List[int]) -> Any:
    length = len(value)
    keep = min(length, ITEMS_LIMIT, max(left[0], 0))
    items: List[Any]
    if kind is dict:
        pairs = list(islice(value.items(), keep))  # At once: another thread may be changing it.
        items = [[_encode(key, depth, left), _encode(item, depth, left)] for key, item in pairs]
    else:
        items = [_encode(item, depth, left) for item in value[:keep]]
    return _bounded(["map" if kind is dict else kind.__name__, items], length, keep)


def _bounded(encoded: Any, length: int, limit: int) -> Any:
    return encoded if length <= limit else ["cut", encoded, length]


def _bytes(value: Any) -> Any:
    try:
        whole = value.tobytes() if type(value) is memoryview else value
    except ValueError:  # The memoryview was released.
        return _object(value)
    return _bounded(["bytes", whole[:BYTES_LIMIT].decode("latin-1")], len(whole), BYTES_LIMIT)


def _text(value: str) -> Any:
    kept = value[:TEXT_LIMIT]
    try:
        kept.encode("utf-8")
        encoded: Any = kept
    except UnicodeEncodeError:
        encoded = ["surrogates", kept.encode("utf-8", "surrogatepass").decode("latin-1")]
    return _bounded(encoded, len(value), TEXT_LIMIT)


def _big_int(value: int) -> Any:
    if value.bit_length() > _DECIMAL_BITS:
        return ["object", "an int of %d bits" % value.bit_length(), "builtins.int"]
    return ["int", "%d" % value]


def _object(value: Any) -> Any:
    kind = type(value)
    if kind is Masked:
        return ["masked", value.length]
    if issubclass(kind, str):
        return _text(str.__getitem__(value, slice(None)))
    shown = _described(lambda: repr(value))
    name = _described(lambda: "%s.%s" % (kind.__module__, kind.__qualname__))
    return _bounded(["object", shown[:TEXT_LIMIT], name[:TEXT_LIMIT]], len(shown), TEXT_LIMIT)


def _described(describe: Callable[[], str]) -> str:
    """What the user's own code says of an object, as an ordinary str; or that it raised, and what."""
    try:
        return str.__getitem__(describe(), slice(None)).encode("utf-8", "backslashreplace").decode("utf-8")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # An object that exits when it is looked at must not end what is being watched.
        return "<raised %s>" % type(error).__name__
