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

Of a value is written what was kept of it (see `kept`).
"""

from math import isfinite
from typing import Any, NamedTuple

from visualizer.vocabulary.kept import Described, Map, keep
from visualizer.vocabulary.limits import BYTES_LIMIT, TEXT_LIMIT, WORD_LIMIT

TAGS = ("bytes", "tuple", "list", "map", "float", "int", "surrogates", "object", "cut", "masked")

_INT_LOWEST, _INT_HIGHEST = -(2**63), 2**64 - 1
_DECIMAL_BITS = 10_000  # Python itself refuses to write an int of more than 4,300 digits in decimal.


class Masked(NamedTuple):
    """Stands in a kept value for a secret that is not recorded."""

    length: int


def encode(value: Any) -> Any:
    """`value` as plain JSON or a tagged array, bounded by the limits, whatever the object does."""
    return encode_kept(keep(value))


def word(text: str) -> str:
    """`text` as a name in a trace (of an event, thread, task): some, not too long, and without lone surrogates."""
    return text[:WORD_LIMIT].encode("utf-8", "backslashreplace").decode("utf-8")[:WORD_LIMIT] or "?"


def encode_kept(value: Any) -> Any:
    """What was kept of a value, as plain JSON or a tagged array."""
    kind = type(value)
    if kind is str:
        return value if value.isascii() and len(value) <= TEXT_LIMIT else _text(value, len(value))
    if kind is bytes:
        return _bytes(value, len(value))
    if value is None or kind is bool:
        return value
    if kind is int:
        return value if _INT_LOWEST <= value <= _INT_HIGHEST else _big_int(value)
    if kind is float:
        return value if isfinite(value) else ["float", repr(value)]
    if kind is tuple or kind is list:
        return [kind.__name__, [encode_kept(item) for item in value]]
    if kind is dict or kind is Map:
        pairs = value.items() if kind is dict else value.pairs
        return ["map", [[encode_kept(key), encode_kept(item)] for key, item in pairs]]
    return _marked(value)


def _marked(value: Any) -> Any:
    if type(value) is Masked:
        return ["masked", value.length]
    if type(value) is Described:
        return _bounded(["object", value.shown, value.kind], value.length, TEXT_LIMIT)
    inner, length = value
    if type(inner) is str:
        return _text(inner, length)
    return _bytes(inner, length) if type(inner) is bytes else ["cut", encode_kept(inner), length]


def _bounded(encoded: Any, length: int, limit: int) -> Any:
    return encoded if length <= limit else ["cut", encoded, length]


def _bytes(value: bytes, length: int) -> Any:
    return _bounded(["bytes", value[:BYTES_LIMIT].decode("latin-1")], length, BYTES_LIMIT)


def _text(value: str, length: int) -> Any:
    kept = value[:TEXT_LIMIT]
    try:
        kept.encode("utf-8")
        encoded: Any = kept
    except UnicodeEncodeError:
        encoded = ["surrogates", kept.encode("utf-8", "surrogatepass").decode("latin-1")]
    return _bounded(encoded, length, TEXT_LIMIT)


def _big_int(value: int) -> Any:
    if value.bit_length() > _DECIMAL_BITS:
        return ["object", "an int of %d bits" % value.bit_length(), "builtins.int"]
    return ["int", "%d" % value]
