"""The chart as lines: the axis, a heading a lane, a line a row, the cursor over them; made where they are looked at.

The cursor is ┃ in the row that acts and ╎ in the others of its lane; a lane that stays has ╎ alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from visualizer.replay import Kind, Track
from visualizer.ui.canvas import Line, Span
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.facts import duration
from visualizer.ui.lesson.lane import title
from visualizer.ui.lesson.view import View
from visualizer.ui.time.bars import with_cursor
from visualizer.ui.time.chart import MARK, Chart, Entry, Idle, LaneHead, row_name
from visualizer.ui.time.ticks import Tick


class ChartLines(Sequence[Line]):
    """The chart at one view; a click on a row means its track."""

    def __init__(self, view: View, chart: Chart, gutter: int) -> None:
        """`gutter` cells stand before the first column."""
        self.chart = chart
        self._gutter = gutter
        self._view = view
        self._acting = acting_rows(view, chart)
        self._columns = [cursor_column(view, chart, lane) for lane in range(len(chart.lanes))]

    def __len__(self) -> int:
        return len(self.chart.entries)

    @property
    def cursor_line(self) -> int | None:
        """The line of the row that acts in the lane that the cursor is about; None where it has none."""
        track = self._acting.get(self._view.acting)
        return None if track is None or track not in self.chart.entries else self.chart.entries.index(track)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if isinstance(at, slice):
            return [self._line(entry) for entry in self.chart.entries[at]]
        return self._line(self.chart.entries[at])

    def _line(self, entry: Entry) -> Line:
        if isinstance(entry, LaneHead):
            return self._head(entry.lane)
        if isinstance(entry, Idle):
            word = "row is" if entry.rows == 1 else "rows are"
            return Line((Span(f"{'':{self._gutter}}{entry.rows} more {word} idle in this window", "muted"),))
        return self._row(entry)

    def _head(self, lane: int) -> Line:
        timeline = self.chart.timeline
        span = timeline.lane_span(lane)
        count = timeline.exchange_count(lane)
        said = "1 exchange" if count == 1 else f"{count} exchanges"
        took = f" in {duration(span[1] - span[0])}" if span else ": nothing was reported"
        name = title(self.chart.lanes[lane])
        rule = "─" * max(self._gutter + self.chart.look.window.columns - width_of(f"{name}  {said}{took}  "), 0)
        return Line((Span(f"{name} ", "title"), Span(f" {said}{took} ", "muted"), Span(f" {rule}", "rule")))

    def _row(self, track: Track) -> Line:
        acts = self._acting.get(track.lane) == track
        name = f"{MARK if acts else '  '}{row_name(track)}"[: self._gutter - 1].ljust(self._gutter)
        pieces: Sequence[Span] = self.chart.drawn(track).spans
        column = self._columns[track.lane]
        if column is not None:
            pieces = with_cursor(pieces, column, acts=acts)
        return Line((Span(name, "current" if acts else "value"), *pieces), (), "", track)


def acting_rows(view: View, chart: Chart) -> dict[int, Track]:
    """In each lane that acts at the cursor the row on which it does."""
    step = None if view.is_empty else view.scene.step
    if step is None:
        return {}
    found: dict[int, Track | None] = {}
    for lane, event in enumerate(step.events):
        if event is not None:
            track, _ = chart.timeline.after(lane, event)
            found[lane] = _clients(chart, lane) if track.is_client else track
    return {lane: track for lane, track in found.items() if track is not None}


def _clients(chart: Chart, lane: int) -> Track | None:
    """The row of a lane's clients."""
    return next((track for track in chart.rows.tracks if (track.lane, track.kind) == (lane, Kind.CLIENTS)), None)


def cursor_column(view: View, chart: Chart, lane: int) -> int | None:
    """Where the cursor stands in a lane: at its event, else at its latest before; None outside of the window."""
    event = None if view.player.at_start else view.event(lane)
    return None if event is None else chart.window(lane).column_of(event.time)


def axis(name: Span, ticks: Sequence[Tick], gutter: int, width: int) -> Line:
    """The title as the axis: a rule with the ticks on it."""
    spans = [Span("─ ", "rule"), name, Span(" ")]
    used = width_of(name.text) + 3
    for tick in ticks:
        start = gutter + tick.column
        if not used <= start < width:
            continue
        text = f" {tick.label} "
        if start + 1 + width_of(text) > width:
            text = ""
        spans += [Span("─" * (start - used) + "┬", "rule"), Span(text, "muted")]
        used = start + 1 + width_of(text)
    return Line((*spans, Span("─" * (width - used), "rule")))
