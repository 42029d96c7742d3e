"""A line of the picture as plain data: spans of text with the name of a style, never markup and never a control byte.

Lines are compared to find out what has to be painted again, so they are tuples all the way down: two lines that are
equal look the same.
"""

from typing import NamedTuple

from rich.cells import cell_len

from visualizer.ui.safe import safe

CUT = "…"
"""Stands where a line was too long for its pane: nothing is cut without a mark."""

NARROWEST_LEFT = 18
"""Cells that are enough for the left side beside a long right side."""


class Span(NamedTuple):
    """A piece of a line in one style."""

    text: str
    """Any text; what would steer a terminal is drawn by a visible stand-in when the line is laid out."""
    style: str = ""
    """The name of a style of the canvas (`styles.NAMES`), or "" for the pane's own."""
    target: object = None
    """What a click on this piece means; goes before the line's."""


class Line(NamedTuple):
    """One line of a pane: what stands left, what stands at the right edge, what lies behind, what a click means."""

    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()
    fill: str = ""
    """The name of the style behind the whole line (the cursor's row, an acting line of code)."""
    target: object = None
    """What a click on the line means; the pane that made it knows."""

    @property
    def text(self) -> str:
        """What the line says, without styles: for tests, for searching and for plain output."""
        left, right = ("".join(span.text for span in side) for side in (self.left, self.right))
        return f"{left}  {right}" if right else left


BLANK = Line()


def width_of(text: str) -> int:
    """How many cells `text` takes on the screen."""
    return len(text) if text.isascii() else cell_len(text)


def lay_out(line: Line, width: int) -> list[Span]:
    """The line's spans for exactly `width` cells: safe, padded between left and right, cut with a mark where too long.

    The right side is kept whole while it leaves the left half of the width, or enough to tell what it is.
    """
    right = [_safe(span) for span in line.right if span.text]
    right_width = sum(width_of(span.text) for span in right)
    most = max(width // 2, width - NARROWEST_LEFT)
    if right_width > most:
        right, right_width = _cut(right, most)
    gap = 1 if right else 0
    left, left_width = _cut([_safe(span) for span in line.left if span.text], width - right_width - gap)
    space = width - left_width - right_width
    if space:
        left.append(Span(" " * space))
    return left + right


def _safe(span: Span) -> Span:
    return span if span.text.isprintable() else span._replace(text=safe(span.text))


def _cut(spans: list[Span], width: int) -> tuple[list[Span], int]:
    """The spans within `width` cells and how many cells they take; the last ends in the mark where some was lost."""
    if width < 1:
        return [], 0
    total = 0
    for index, span in enumerate(spans):
        size = width_of(span.text)
        if total + size > width:
            return _cut_at(spans[:index], span, width - total, width)
        total += size
    return spans, total


def _cut_at(before: list[Span], span: Span, room: int, width: int) -> tuple[list[Span], int]:
    if room < 1:  # not even the mark fits behind what is there: it takes the place of a character before it
        *before, span = before
        room = width_of(span.text)
    taken, kept = 0, []
    for character in span.text:
        size = width_of(character)
        if taken + size > room - 1:
            break
        taken += size
        kept.append(character)
    cut = span._replace(text="".join(kept) + CUT)
    return [*before, cut], sum(width_of(piece.text) for piece in before) + taken + 1
