"""Counters over a lane's events: how many requests, threads, hops, database connections and waiting clients, and when.

Each is a fold: one pass makes a list of (time, value), and a time is looked up by bisection. A counter says what is so
at that moment, but for hops and threads, which count all so far.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import NamedTuple

from visualizer.replay.score import Score
from visualizer.trace import Event


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
    """Clients that wait to be accepted, as the sampler saw it last; None where the system does not tell."""


class Counter:
    """One number as it changes."""

    def __init__(self) -> None:
        self._times = array("q")
        self._values: list[int | None] = []

    def set(self, time: int, value: int | None) -> None:
        """From this time on it is that."""
        self._times.append(time)
        self._values.append(value)

    @property
    def latest(self) -> int:
        """What it is in the end; 0 before anything."""
        return (self._values[-1] or 0) if self._values else 0

    @property
    def highest(self) -> int:
        """The most that it ever was."""
        return max((value or 0 for value in self._values), default=0)

    def at(self, time: int) -> int | None:
        """What it is at a time; 0 before anything."""
        found = bisect_right(self._times, time)
        return self._values[found - 1] if found else 0


class Counters:
    """The counters of one lane; when the score has grown, so have they at the next question."""

    def __init__(self, score: Score, lane: int) -> None:
        self._score = score
        self._lane = lane
        self.requests, self.threads, self.hops, self.databases = Counter(), Counter(), Counter(), Counter()
        self.backlog = Counter()
        self._taken = self._sampled = 0
        self._seen: set[tuple[object, ...]] = set()

    def at(self, time: int) -> Counted:
        """All of them at a time, ns."""
        self.grow()
        requests, threads, hops, databases = (
            counter.at(time) or 0 for counter in (self.requests, self.threads, self.hops, self.databases)
        )
        return Counted(requests, threads, hops, databases, self.backlog.at(time) if self._sampled else None)

    def grow(self) -> None:
        """Take in the events that the score has more."""
        index = self._score.layout.indexes[self._lane]
        for event in index.events[self._taken : index.size]:
            self._take(event)
        self._taken = index.size
        samples = self._score.trace.samples(self._score.lanes[self._lane])
        for sample in samples[self._sampled :]:
            value = sample.data.get("backlog")
            if sample.name == "sample":
                self.backlog.set(sample.time, value if isinstance(value, int) else None)
        self._sampled = len(samples)

    def _take(self, event: Event) -> None:
        if event.observer != "probe":
            return
        place = event.place.process, event.place.thread
        self._once(self.threads, event, place)
        if (event.stage, event.name) == ("socket", "exchange"):
            self.requests.set(event.time, self.requests.latest + (1 if event.phase == "enter" else -1))
        elif event.phase == "enter" and event.name.startswith("hop "):
            self.hops.set(event.time, self.hops.latest + 1)
        elif event.phase == "enter" and event.stage == "view" and event.name.startswith("SQL "):
            self._once(self.databases, event, (*place, str(event.data.get("database"))))

    def _once(self, counter: Counter, event: Event, key: tuple[object, ...]) -> None:
        if key not in self._seen:
            self._seen.add(key)
            counter.set(event.time, counter.latest + 1)
