"""The files of a working copy as lines: which one is open, and a mark before each that is not as it was.

✗ there is a mistake in it; ✎ something is typed and not saved; ≠ it is not as the code's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from visualizer.ui.canvas import BLANK, Line, Span
from visualizer.ui.canvas.line import width_of

MISTAKE, TYPED, CHANGED = "✗", "✎", "≠"
LEGEND = ((MISTAKE, "raised", "has a mistake"), (TYPED, "current", "not saved"), (CHANGED, "changed", "changed by you"))


class Files(NamedTuple):
    """All that the lines are made of."""

    names: Sequence[str]
    open: str
    mistaken: Collection[str] = ()
    typed: Collection[str] = ()
    changed: Collection[str] = ()


def file_lines(files: Files, width: int) -> list[Line]:
    """A line for each file, then what the marks mean that there are; a click on a file means its name."""
    lines = [_line(files, name, width) for name in files.names]
    meant = [
        Line((Span(f" {mark} ", look), Span(says, "muted")))
        for (mark, look, says), those in zip(LEGEND, (files.mistaken, files.typed, files.changed), strict=True)
        if those
    ]
    return [*lines, BLANK, *meant] if meant else lines


def told(files: Files) -> Iterator[Span]:
    """What the marks of the open file mean, to stand beside its name."""
    for (mark, look, says), those in zip(LEGEND, (files.mistaken, files.typed, files.changed), strict=True):
        if files.open in those:
            yield Span(f"   {mark} {says}", look)


def marks(files: Files, name: str) -> list[Span]:
    """The marks of one file, each in its own place."""
    having = (files.mistaken, files.typed, files.changed)
    return [Span(mark if name in those else " ", look) for (mark, look, _), those in zip(LEGEND, having, strict=True)]


def _line(files: Files, name: str, width: int) -> Line:
    is_open = name == files.open
    mark = Span("●" if is_open else " ", "current")
    room = width - 6
    short = name if width_of(name) <= room else f"…{name[len(name) - room + 1 :]}"
    left = (mark, *marks(files, name), Span(f" {short}", "strong" if is_open else ""))
    return Line(left, (), "cursor" if is_open else "", name)
