"""The time pane: for each thread, loop, database connection and queue what it does, column by column of a window.

A column costs some bisections, however many events lie in it. What each event says of its track is worked out once, in
one pass, when the timeline is first used, and for what is new when the score has grown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain, pairwise

from visualizer.replay.counter import Counter
from visualizer.replay.counters import Counters
from visualizer.replay.intervals import Intervals
from visualizer.replay.score import Score
from visualizer.replay.threads import DOINGS, NOTHING, RUNNING, UNSURE, ThreadEvents, Threads
from visualizer.replay.tracks import Doing, Kind, TimeCell, Track
from visualizer.replay.waits import Waits
from visualizer.replay.window import Window

_EMPTY = TimeCell(Doing.NOTHING, None, None, 0)


class Timeline:
    """The tracks of a score. When the score has grown, so has the timeline at its next use."""

    def __init__(self, score: Score) -> None:
        self._score = score
        self._threads: list[Threads] = []
        self._waits: list[Waits] = []
        self._counters: list[Counters] = []
        self._sampled: list[int] = []

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The threads, loops and clients, lane by lane, each in the order of its first event."""
        self._grow()
        return tuple(chain.from_iterable(threads.tracks() for threads in self._threads))

    @property
    def rows(self) -> tuple[Track, ...]:
        """All rows, lane by lane, on a request's way: the counts, then threads and loops with their databases."""
        self._grow()
        return tuple(chain.from_iterable(self._rows(lane) for lane in range(len(self._threads))))

    @property
    def span(self) -> tuple[int, int]:
        """The clock at the first and at the last event of all, ns; (0, 0) without any."""
        spans = [span for span in map(self.lane_span, range(len(self._score.lanes))) if span is not None]
        return min((begin for begin, _ in spans), default=0), max((end for _, end in spans), default=0)

    def lane_span(self, lane: int) -> tuple[int, int] | None:
        """The clock at a lane's first and last event, ns; None without any."""
        index = self._score.layout.indexes[lane]
        return (index.time[0], index.time[-1]) if index.size else None

    def exchange_count(self, lane: int) -> int:
        """How many exchanges a lane has; they are numbered from 1."""
        return len(self._score.layout.indexes[lane].first) - 1

    def exchange_span(self, exchange: int, lane: int) -> tuple[int, int] | None:
        """The clock at a lane's first and last event of an exchange, ns; None where it has none."""
        index = self._score.layout.indexes[lane]
        if exchange >= len(index.first):
            return None
        return index.time[index.first[exchange]], index.time[index.last[exchange]]

    def highest(self, track: Track) -> int:
        """The most that a row that counts ever shows."""
        return _counter_of(track, self.counters(track.lane)).highest

    def counters(self, lane: int) -> Counters:
        """The counters of a lane, which the rows that count are drawn from too."""
        self._grow()
        return self._counters[lane]

    def cells(self, track: Track, window: Window) -> list[TimeCell]:
        """What a track does in each column."""
        self._grow()
        edges = window.edges()
        if track.kind.is_count:
            return self._each(track, _counter_of(track, self._counters[track.lane]).over(edges))
        if track.kind is Kind.DATABASE:
            return self._each(track, self._waits[track.lane].databases[track].over(edges))
        return self._thread_cells(track, edges)

    def is_busy(self, track: Track, begin: int, end: int) -> bool:
        """Whether a track does anything between two times. A few bisections, however long that is."""
        self._grow()
        if track.kind.is_count:
            return _counter_of(track, self._counters[track.lane]).within(begin, end)[0] > 0
        if track.kind is Kind.DATABASE:
            return self._waits[track.lane].databases[track].within(begin, end)[0] > 0
        events = self._events(track)
        last = bisect_right(events.times, end)
        acts = last > 0 and (events.times[last - 1] >= begin or events.doings[last - 1] != NOTHING)
        return acts or any(over.within(begin, end)[0] for _, over in self._over_all(track))

    def after(self, lane: int, event: int) -> tuple[Track, TimeCell]:
        """The thread, loop or client on which an event of a lane happened, and what that does right after it."""
        self._grow()
        key = self._threads[lane].key(event)
        track, events = self._threads[lane].track(key), self._threads[lane].all[key]
        at = bisect_left(events.positions, event)
        cell = self._cell(track, events.doings[at], events.labels[at], event, 0)
        begin = events.times[at] + 1
        return track, cell if track.is_client else self._overlaid(track, [cell], [begin, begin + 1])[0]

    def cursor_column(self, cursor: int, window: Window) -> int | None:
        """The column of the cursor's step; None outside of the window and before the first step."""
        return None if cursor < 0 else window.column_of(self._score.time_of(cursor))

    def _rows(self, lane: int) -> list[Track]:
        databases: dict[tuple[int, str], list[Track]] = {}
        for track in self._waits[lane].databases:
            databases.setdefault((track.process, track.thread), []).append(track)
        rows = _counts(lane, self._counters[lane])
        for thread in self._threads[lane].tracks():
            if not thread.is_client:
                rows += [thread, *databases.get((thread.process, thread.thread), ())]
        return rows

    def _events(self, track: Track) -> ThreadEvents:
        return self._threads[track.lane].all[track.process, track.thread, track.is_client]

    def _each(self, track: Track, found: Sequence[tuple[int, int | None]]) -> list[TimeCell]:
        """The cells of a row that counts, or of a database: neighbours that are alike are one and the same."""
        cells: list[TimeCell] = []
        before = None
        for each in found:
            cells.append(cells[-1] if each == before else self._counted(track, *each))
            before = each
        return cells

    def _counted(self, track: Track, many: int, event: int | None) -> TimeCell:
        if many <= 0:
            return _EMPTY
        exchange = None if event is None else self._exchange(track, event)
        if event is None or track.kind.is_count:
            return TimeCell(Doing.WAITING, None, event, many, exchange)
        label = self._score.label(track.lane, event)
        return TimeCell(Doing.RUNNING, label.stage, event, many, exchange, label.name)

    def _thread_cells(self, track: Track, edges: Sequence[int]) -> list[TimeCell]:
        events = self._events(track)
        ends = [bisect_left(events.times, edge) for edge in edges]
        ends[-1] = bisect_right(events.times, edges[-1])  # The last column has its right edge, too.
        index = self._score.layout.indexes[track.lane]
        cells: list[TimeCell] = []
        for begin, end in pairwise(ends):
            if cells and begin == end and not cells[-1].events:
                cells.append(cells[-1])
            elif not end:
                cells.append(_EMPTY)
            else:
                event, doing, label = events.positions[end - 1], events.doings[end - 1], events.labels[end - 1]
                if end > begin and doing in (NOTHING, UNSURE):
                    doing, label = RUNNING, index.label[event]
                cells.append(self._cell(track, doing, label, event, end - begin))
        return cells if track.is_client else self._overlaid(track, cells, edges)

    def _cell(self, track: Track, doing: int, label: int, event: int, events: int) -> TimeCell:
        exchange = self._exchange(track, event)
        if doing == NOTHING:
            return TimeCell(Doing.NOTHING, None, event, events, exchange)
        inside = self._score.layout.labels.all[label]
        return TimeCell(DOINGS[doing], inside.stage, event, events, exchange, inside.name)

    def _overlaid(self, track: Track, cells: list[TimeCell], edges: Sequence[int]) -> list[TimeCell]:
        """The cells; where no event of a column says otherwise, what blocks or holds the track."""
        for doing, over in self._over_all(track):
            cells = [
                cell if cell.events else self._over(track, cell, doing, over.within(*between)[1])
                for cell, between in zip(cells, pairwise(edges), strict=True)
            ]
        return cells

    def _over_all(self, track: Track) -> list[tuple[Doing, Intervals]]:
        """What lies over what the events of a thread tell."""
        waits, place = self._waits[track.lane], (track.process, track.thread)
        over = ((Doing.BLOCKED, waits.blocked.get(place)), (Doing.HELD, waits.held.get(place)))
        return [(doing, stretches) for doing, stretches in over if stretches is not None]

    def _over(self, track: Track, cell: TimeCell, doing: Doing, event: int | None) -> TimeCell:
        """What is held tells where; a blocked loop is still in what it did last, as far as anybody knows."""
        if event is None:
            return cell
        if doing is Doing.BLOCKED and cell.doing is not Doing.NOTHING:
            return cell._replace(doing=doing)
        label = self._score.label(track.lane, event)
        return cell._replace(doing=doing, stage=label.stage, name=label.name, exchange=self._exchange(track, event))

    def _exchange(self, track: Track, event: int) -> int | None:
        return self._score.layout.indexes[track.lane].exchange[event] or None

    def _grow(self) -> None:
        """Take in the events that the score has more."""
        indexes = self._score.layout.indexes
        for lane in range(len(self._threads), len(indexes)):
            self._threads.append(Threads(self._score, lane))
            self._waits.append(Waits(lane, indexes[lane]))
            self._counters.append(Counters(self._score, lane))
            self._sampled.append(0)
        for lane, index in enumerate(indexes):
            self._threads[lane].take(index.size)
            self._waits[lane].take(index.size)
            self._counters[lane].grow()
            samples = len(self._score.trace.samples(self._score.lanes[lane]))
            if samples != self._sampled[lane]:
                self._waits[lane].hold(self._score.holds(lane).all())
                self._sampled[lane] = samples


def _counts(lane: int, counters: Counters) -> list[Track]:
    """The rows of a lane that count: those that there was ever anything to count for."""
    tracks = [Track(lane, 0, "", False, False, kind) for kind in Kind if kind.is_count]
    return [track for track in tracks if len(_counter_of(track, counters))]


def _counter_of(track: Track, counters: Counters) -> Counter:
    """What a row counts."""
    return {
        Kind.CLIENTS: counters.clients,
        Kind.BACKLOG: counters.backlog,
        Kind.ACCEPT: counters.accepted,
        Kind.REQUESTS: counters.requests,
    }[track.kind]
