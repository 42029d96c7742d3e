"""The time strip: a row per thread and loop, all lanes on one scale and each from its own beginning of the exchange.

█ runs, ▒ awaits (the loop is free), ░ is blocked, · does nothing. The cursor is ┃ in a lane that acts, else ╎.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from visualizer.replay import TimeCell, Timeline, Track, Window
from visualizer.ui.canvas import Line, Span
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.facts import duration
from visualizer.ui.lesson.view import View
from visualizer.ui.time.bars import with_cursor
from visualizer.ui.time.doings import LETTERS, LOOKS, legend


class Bar(NamedTuple):
    """One track over the exchange that is looked at; the same wherever the cursor is in it."""

    track: Track
    name: str
    window: Window
    cells: tuple[TimeCell, ...]
    spans: tuple[Span, ...]
    """The cells as they are drawn where the cursor is not."""


class Strip(NamedTuple):
    """All tracks over one exchange."""

    bars: tuple[Bar, ...]
    label_width: int
    extent: int
    """ns from the left edge to the right."""


def strip(view: View, timeline: Timeline, width: int) -> Strip:
    """The tracks that do anything in the exchange that is looked at; the client's last."""
    exchange = view.scene.exchange or 1
    spans = [timeline.exchange_span(exchange, lane) for lane in range(len(view.lanes))]
    extent = max((end - begin for begin, end in filter(None, spans)), default=0) or 1
    tracks = sorted(timeline.tracks, key=lambda track: track.is_client)
    names = {track: f"{view.lanes[track.lane]} {track.name}" for track in tracks}
    label_width = min(max(map(width_of, names.values()), default=0), width // 3)
    columns = max(width - label_width - 1, 1)
    bars = []
    for track in tracks:
        span = spans[track.lane]
        if span is not None:
            window = Window(span[0], span[0] + extent, columns)
            cells = tuple(timeline.cells(track, window))
            bars.append(Bar(track, names[track], window, cells, tuple(_runs(cells))))
    return Strip(tuple(bar for bar in bars if _is_busy(bar)), label_width, extent)


def _is_busy(bar: Bar) -> bool:
    return any(cell.events for cell in bar.cells)


def strip_lines(view: View, strip: Strip) -> list[Line]:
    """The strip with the cursor in it; a click on a line means its bar."""
    return [_line(view, bar, strip.label_width) for bar in strip.bars]


def _line(view: View, bar: Bar, label_width: int) -> Line:
    name = bar.name[:label_width].ljust(label_width)
    event = view.event(bar.track.lane)
    now = None if event is None or view.player.at_start else bar.window.column_of(event.time)
    acts = view.scene.step is not None and view.scene.step.events[bar.track.lane] is not None
    pieces = bar.spans if now is None else with_cursor(bar.spans, now, acts=acts)
    return Line((Span(f"{name} ", "value" if acts else "muted"), *pieces), (), "", bar)


def _runs(cells: Sequence[TimeCell]) -> list[Span]:
    """Neighbours that do the same as one span."""
    return [
        Span(LETTERS[doing] * len(list(same)), LOOKS[doing])
        for doing, same in groupby(cells, key=lambda cell: cell.doing)
    ]


def step_at(view: View, bar: Bar, column: int) -> int | None:
    """The step of the latest event of a bar at a column; None where there is none."""
    event = bar.cells[column].event if 0 <= column < len(bar.cells) else None
    return None if event is None else view.score.step_of(bar.track.lane, event)


def scale(strip: Strip) -> str:
    """How long the strip is, in words."""
    there = legend(cell.doing for bar in strip.bars for cell in bar.cells)
    return f"{there}   0 … {duration(strip.extent)}"
