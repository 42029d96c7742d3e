"""Bytes as rows of text and hex side by side: every byte has one cell of text, and what is no letter looks different.

The text says what the bytes mean to a reader, the hex what they are.
"""

from collections.abc import Iterator
from itertools import groupby

from visualizer.ui.canvas import Line, Span
from visualizer.ui.safe import safe

ROW_SIZES = (32, 24, 16, 12, 8, 4)
"""How many bytes a row may show, best first."""

_OFFSET_WIDTH = 6
NO_LETTER = "·"


def row_size(width: int) -> int:
    """How many bytes fit in a row of `width` cells: offset, a cell of text and three of hex each."""
    return next((size for size in ROW_SIZES if _OFFSET_WIDTH + size + 1 + 3 * size <= width), ROW_SIZES[-1])


def dump(data: bytes, width: int, *, start: int = 0, fill: str = "") -> Iterator[Line]:
    """Rows of `data`, whose first byte has the offset `start`."""
    size = row_size(width)
    for first in range(0, len(data), size):
        row = data[first : first + size]
        text = list(_text(row))
        space = Span(" " * (size - len(row) + 1))
        hexes = [Span(f" {byte:02x}", _look(byte)) for byte in row]
        yield Line((Span(f"{start + first:04x}  ", "gutter"), *text, space, *_runs(hexes)), (), fill)


def letter(byte: int) -> str:
    """One cell that stands for a byte: the letter itself, the picture of a control, a dot for what is not ASCII."""
    return safe(chr(byte)) if byte < 0x80 else NO_LETTER


def _look(byte: int) -> str:
    if 0x20 <= byte < 0x7F:
        return "value"
    return "control" if byte < 0x80 else "changed"


def _text(row: bytes) -> list[Span]:
    return _runs([Span(letter(byte), _look(byte)) for byte in row])


def _runs(spans: list[Span]) -> list[Span]:
    """Neighbours of one look as one span."""
    return [
        Span("".join(span.text for span in group), look) for look, group in groupby(spans, key=lambda span: span.style)
    ]
