"""Bytes: each read and write with its direction, as text and hex side by side; those of the event are marked."""

from collections.abc import Iterator
from functools import lru_cache

from visualizer.replay.wire import Segment, WireView
from visualizer.ui.canvas import Line, Span
from visualizer.ui.lesson.facts import size
from visualizer.ui.lesson.hexdump import dump, row_size
from visualizer.ui.lesson.pane import Picture


def bytes_picture(wire: WireView, width: int) -> Picture:
    """The reads and writes in order; the first marked row is kept in sight, else the last of all."""
    lines: list[Line] = []
    see: int | None = None
    if wire.skipped:
        lines.append(Line((Span(f"… {wire.skipped} earlier reads and writes", "muted"),)))
    for segment in wire.segments:
        lines.append(_heading(segment, wire.observer))
        if segment.mark[0] != segment.mark[1]:
            see = len(lines) + segment.mark[0] // row_size(width)
        lines += _rows(segment, width)
    if not wire.segments:
        lines.append(Line((Span("no bytes yet", "muted"),)))
    return Picture(lines, see=len(lines) - 1 if see is None else see)


def _heading(segment: Segment, observer: str) -> Line:
    received = segment.is_request == (observer == "server")
    arrow = Span("↓ ", "received") if segment.is_request else Span("↑ ", "sent")
    verb = "received" if received else "sent"
    cut = f", {size(len(segment.data))} of them kept" if segment.length > len(segment.data) else ""
    said = Span(f"{verb} by the {observer}  ", "strong")
    return Line((arrow, said, Span(f"{size(segment.length)}{cut}", "muted")))


def _rows(segment: Segment, width: int) -> Iterator[Line]:
    begin, end = segment.mark
    step = row_size(width)
    for number, line in enumerate(_dump(segment.data, width, segment.offset)):
        first = number * step
        is_marked = first < end and first + step > begin
        mark = Span("▌" if is_marked else " ", "current")
        yield line._replace(left=(mark, *line.left), fill="highlight" if is_marked else "")


@lru_cache(maxsize=64)
def _dump(data: bytes, width: int, offset: int) -> tuple[Line, ...]:
    return tuple(dump(data, width - 1, start=offset))
