"""The chart: which rows there are over one window, and each one's cells and bars, made when it is looked at.

What is idle in the window is folded into one line a lane, so that what happens there stands together; the rows that
tell how a lane copes (the counts, and its first thread) stay. A row is drawn once for a window, and the cursor over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from visualizer.replay import Kind, TimeCell, Timeline, Track, Window
from visualizer.ui.canvas import Span
from visualizer.ui.canvas.line import width_of
from visualizer.ui.time.bars import bars, counts
from visualizer.ui.time.doings import legend
from visualizer.ui.time.look import Clock, Look
from visualizer.ui.time.ticks import Tick, ticks

MARK = "● "
"""Stands before the name of the row that acts."""
DEFAULT = "default"
"""Django's own alias of a database."""
COUNT_LOOKS = {Kind.BACKLOG: "switch", Kind.ACCEPT: "muted", Kind.REQUESTS: "enter", Kind.CLIENTS: "muted"}


class LaneHead(NamedTuple):
    """The line above a lane's rows."""

    lane: int


class Idle(NamedTuple):
    """The rows of a lane that do nothing in the window."""

    lane: int
    rows: int


Entry = LaneHead | Track | Idle


class Drawn(NamedTuple):
    """A row over the window."""

    cells: list[TimeCell]
    spans: list[Span]


class Rows(NamedTuple):
    """What all charts of a trace have in common, until it grows."""

    tracks: tuple[Track, ...]
    names: int
    """How many cells their names take, those too that are idle, so that nothing moves as one pans."""
    highest: dict[Kind, int]
    """The most of each count in any lane: equal heights mean equal numbers."""


def rows_of(timeline: Timeline) -> Rows:
    """The rows that there are by now."""
    tracks = timeline.rows
    highest: dict[Kind, int] = {}
    for track in tracks:
        if track.kind.is_count:
            highest[track.kind] = max(highest.get(track.kind, 0), timeline.highest(track))
    names = (width_of(row_name(track)) for track in tracks)
    return Rows(tracks, max(names, default=0) + len(MARK) + 1, highest)


def row_name(track: Track) -> str:
    """What a row is called: a database stands below its thread."""
    if track.kind is not Kind.DATABASE:
        return track.name
    return "└ database" if track.database in ("", DEFAULT) else f"└ {track.database}"


class Chart:
    """All rows over one window."""

    def __init__(self, timeline: Timeline, lanes: tuple[str, ...], rows: Rows, clock: Clock, look: Look) -> None:
        self.timeline = timeline
        self.lanes = lanes
        self.rows = rows
        self.clock = clock
        self.look = look
        self._drawn: dict[Track, Drawn] = {}

    @cached_property
    def ticks(self) -> list[Tick]:
        """The axis."""
        return ticks(self.look.window)

    @cached_property
    def entries(self) -> list[Entry]:
        """The lines, from top to bottom."""
        return [entry for lane in range(len(self.lanes)) for entry in self._lane(lane)]

    def window(self, lane: int) -> Window:
        """The window on the clock of a lane's events."""
        begin, end, columns = self.look.window
        origin = self.clock.origins[lane]
        return Window(begin + origin, end + origin, columns)

    def drawn(self, track: Track) -> Drawn:
        """A row."""
        found = self._drawn.get(track)
        if found is None:
            cells = self.timeline.cells(track, self.window(track.lane))
            found = self._drawn[track] = Drawn(cells, self._spans(track, cells))
        return found

    @property
    def legend(self) -> str:
        """What the letters of the rows that were drawn mean."""
        return legend(
            cell.doing for track, drawn in self._drawn.items() for cell in drawn.cells if not track.kind.is_count
        )

    def _lane(self, lane: int) -> Iterator[Entry]:
        ours = [track for track in self.rows.tracks if track.lane == lane]
        window = self.window(lane)
        first = next((track for track in ours if track.kind is Kind.THREAD), None)
        busy = [
            track
            for track in ours
            if track.kind.is_count or track == first or self.timeline.is_busy(track, window.begin, window.end)
        ]
        yield LaneHead(lane)
        yield from busy
        if len(busy) < len(ours):
            yield Idle(lane, len(ours) - len(busy))

    def _spans(self, track: Track, cells: list[TimeCell]) -> list[Span]:
        if track.kind.is_count:
            return counts(cells, self.rows.highest[track.kind], COUNT_LOOKS[track.kind], self._grid)
        wanted = self.look.wanted
        if wanted is None:
            return bars(cells, lambda exchange: True, self._grid)
        numbers = wanted.exchanges.get(self.lanes[track.lane], frozenset())
        return bars(cells, numbers.__contains__, self._grid)

    @cached_property
    def _grid(self) -> str:
        """What is seen of the axis in a row where nothing happens."""
        columns = {tick.column for tick in self.ticks}
        return "".join("┊" if column in columns else " " for column in range(self.look.window.columns))
