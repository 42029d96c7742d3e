"""The time pane: for each thread, loop, database connection and queue what it does, column by column of a window.

A column costs some bisections, however many events lie in it. What each event says of its track is worked out once, in
one pass, when the timeline is first used, and for what is new when the score has grown.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise

from visualizer.replay.label import Label
from visualizer.replay.score import Score
from visualizer.replay.shape import NONE
from visualizer.replay.tracks import Doing, Kind, TimeCell, Track
from visualizer.replay.waits import Waits
from visualizer.replay.window import Window

_DOINGS = tuple(Doing)
_NOTHING, _RUNNING, _UNSURE, _WAITING, _AWAITING = range(5)
_KINDS = tuple(Kind)
_EMPTY = TimeCell(Doing.NOTHING, None, None, 0)
_TASK_ORDER = (_UNSURE, _AWAITING)
"""What a loop does whose tasks do several things: the first of these that one of them does."""


class _Events:
    """The events of one thread or loop, and what it does after each."""

    def __init__(self) -> None:
        self.times = array("q")
        self.positions = array("i")
        self.doings = bytearray()
        self.labels = array("i")
        """The label of the stage it is in, or NONE."""
        self.tasks: dict[str | None, tuple[int, int]] = {}
        """What each task does after its latest event: (doing, label)."""


class Timeline:
    """The tracks of a score. When the score has grown, so has the timeline at its next use."""

    def __init__(self, score: Score) -> None:
        self._score = score
        self._events: dict[tuple[int, int, str, bool], _Events] = {}
        self._loops: set[tuple[int, int, str, bool]] = set()
        self._waits: list[Waits] = []
        self._taken: list[int] = []
        self._sampled: list[int] = []

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The threads, loops and clients, lane by lane, each in the order of its first event."""
        self._grow()
        tracks = [
            Track(
                lane,
                process,
                thread,
                (lane, process, thread, client) in self._loops,
                client,
                Kind.CLIENT if client else Kind.THREAD,
            )
            for lane, process, thread, client in self._events
        ]
        return tuple(sorted(tracks, key=lambda track: track.lane))

    @property
    def rows(self) -> tuple[Track, ...]:
        """All rows, lane by lane: backlog, accept, threads and loops, database connections, the client."""
        tracks = [*self.tracks, *(track for waits in self._waits for track in waits.rows)]
        return tuple(sorted(tracks, key=lambda track: (track.lane, _KINDS.index(track.kind))))

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
        """What a track does in each column."""
        self._grow()
        if track.kind in (Kind.THREAD, Kind.CLIENT):
            return self._thread_cells(track, window)
        rows = self._waits[track.lane].rows
        doing = Doing.RUNNING if track.kind is Kind.DATABASE else Doing.WAITING
        stretches = rows[track]
        return [self._stretch(track, doing, stretches.within(*edges)) for edges in pairwise(window.edges())]

    def cursor_column(self, cursor: int, window: Window) -> int | None:
        """The column of the cursor's step; None outside of the window and before the first step."""
        return None if cursor < 0 else window.column_of(self._score.time_of(cursor))

    def _stretch(self, track: Track, doing: Doing, found: tuple[int, int | None]) -> TimeCell:
        count, event = found
        if event is None:
            return _EMPTY
        return TimeCell(doing, self._score.label(track.lane, event).stage, event, count, self._exchange(track, event))

    def _thread_cells(self, track: Track, window: Window) -> list[TimeCell]:
        events = self._events[track.lane, track.process, track.thread, track.is_client]
        edges = window.edges()
        ends = [bisect_left(events.times, edge) for edge in edges]
        ends[-1] = bisect_right(events.times, edges[-1])  # The last column has its right edge, too.
        stages = self._score.layout.labels.all
        index = self._score.layout.indexes[track.lane]
        found = []
        for begin, end in pairwise(ends):
            if not end:
                found.append(_EMPTY)
                continue
            event = events.positions[end - 1]
            doing, label = events.doings[end - 1], events.labels[end - 1]
            if end > begin and doing in (_NOTHING, _UNSURE):
                doing, label = _RUNNING, index.label[event]
            stage = None if doing == _NOTHING else stages[label].stage
            found.append(TimeCell(_DOINGS[doing], stage, event, end - begin, index.exchange[event] or None))
        return found if track.is_client else self._overlaid(track, found, edges)

    def _overlaid(self, track: Track, cells: list[TimeCell], edges: list[int]) -> list[TimeCell]:
        """The cells; where no event of a column says otherwise, what holds or blocks the track."""
        waits = self._waits[track.lane]
        place = track.process, track.thread
        for doing, stretches in ((Doing.BLOCKED, waits.blocked), (Doing.HELD, waits.held)):
            if place in stretches:
                over = stretches[place]
                cells = [
                    cell if cell.events else self._over(track, cell, doing, over.within(*between))
                    for cell, between in zip(cells, pairwise(edges), strict=True)
                ]
        return cells

    def _over(self, track: Track, cell: TimeCell, doing: Doing, found: tuple[int, int | None]) -> TimeCell:
        _, event = found
        if event is None:
            return cell
        stage = self._score.label(track.lane, event).stage
        return cell._replace(doing=doing, stage=stage, exchange=self._exchange(track, event))

    def _exchange(self, track: Track, event: int) -> int | None:
        return self._score.layout.indexes[track.lane].exchange[event] or None

    def _after(self, lane: int, event: int, label: Label, in_task: bool) -> tuple[int, int]:
        """What its thread or task does after an event, as far as the events tell, and the label that says in what."""
        index = self._score.layout.indexes[lane]
        if label.is_client and not label.is_exit and label.name != "close":
            return _WAITING, index.label[event]
        span = event if label.is_enter else self._score.parent(lane, event)
        if span is None or self._key(lane, span) != self._key(lane, event):
            return _NOTHING, NONE
        number = index.label[span]
        inside = index.labels.all[number]
        if inside.is_hop or inside.is_await or inside.name == "input.read":
            return (_AWAITING if in_task else _WAITING), number
        return (_UNSURE if in_task else _RUNNING), number

    def _key(self, lane: int, event: int) -> tuple[int, int, str, bool]:
        index = self._score.layout.indexes[lane]
        place = index.places.all[index.place[event]]
        return lane, place.process, place.thread, self._score.label(lane, event).is_client

    def _grow(self) -> None:
        """Take in the events that the score has more."""
        indexes = self._score.layout.indexes
        for lane in range(len(self._taken), len(indexes)):
            self._taken.append(0)
            self._sampled.append(0)
            self._waits.append(Waits(lane, indexes[lane]))
        for lane, index in enumerate(indexes):
            if self._taken[lane] < index.size:
                for position in range(self._taken[lane], index.size):
                    self._take(lane, position)
                self._waits[lane].take(index.size)
                self._taken[lane] = index.size
            samples = self._score.trace.samples(self._score.lanes[lane])
            for sample in samples[self._sampled[lane] :]:
                self._waits[lane].sample(sample)
            self._sampled[lane] = len(samples)

    def _take(self, lane: int, position: int) -> None:
        index = self._score.layout.indexes[lane]
        label = index.labels.all[index.label[position]]
        task = index.places.all[index.place[position]].task
        key = self._key(lane, position)
        if task is not None:
            self._loops.add(key)
        events = self._events.setdefault(key, _Events())
        after = self._after(lane, position, label, task is not None)
        if after[0] == _NOTHING:
            events.tasks.pop(task, None)
        else:
            events.tasks[task] = after
        doing, number = _of_all(events.tasks) if key in self._loops else after
        events.times.append(index.time[position])
        events.positions.append(position)
        events.doings.append(doing)
        events.labels.append(number)


def _of_all(tasks: dict[str | None, tuple[int, int]]) -> tuple[int, int]:
    """What a loop does, of whose tasks each does this."""
    latest = list(tasks.values())[::-1]
    for wanted in _TASK_ORDER:
        for doing, label in latest:
            if doing == wanted:
                return doing, label
    return latest[0] if latest else (_NOTHING, NONE)
