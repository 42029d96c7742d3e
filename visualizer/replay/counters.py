"""Counters over a lane's events: how many requests, threads, hops, database connections and waiting clients, and when.

Each is a fold: one pass makes its changes, and a time is looked up by bisection. A counter says what is so at that
moment, but for hops, threads and database connections, which count all so far.

Of this program's own clients the events tell exactly since when and until when each waits in the backlog. The sampler
tells of all that wait, but every 10 ms at the best: what it saw more than there were of our own are others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from visualizer.replay.counter import Counter
from visualizer.replay.score import Score
from visualizer.trace import Event

SAMPLED_NS = 10_000_000
"""How far what the sampler saw may be from the time that it names."""


class Counted(NamedTuple):
    """What a lane's counters say at a time."""

    requests: int
    """Exchanges that the server works on at once."""
    threads: int
    """Threads of the server that have reported anything so far."""
    hops: int
    """Calls of sync_to_async and async_to_sync so far."""
    databases: int
    """Database connections that have been used so far: one a thread and database, which Django keeps to itself."""
    backlog: int | None
    """Clients that wait to be accepted; None where the system does not tell, so that others may wait unseen."""
    own_backlog: int
    """Those of them that are this program's own clients."""


class Counters:
    """The counters of one lane; when the score has grown, so have they at the next question."""

    def __init__(self, score: Score, lane: int) -> None:
        self._score = score
        self._lane = lane
        self.requests, self.threads, self.hops, self.databases = Counter(), Counter(), Counter(), Counter()
        self.own_backlog, self.backlog = Counter(), Counter()
        """Who waits, from asking for a connection to being accepted: this program's clients, and all clients."""
        self._others = 0
        self.accepted = Counter()
        """Connections that are accepted, before the first of their exchanges is served."""
        self.clients = Counter()
        """Requests of this program's clients that have been begun and not been answered."""
        self._told = Counter()
        """1 while the system tells the backlog."""
        self._first_told = 0
        self._taken = self._sampled = 0
        self._seen: set[tuple[object, ...]] = set()
        self._open: set[tuple[Counter, int | None, int | None]] = set()
        self._met: set[int | None] = set()
        """Connections that have been accepted: of those nobody waits, in whatever order the two ends reported."""

    def at(self, time: int) -> Counted:
        """All of them at a time, ns."""
        self.grow()
        is_told = self._told.at(max(time, self._first_told)) > 0
        return self._counted(lambda counter: counter.at(time), is_told=is_told)

    @property
    def highest(self) -> Counted:
        """The most that each ever was."""
        self.grow()
        return self._counted(lambda counter: counter.highest, is_told=self._told.highest > 0)

    def _counted(self, ask: Callable[[Counter], int], *, is_told: bool) -> Counted:
        counters = self.requests, self.threads, self.hops, self.databases
        requests, threads, hops, databases = (ask(counter) for counter in counters)
        backlog = ask(self.backlog) if is_told else None
        return Counted(requests, threads, hops, databases, backlog, ask(self.own_backlog))

    def grow(self) -> None:
        """Take in the events that the score has more."""
        index = self._score.layout.indexes[self._lane]
        for position in range(self._taken, index.size):
            self._take(position, index.events[position])
        self._taken = index.size
        samples = self._score.trace.samples(self._score.lanes[self._lane])
        for sample in samples[self._sampled :]:
            if sample.name == "sample":
                self._sample(sample.time, sample.data.get("backlog"))
        self._sampled = len(samples)

    def _sample(self, time: int, backlog: object) -> None:
        is_told = isinstance(backlog, int)
        if is_told and not self._told.highest:
            self._first_told = time
        self._told.set(time, int(is_told))
        most, _ = self.own_backlog.within(time - SAMPLED_NS, time + SAMPLED_NS)
        others = max(backlog - most, 0) if isinstance(backlog, int) else 0
        if others != self._others:
            self.backlog.add(time, others - self._others)
            self._others = others

    def _take(self, position: int, event: Event) -> None:
        step = _STEPS.get((event.stage, event.name))
        if step is not None:
            step(self, position, event)
        if event.observer != "probe":
            return
        place = event.place.process, event.place.thread
        self._once(self.threads, position, event, place)
        if event.phase != "enter":
            return
        if event.name.startswith("hop "):
            self.hops.add(event.time, 1, position)
        elif event.stage == "view" and event.name.startswith("SQL "):
            self._once(self.databases, position, event, (*place, str(event.data.get("database"))))

    def _once(self, counter: Counter, position: int, event: Event, key: tuple[object, ...]) -> None:
        if key not in self._seen:
            self._seen.add(key)
            counter.add(event.time, 1, position)

    def _begin(self, counter: Counter, position: int, event: Event, exchange: int | None = None) -> None:
        key = counter, event.connection, exchange
        if key not in self._open:
            self._open.add(key)
            counter.add(event.time, 1, position)

    def _end(self, counter: Counter, position: int, event: Event, exchange: int | None = None) -> None:
        key = counter, event.connection, exchange
        if key in self._open:
            self._open.discard(key)
            counter.add(event.time, -1, position)

    def _span(self, counter: Counter, position: int, event: Event) -> None:
        act = self._begin if event.phase == "enter" else self._end
        act(counter, position, event, event.exchange)

    def _request(self, position: int, event: Event) -> None:
        self._span(self.clients, position, event)

    def _connect(self, position: int, event: Event) -> None:
        if event.connection not in self._met:
            self._begin(self.own_backlog, position, event)
            self._begin(self.backlog, position, event)

    def _accept(self, position: int, event: Event) -> None:
        self._met.add(event.connection)
        self._leave(position, event)
        self._begin(self.accepted, position, event)

    def _exchange(self, position: int, event: Event) -> None:
        self._end(self.accepted, position, event)
        self._span(self.requests, position, event)

    def _close(self, position: int, event: Event) -> None:
        self._end(self.accepted, position, event)

    def _leave(self, position: int, event: Event) -> None:
        self._end(self.own_backlog, position, event)
        self._end(self.backlog, position, event)


_STEPS: dict[tuple[str, str], Callable[[Counters, int, Event], None]] = {
    ("client", "request"): Counters._request,
    ("client", "connect"): Counters._connect,
    ("client", "close"): Counters._leave,
    ("socket", "accept"): Counters._accept,
    ("socket", "exchange"): Counters._exchange,
    ("socket", "close"): Counters._close,
}
