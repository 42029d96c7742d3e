"""The pane of the bytes that will be sent, every one of them visible, with what is worth knowing about them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visualizer.trace import visible
from visualizer.ui.canvas import BLANK, Canvas, Line, Span, wrap
from visualizer.ui.request.escapes import lines_of
from visualizer.ui.request.remarks import remarks

_CONTROL = re.compile("([\u2400-\u2426]+)")


class Sent(Canvas):
    """What goes over the wire."""

    def __init__(self) -> None:
        super().__init__(id="sent")
        self._data = b""
        self._problem = ""

    def draw(self, data: bytes, problem: str) -> None:
        """Show these bytes; `problem` says why what is typed makes none."""
        self._data, self._problem = data, problem
        self._draw()

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        super().on_resize()
        self._draw()

    def _draw(self) -> None:
        title = Line(
            (Span("━ ", "rule"), Span("Sent, byte by byte ", "title")), (Span(f"{len(self._data)} B ", "muted"),)
        )
        self.show(list(_lines(self._data, self._problem, max(self.room, 1))), title=title)


def _lines(data: bytes, problem: str, width: int) -> Iterator[Line]:
    for line in lines_of(data):
        yield from wrap(spans(line), width)
    yield BLANK
    if problem:
        yield from wrap([Span("✗ ", "raised"), Span(problem, "raised")], width, indent=2)
    for remark in remarks(data):
        yield from wrap([Span("! ", "changed"), Span(remark)], width, indent=2)


def spans(line: bytes) -> list[Span]:
    """A line's bytes, control bytes as the pictures that stand for them."""
    pieces = _CONTROL.split(visible(line.decode("utf-8", "backslashreplace")))
    return [Span(piece, "control" if index % 2 else "value") for index, piece in enumerate(pieces) if piece]
