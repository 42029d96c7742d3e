"""What events of several places prove together: who waits in the backlog, which statement runs, what blocks a loop.

A fold over a lane's events, in their order; it takes in what is new and never looks at an event twice.
"""

from __future__ import annotations

from collections.abc import Callable

from visualizer.replay.holds import held_at
from visualizer.replay.index import LaneIndex
from visualizer.replay.intervals import Intervals
from visualizer.replay.tracks import Kind, Track
from visualizer.trace import Event

BLOCKED_NS = 5_000_000
"""A loop that for so long takes nothing of what waits for it in the kernel is blocked; below, it is just its turn."""

Place = tuple[int, str]
"""A process and a thread."""


class Waits:
    """The stretches of one lane."""

    def __init__(self, lane: int, index: LaneIndex) -> None:
        self._lane = lane
        self._index = index
        self.rows: dict[Track, Intervals] = {}
        """Backlog, accept and database rows."""
        self.blocked: dict[Place, Intervals] = {}
        """Of each loop."""
        self.held: dict[Place, Intervals] = {}
        """Of each thread."""
        self._connected: dict[int | None, int] = {}
        self._sent: dict[int | None, int] = {}
        self._accepted: set[int | None] = set()
        self._queries: dict[Place, list[Track]] = {}
        self._loop_acted: dict[Place, int] = {}
        """When each loop that serves ASGI did something last."""
        self._silences: dict[Place, list[tuple[int, int]]] = {}
        """When each of them did nothing for so long that it may have been blocked."""
        self._holds: dict[tuple[object, object], Intervals] = {}
        """What waits, by the process and the seq of its event."""
        self._taken = 0

    def take(self, size: int) -> None:
        """Take in the events up to this position."""
        for position in range(self._taken, size):
            event = self._index.events[position]
            step = _STEPS.get((event.stage, event.name))
            if step is not None:
                step(self, position, event)
            elif event.stage == "view" and event.name.startswith("SQL "):
                self._query(position, event)
            self._act(event)
        self._taken = size

    def sample(self, event: Event) -> None:
        """Take in what the sampler saw: holds begin and end."""
        if event.name != "hold":
            return
        key = event.data.get("process"), event.data.get("seq")
        if event.phase == "exit":
            if key in self._holds:
                self._holds.pop(key).end(event.time)
            return
        position = held_at(self._index, event)
        if position is not None:
            place = self._index.events[position].place
            found = self.held.setdefault((place.process, place.thread), Intervals())
            found.begin(self._index.time[position], position)
            self._holds[key] = found

    def _row(self, kind: Kind, process: int = 0, thread: str = "", database: str = "") -> Intervals:
        track = Track(self._lane, process, thread, False, False, kind, database)
        return self.rows.setdefault(track, Intervals())

    def _connect(self, position: int, event: Event) -> None:
        self._connected[event.connection] = event.time
        self._row(Kind.BACKLOG).begin(event.time, position)

    def _accept(self, position: int, event: Event) -> None:
        since = self._connected.pop(event.connection, None)
        if since is not None:
            self._row(Kind.BACKLOG).end(max(since, event.time))
            self._late(since, position, event)
        self._accepted.add(event.connection)
        self._row(Kind.ACCEPT).begin(event.time, position)

    def _exchange(self, position: int, event: Event) -> None:
        if event.connection in self._accepted and event.phase == "enter":
            self._accepted.discard(event.connection)
            self._row(Kind.ACCEPT).end(event.time)

    def _close(self, position: int, event: Event) -> None:
        if event.connection in self._accepted:
            self._accepted.discard(event.connection)
            self._row(Kind.ACCEPT).end(event.time)

    def _send(self, position: int, event: Event) -> None:
        self._sent.setdefault(event.connection, event.time)

    def _recv(self, position: int, event: Event) -> None:
        since = self._sent.pop(event.connection, None)
        if since is not None:
            self._late(since, position, event)

    def _late(self, since: int, position: int, event: Event) -> None:
        """A loop takes what has waited since then: when did it do nothing at all meanwhile?"""
        place = event.place.process, event.place.thread
        if place not in self._loop_acted:
            return
        silences = [*self._silences.get(place, ()), (self._loop_acted[place], event.time)]
        for begin, end in reversed(silences):
            if end <= since:
                break
            if end - max(begin, since) >= BLOCKED_NS:
                self.blocked.setdefault(place, Intervals()).add(max(begin, since), end, position)

    def _act(self, event: Event) -> None:
        """Notice that a loop does something, and for how long it did not."""
        place = event.place.process, event.place.thread
        acted = self._loop_acted.get(place)
        if acted is None and event.stage not in ("scope", "lifespan"):
            return
        if acted is not None and event.time - acted >= BLOCKED_NS:
            self._silences.setdefault(place, []).append((acted, event.time))
        self._loop_acted[place] = event.time

    def _query(self, position: int, event: Event) -> None:
        place = event.place.process, event.place.thread
        open_queries = self._queries.setdefault(place, [])
        if event.phase == "enter":
            alias = str(event.data.get("database", ""))
            track = Track(self._lane, *place, False, False, Kind.DATABASE, alias)
            self.rows.setdefault(track, Intervals()).begin(event.time, position)
            open_queries.append(track)
        elif open_queries:
            self.rows[open_queries.pop()].end(event.time)


_STEPS: dict[tuple[str, str], Callable[[Waits, int, Event], None]] = {
    ("client", "connect"): Waits._connect,
    ("client", "send"): Waits._send,
    ("socket", "accept"): Waits._accept,
    ("socket", "exchange"): Waits._exchange,
    ("socket", "recv"): Waits._recv,
    ("socket", "close"): Waits._close,
}
