"""What is looked at, in step with the view: a new run is seen whole, a growing one stays so, a step stays in sight.

Needs no Textual: a key is a method, and what is then to be drawn is `chart`, made anew where anything of it is another.
"""

from __future__ import annotations

from dataclasses import replace

from visualizer.replay import Score, Timeline, Window
from visualizer.ui.lesson.view import View
from visualizer.ui.time.chart import Chart, Rows, rows_of
from visualizer.ui.time.look import Clock, Look, Start, Wanted, clock_of, overlap
from visualizer.ui.time.timelines import Timelines

NARROWEST = 8
"""Columns that the axis has at the least."""


class Sight:
    """One reader's sight of the time; ask for nothing before `see`."""

    def __init__(self, timelines: Timelines) -> None:
        self._timelines = timelines
        self._score: Score | None = None
        self._version = -1
        self._until: int | None = None
        self._rows: Rows
        self._key: tuple[object, ...] = ()
        """What the chart was made of."""
        self.look = Look(Window(0, NARROWEST, NARROWEST))
        self.view: View
        self.clock: Clock
        self.chart: Chart
        self.gutter = 0
        """Cells before the first column, for the names of the rows."""

    def see(self, view: View, width: int, until: int | None, wanted: Wanted | None, *, follows: bool) -> None:
        """Look at this view, over so many cells; `until` is the clock now, where something is under way.

        With `follows` the window moves to where the cursor is. Exchanges that are not `wanted` are drawn thin.
        """
        self.view, self._until = view, until
        self._take_in(view.score)
        self.gutter = min(self._rows.names, width // 4)
        columns = max(width - self.gutter, NARROWEST)
        self._turn_to(replace(self.look, window=self.look.window._replace(columns=columns), wanted=wanted))
        if self.look.shows_all:
            self.show_all()
        time = self.time_of(view.acting)
        if follows and time is not None:
            self._turn_to(self.look.show(time, self.clock))

    def _take_in(self, score: Score) -> None:
        """What is new in the score, or another score."""
        if score is not self._score:
            self._score, self._version = score, -1
            start = Start.CLOCK if overlap(self.timeline, score) else Start.LANE
            self.look = Look(self.look.window, start)
        if score.trace.version != self._version:
            self._version = score.trace.version
            self._rows = rows_of(self.timeline)

    @property
    def timeline(self) -> Timeline:
        """What the tracks do."""
        return self._timelines.of(self.view.score)

    def time_of(self, lane: int) -> int | None:
        """Where on the axis a lane's cursor is; None before its first event."""
        event = None if self.view.player.at_start else self.view.event(lane)
        return None if event is None else event.time - self.clock.origins[lane]

    # What the keys and the mouse do

    def zoom(self, factor: float, column: int | None = None) -> None:
        """`factor` times as much time, around a column; without one around the cursor, or the middle."""
        window = self.look.window
        time = self.time_of(self.view.acting) if column is None else window.edges()[min(column, window.columns)]
        self._turn_to(self.look.zoom(factor, self.clock, None if time is None or not _in(time, window) else time))

    def pan(self, columns: int) -> None:
        """So many columns later."""
        self._turn_to(self.look.pan(columns, self.clock))

    def show_all(self) -> None:
        """From the first request to the end."""
        start = Start.LANE if self.look.start is Start.EXCHANGE else self.look.start
        self._turn_to(replace(self.look, start=start))
        self._turn_to(self.look.fit(self.clock))

    def show_exchange(self) -> None:
        """The exchange at the cursor alone: from its beginning in each lane, or on one clock where that was chosen."""
        exchange = self.view.scene.exchange
        if exchange is None:
            return
        if self.look.start is not Start.CLOCK:
            self._turn_to(replace(self.look, start=Start.EXCHANGE, exchange=exchange))
        lanes = [self.view.acting] if self.look.start is Start.CLOCK else range(len(self.view.lanes))
        spans = [(self.timeline.exchange_span(exchange, lane), self.clock.origins[lane]) for lane in lanes]
        there = [(span[0] - origin, span[1] - origin) for span, origin in spans if span is not None]
        if there:
            stretch = min(begin for begin, _ in there), max(end for _, end in there)
            self._turn_to(self.look.frame(stretch, self.clock))

    def turn_clock(self) -> None:
        """One clock for all lanes, or each lane from its own beginning; what is at the cursor keeps its place."""
        before = self.time_of(self.view.acting)
        start = Start.LANE if self.look.start is Start.CLOCK else Start.CLOCK
        self._turn_to(replace(self.look, start=start))
        after = self.time_of(self.view.acting)
        if self.look.shows_all or before is None or after is None:
            self._turn_to(self.look.fit(self.clock))
        else:
            self._turn_to(self.look.move(after - before, self.clock))

    def _turn_to(self, look: Look) -> None:
        self.look = look
        self.clock = clock_of(self.timeline, self.view.score, look, self._until)
        key = self.timeline, self._rows, self.clock, look
        if key != self._key:
            self._key = key
            self.chart = Chart(self.timeline, self.view.lanes, self._rows, self.clock, look)


def _in(time: int, window: Window) -> bool:
    return window.begin <= time <= window.end
