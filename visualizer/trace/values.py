"""The values that an event carries: decoded and validated by msgspec, turned back into Python, and shown safely.

One tagged Struct per tag of `vocabulary.values.TAGS`. Nothing here ever lets a control character through: what is
shown is one line that neither moves a cursor nor hides a letter, whatever the bytes from the network were.
"""

from collections.abc import Iterable
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from visualizer.vocabulary.limits import BYTES_LIMIT, ITEMS_LIMIT, TEXT_LIMIT

_Length = Annotated[int, Meta(ge=0, le=2**63 - 1)]
_DecimalInt = Annotated[str, Meta(pattern=r"\A-?[0-9]{1,3011}\Z")]
_Text = Annotated[str, Meta(max_length=4 * TEXT_LIMIT)]


class Bytes(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="bytes"):
    """A bytes object; `text` holds one character a byte (latin-1)."""

    text: Annotated[str, Meta(max_length=BYTES_LIMIT)]

    def __post_init__(self) -> None:
        if not self.text.isascii():
            self.text.encode("latin-1")


class Tuple(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="tuple"):
    """A tuple of values."""

    items: Annotated[list["Value"], Meta(max_length=ITEMS_LIMIT)]


class List(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="list"):
    """A list of values."""

    items: Annotated[list["Value"], Meta(max_length=ITEMS_LIMIT)]


class Map(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="map"):
    """A mapping as its pairs, in order."""

    items: Annotated[list[tuple["Value", "Value"]], Meta(max_length=ITEMS_LIMIT)]


class Float(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="float"):
    """A float that JSON has no number for."""

    text: Literal["nan", "inf", "-inf"]


class Int(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="int"):
    """An int beyond 64 bits, in decimal."""

    text: _DecimalInt


class Surrogates(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="surrogates"):
    """A str with lone surrogates; `text` holds its UTF-8 (with surrogatepass), one character a byte."""

    text: _Text

    def __post_init__(self) -> None:
        self.string()

    def string(self) -> str:
        """The str itself, which cannot be printed or encoded as it is."""
        return self.text.encode("latin-1").decode("utf-8", "surrogatepass")


class Object(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="object"):
    """Any other object, by its repr() and the dotted name of its type."""

    shown: _Text
    kind: _Text


class Cut(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="cut"):
    """The beginning of a value that has `length` bytes, characters or items."""

    value: "Value"
    length: _Length


class Masked(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True, tag="masked"):
    """A secret that was not recorded; it has `length` bytes or characters."""

    length: _Length


Tagged: TypeAlias = Bytes | Tuple | List | Map | Float | Int | Surrogates | Object | Cut | Masked
Value: TypeAlias = bool | int | float | str | Tagged | None
"""What an event's `data` holds under each of its keys."""


def plain(value: Value) -> object:
    """The Python value that `value` stands for, as far as one can be made.

    A cut value is its beginning; an Object and a Masked stay what they are. A Map becomes a dict, or a list of pairs
    where a dict could not hold them all (equal or unhashable keys).
    """
    match value:
        case Bytes():
            return value.text.encode("latin-1")
        case Tuple():
            return tuple(plain(item) for item in value.items)
        case List():
            return [plain(item) for item in value.items]
        case Map():
            return _mapping([(plain(key), plain(item)) for key, item in value.items])
        case Float():
            return float(value.text)
        case Int():
            return int(value.text)
        case Surrogates():
            return value.string()
        case Cut():
            return plain(value.value)
        case _:
            return value


def _mapping(pairs: list[tuple[object, object]]) -> object:
    try:
        mapping = dict(pairs)
    except TypeError:
        return pairs
    return mapping if len(mapping) == len(pairs) else pairs


def show(value: Value) -> str:
    """`value` as one safe line in the notation of Python: `b'GET / HTTP/1.1␍␊'`, `{'a': (1, 2)}`, `'x'… of 70000`."""
    match value:
        case str():
            return quoted(value)
        case None | bool() | int() | float():
            return repr(value)
        case Bytes():
            return "b" + quoted(value.text, only_ascii=True)
        case Surrogates():
            return quoted(value.string())
        case Float() | Int():
            return value.text
        case Object():
            return visible(value.shown)
        case Cut():
            return f"{show(value.value)}… of {value.length}"
        case Masked():
            return f"masked, {value.length} long"
        case _:
            return _show_container(value)


def _show_container(value: Tuple | List | Map) -> str:
    match value:
        case Tuple(items=[only]):
            return f"({show(only)},)"
        case Tuple():
            return f"({_joined(value.items)})"
        case List():
            return f"[{_joined(value.items)}]"
        case _:
            return "{" + ", ".join(f"{show(key)}: {show(item)}" for key, item in value.items) + "}"


def _joined(items: Iterable[Value]) -> str:
    return ", ".join(map(show, items))


def quoted(text: str, *, only_ascii: bool = False) -> str:
    """`text` made visible, in quotes, its backslashes and quotes escaped, so what was replaced stays tellable."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped.translate(_ASCII) if only_ascii else visible(escaped)}'"


def visible(text: str) -> str:
    """`text` with every character visible: ESC as ␛, NUL as ␀, CR LF as ␍␊, what else cannot be printed as `\\u202e`.

    That holds for C0, DEL and C1 controls, bidirectional and other format characters, lone surrogates, line and
    paragraph separators, spaces other than the common one, and code points that Unicode has not assigned.
    """
    return text if text.isprintable() else text.translate(_VISIBLE)


def _picture(code: int) -> str:
    """One character that is not to be printed as it is, in the notation that everybody can see."""
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    width, letter = (2, "x") if code <= 0xFF else (4, "u") if code <= 0xFFFF else (8, "U")
    return f"\\{letter}{code:0{width}x}"


class _Visible(dict[int, str]):
    """A translation table that is computed when asked, since Unicode is too large to be written down."""

    def __missing__(self, code: int) -> str:
        return chr(code) if chr(code).isprintable() else _picture(code)


class _Ascii(dict[int, str]):
    """The same for bytes: what is not ASCII is a byte, not a letter."""

    def __missing__(self, code: int) -> str:
        return chr(code) if 0x20 <= code < 0x7F else _picture(code)


_VISIBLE = _Visible()
_ASCII = _Ascii()
