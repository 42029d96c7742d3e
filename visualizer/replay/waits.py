"""What events of several places prove together: which statement runs, what is held, and what blocks a loop.

A fold over a lane's events, in their order; it takes in what is new and never looks at an event twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from visualizer.replay.holds import Hold
from visualizer.replay.index import LaneIndex
from visualizer.replay.intervals import FOREVER, Intervals
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
        self.databases: dict[Track, Intervals] = {}
        """The statements of each database row."""
        self.blocked: dict[Place, Intervals] = {}
        """Of each loop."""
        self.held: dict[Place, Intervals] = {}
        """Of each thread."""
        self._connected: dict[int | None, int] = {}
        self._sent: dict[int | None, int] = {}
        self._queries: dict[Place, list[tuple[Intervals, int]]] = {}
        """Of each thread the statements that run, each with the event of its begin."""
        self._loop_acted: dict[Place, int] = {}
        """When each loop that serves ASGI did something last."""
        self._silences: dict[Place, list[tuple[int, int]]] = {}
        """When each of them did nothing for so long that it may have been blocked."""
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

    def hold(self, holds: Iterable[Hold]) -> None:
        """All that is held or was, as it is known by now."""
        self.held.clear()
        for hold in holds:
            place = self._index.events[hold.event].place
            found = self.held.setdefault((place.process, place.thread), Intervals())
            found.add(hold.begin, FOREVER if hold.end is None else hold.end, hold.event)

    def _connect(self, position: int, event: Event) -> None:
        self._connected[event.connection] = event.time

    def _accept(self, position: int, event: Event) -> None:
        since = self._connected.pop(event.connection, None)
        if since is not None:
            self._late(since, position, event)

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
        running = self._queries.setdefault(place, [])
        if event.phase == "enter":
            alias = str(event.data.get("database", ""))
            track = Track(self._lane, *place, False, False, Kind.DATABASE, alias)
            statements = self.databases.setdefault(track, Intervals())
            statements.begin(event.time, position)
            running.append((statements, position))
        elif running:
            statements, begun = running.pop()
            statements.end(begun, event.time)


_STEPS: dict[tuple[str, str], Callable[[Waits, int, Event], None]] = {
    ("client", "connect"): Waits._connect,
    ("client", "send"): Waits._send,
    ("socket", "accept"): Waits._accept,
    ("socket", "recv"): Waits._recv,
}
