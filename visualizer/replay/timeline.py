"""The time strip: for each thread and loop what it does, column by column, over a window of the clock.

A column costs a bisection, however many events lie in it. The tracks' arrays are built at the first use, in one pass.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from enum import Enum
from typing import NamedTuple

from visualizer.replay.score import Score


class Doing(Enum):
    """What a thread or loop does in a column."""

    NOTHING = "nothing"
    RUNNING = "running"
    """It is inside of a stage; whether that computes or waits for something of its own, no event tells."""
    WAITING = "waiting"
    """A thread is blocked: the code that it runs waits for another thread, for a loop, or for the server."""
    AWAITING = "awaiting"
    """A loop's task awaits; the loop is free to run others."""


class TimeCell(NamedTuple):
    """A track in one column."""

    doing: Doing
    stage: str | None
    """Of what runs, or of what it waits in; None for nothing."""
    event: int | None
    """The event that tells so: the lane's latest on this track before the column's end."""
    events: int
    """How many events lie in the column."""


class Track(NamedTuple):
    """One line of the strip: a thread, or a loop, of one of a lane's processes."""

    lane: int
    process: int
    thread: str
    is_loop: bool
    """Whether asyncio tasks run on it."""
    is_client: bool
    """Whether the client runs on it."""

    @property
    def name(self) -> str:
        """`client`, `loop`, `MainThread`, `worker-1`, `worker-1 loop`."""
        if self.is_client:
            return "client"
        if not self.is_loop:
            return self.thread
        return "loop" if self.thread == "MainThread" else f"{self.thread} loop"


class Window(NamedTuple):
    """A stretch of the clock, cut into equal columns."""

    begin: int
    """ns, as in the events."""
    end: int
    """ns, beyond `begin`."""
    columns: int

    def column_of(self, time: int) -> int | None:
        """The column in which a time lies, None outside of the window."""
        if not self.begin <= time <= self.end:
            return None
        return min((time - self.begin) * self.columns // max(self.end - self.begin, 1), self.columns - 1)

    def edge(self, column: int) -> int:
        """When a column begins, ns."""
        return self.begin + (self.end - self.begin) * column // self.columns


class _Events:
    """The events of one track."""

    def __init__(self) -> None:
        self.times = array("q")
        self.positions = array("i")


class Timeline:
    """The tracks of a score. When the score has grown, so has the timeline at its next use."""

    def __init__(self, score: Score) -> None:
        self._score = score
        self._events: dict[tuple[int, int, str, bool], _Events] = {}
        self._loops: set[tuple[int, int, str, bool]] = set()
        self._taken = [0] * len(score.lanes)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The tracks, lane by lane, each in the order of its first event."""
        self._grow()
        tracks = [
            Track(lane, process, thread, (lane, process, thread, client) in self._loops, client)
            for lane, process, thread, client in self._events
        ]
        return tuple(sorted(tracks, key=lambda track: track.lane))

    @property
    def span(self) -> tuple[int, int]:
        """The clock at the first and at the last event of all, ns; (0, 0) without any."""
        times = [index.time for index in self._score.layout.indexes if index.size]
        return min((time[0] for time in times), default=0), max((time[-1] for time in times), default=0)

    def exchange_span(self, exchange: int, lane: int) -> tuple[int, int] | None:
        """The clock at a lane's first and last event of an exchange, ns; None where it has none."""
        index = self._score.layout.indexes[lane]
        if exchange >= len(index.first):
            return None
        return index.time[index.first[exchange]], index.time[index.last[exchange]]

    def cells(self, track: Track, window: Window) -> list[TimeCell]:
        """What a track does in each column: by its latest event before the column's end."""
        self._grow()
        events = self._events[track.lane, track.process, track.thread, track.is_client]
        begin = bisect_left(events.times, window.begin)
        found = []
        for column in range(window.columns):
            last = column == window.columns - 1
            edge = window.edge(column + 1)
            end = bisect_right(events.times, edge) if last else bisect_left(events.times, edge)
            found.append(self._cell(track, events, begin, max(begin, end)))
            begin = max(begin, end)
        return found

    def cursor_column(self, cursor: int, window: Window) -> int | None:
        """The column of the cursor's step; None outside of the window and before the first step."""
        return None if cursor < 0 else window.column_of(self._score.time_of(cursor))

    def _cell(self, track: Track, events: _Events, begin: int, end: int) -> TimeCell:
        if not end:
            return TimeCell(Doing.NOTHING, None, None, 0)
        event = events.positions[end - 1]
        doing, stage = self._after(track, event)
        if end > begin and doing is Doing.NOTHING:
            doing, stage = Doing.RUNNING, self._score.label(track.lane, event).stage
        return TimeCell(doing, stage, event, end - begin)

    def _after(self, track: Track, event: int) -> tuple[Doing, str | None]:
        """What a track does after one of its events, as far as the events tell."""
        label = self._score.label(track.lane, event)
        if label.is_client and not label.is_exit and label.name != "close":
            return Doing.WAITING, label.stage
        span = event if label.is_enter else self._score.parent(track.lane, event)
        if span is None or self._key(track.lane, span) != self._key(track.lane, event):
            return Doing.NOTHING, None
        label = self._score.label(track.lane, span)
        if label.is_hop or label.is_await:
            return (Doing.AWAITING if self._in_task(track.lane, span) else Doing.WAITING), label.stage
        return Doing.RUNNING, label.stage

    def _in_task(self, lane: int, event: int) -> bool:
        index = self._score.layout.indexes[lane]
        return index.places.all[index.place[event]].task is not None

    def _key(self, lane: int, event: int) -> tuple[int, int, str, bool]:
        index = self._score.layout.indexes[lane]
        place = index.places.all[index.place[event]]
        return lane, place.process, place.thread, self._score.label(lane, event).is_client

    def _grow(self) -> None:
        """Take in the events that the score has more."""
        self._taken += [0] * (len(self._score.lanes) - len(self._taken))
        for lane, index in enumerate(self._score.layout.indexes):
            known: dict[tuple[int, bool], _Events] = {}
            clients = [label.is_client for label in index.labels.all]
            for position in range(self._taken[lane], index.size):
                short = index.place[position], clients[index.label[position]]
                if short not in known:
                    known[short] = self._track(lane, position)
                known[short].times.append(index.time[position])
                known[short].positions.append(position)
            self._taken[lane] = index.size

    def _track(self, lane: int, position: int) -> _Events:
        key = self._key(lane, position)
        if self._in_task(lane, position):
            self._loops.add(key)
        return self._events.setdefault(key, _Events())
