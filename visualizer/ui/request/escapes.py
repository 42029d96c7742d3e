r"""Bytes as text that can be typed, and back: what is printable stands for itself, everything else has an escape.

    \r \n \t \0 \\     carriage return, line feed, tab, NUL, a backslash
    \x1b               any byte, by two hex digits
    é                  a character beyond ASCII is its UTF-8 bytes

`unescape(escape(data))` is `data` for any bytes at all, and so is `from_raw(to_raw(data))`, where each line of the
request stands on a line of its own: a line break in that text is layout and is not sent.
"""

import re

HELP = r"escapes: \r \n \t \0 \\ \xNN"
"""The escapes in one line."""

_NAMED = {"r": b"\r", "n": b"\n", "t": b"\t", "0": b"\0", "\\": b"\\"}
_SHORT = {value.decode(): "\\" + name for name, value in _NAMED.items()}
_PIECE = re.compile(r"\\x([0-9a-fA-F]{2})|\\([rnt0\\])|(\\)|([^\\]+)", re.DOTALL)


class EscapeProblem(ValueError):
    """A backslash that begins no escape; the message says where and what to write."""


def escape(data: bytes, keep: str = "") -> str:
    """The bytes as printable characters alone; those in `keep` (a line feed, say) stand for themselves, too."""
    return "".join(_shown(character, keep) for character in data.decode("utf-8", "surrogateescape"))


def unescape(text: str) -> bytes:
    """The bytes that the text means. EscapeProblem where a backslash begins no escape."""
    pieces: list[bytes] = []
    for match in _PIECE.finditer(text):
        code, name, stray, plain = match.groups()
        if stray:
            found = text[match.start() : match.start() + 4]
            raise EscapeProblem(f"{found!r} is no escape ({HELP}); a backslash itself is \\\\")
        pieces.append(bytes.fromhex(code) if code else _NAMED[name] if name else plain.encode())
    return b"".join(pieces)


def to_raw(data: bytes) -> str:
    """All bytes escaped, with a line break behind each line feed."""
    return "\n".join(escape(line) for line in lines_of(data))


def from_raw(text: str) -> bytes:
    """What such a text means, whatever its layout. EscapeProblem where a backslash begins no escape."""
    return b"".join(map(unescape, text.split("\n")))


def lines_of(data: bytes) -> list[bytes]:
    """Cut behind each line feed, and nowhere else."""
    *whole, rest = data.split(b"\n")
    return [line + b"\n" for line in whole] + ([rest] if rest else [])


def _shown(character: str, keep: str) -> str:
    if character in keep or (character.isprintable() and character != "\\"):
        return character
    if character in _SHORT:
        return _SHORT[character]
    data = character.encode("utf-8", "surrogateescape")
    return "".join(f"\\x{byte:02x}" for byte in data)
