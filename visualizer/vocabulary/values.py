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

from math import isfinite
from typing import Any, List

from visualizer.vocabulary.limits import BYTES_LIMIT, DEPTH_LIMIT, ITEMS_LIMIT, TEXT_LIMIT, VALUES_LIMIT

TAGS = ("bytes", "tuple", "list", "map", "float", "int", "surrogates", "object", "cut", "masked")

_INT_LOWEST, _INT_HIGHEST = -(2**63), 2**64 - 1
_DECIMAL_BITS = 10_000  # Python itself refuses to write an int of more than 4,300 digits in decimal.


def encode(value: Any) -> Any:
    """`value` as plain JSON or a tagged array, bounded by the limits. Never raises, whatever the object does."""
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is str:
        return _text(value)
    if kind is int:
        return value if _INT_LOWEST <= value <= _INT_HIGHEST else _big_int(value)
    return _encode(value, 0, [VALUES_LIMIT])


def _encode(value: Any, depth: int, left: List[int]) -> Any:
    left[0] -= 1
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is str:
        return _text(value)
    if kind is int:
        return value if _INT_LOWEST <= value <= _INT_HIGHEST else _big_int(value)
    if kind is float:
        return value if isfinite(value) else ["float", repr(value)]
    if kind in (bytes, bytearray, memoryview):
        return _bytes(value)
    if kind in (dict, list, tuple) and depth < DEPTH_LIMIT:
        return _container(value, kind, depth, left)
    return _object(value)


def _container(value: Any, kind: type, depth: int, left: List[int]) -> Any:
    keep = min(len(value), ITEMS_LIMIT, max(left[0], 0))
    items = []
    if kind is dict:
        for key in list(value)[:keep]:
            items.append([_encode(key, depth + 1, left), _encode(value[key], depth + 1, left)])
    else:
        for item in value[:keep]:
            items.append(_encode(item, depth + 1, left))
    encoded = ["map" if kind is dict else kind.__name__, items]
    return encoded if keep == len(value) else ["cut", encoded, len(value)]


def _bytes(value: Any) -> Any:
    length = value.nbytes if type(value) is memoryview else len(value)
    kept = bytes(value[:BYTES_LIMIT]) if type(value) is not memoryview else bytes(value.cast("B")[:BYTES_LIMIT])
    encoded = ["bytes", kept.decode("latin-1")]
    return encoded if length <= BYTES_LIMIT else ["cut", encoded, length]


def _text(value: str) -> Any:
    kept = value[:TEXT_LIMIT]
    try:
        kept.encode("utf-8")
        encoded: Any = kept
    except UnicodeEncodeError:
        encoded = ["surrogates", kept.encode("utf-8", "surrogatepass").decode("latin-1")]
    return encoded if len(value) <= TEXT_LIMIT else ["cut", encoded, len(value)]


def _big_int(value: int) -> Any:
    if value.bit_length() > _DECIMAL_BITS:
        return ["object", "an int of %d bits" % value.bit_length(), "builtins.int"]
    return ["int", "%d" % value]


def _object(value: Any) -> Any:
    if isinstance(value, str):
        return _text(str.__getitem__(value, slice(None)))
    name = "%s.%s" % (type(value).__module__, type(value).__qualname__)
    try:
        shown = repr(value)[:TEXT_LIMIT].encode("utf-8", "backslashreplace").decode("utf-8")
    except Exception as error:
        shown = "<repr() raised %s>" % type(error).__name__
    return ["object", shown, name]
