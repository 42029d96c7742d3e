"""Brings one lane's events into a trace in the order of the clock, though its processes and the client report apart.

All processes of a machine share one clock, but not one pipe: the client's events are here at once, a server's a moment
later. So events wait until every process of the lane has answered a ping. A pong comes after all events that were made
before its ping arrived: all that was made before the ping was sent is here then, and goes into the trace.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter_ns

from visualizer.lab.renumber import Numbers, Sources
from visualizer.trace import Event, SourceFile, Trace
from visualizer.trace.trace import merged

COALESCE_SECONDS = 0.03
"""How long events gather before the trace grows: a ping in the middle of a short request would disturb its timing."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a run's events go."""

    trace: Trace
    numbers: Numbers
    """The lane's numbers in this trace."""
    sources: Sources
    """The trace's, shared by its lanes."""
    write: Callable[[Sequence[Event | SourceFile]], None]
    """Given each batch that was added to the trace: to a file, to a screen."""


@dataclass(slots=True)
class Feed:
    """One lane's events between the link and the trace."""

    ping: Callable[[], Awaitable[object]]
    """Returns when every event that the lane has made so far has been put."""
    target: Target | None = None
    """Where events go; before the first run they are kept, as the lane's beginnings."""
    _beginnings: list[Event] = field(default_factory=list)
    _pending: list[Event] = field(default_factory=list)
    _files: dict[int, dict[int, SourceFile]] = field(default_factory=dict)
    _due: asyncio.Event = field(default_factory=asyncio.Event)
    _timer: asyncio.TimerHandle | None = None

    def put(self, process: int, items: Sequence[Event | SourceFile]) -> None:
        """Take what a process of the lane reported."""
        files = self._files.setdefault(process, {})
        for item in items:
            if isinstance(item, SourceFile):
                files[item.number] = item
            else:
                self._pending.append(item)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(COALESCE_SECONDS, self._due.set)

    def start_anew(self) -> None:
        """Forget what was, for a lane that is started again."""
        self.target = None
        self._beginnings, self._pending, self._files = [], [], {}

    def tell_beginnings(self) -> None:
        """Bring into the trace what the lane reported before its first run: its start, the lifespan."""
        if self.target is not None and self._beginnings:
            self._append(self.target, self._beginnings)

    async def pump(self) -> None:
        """Keep the trace growing while events arrive; runs until it is cancelled."""
        while True:
            await self._due.wait()
            self._due.clear()
            self._timer = None
            await self.settle()

    async def settle(self) -> None:
        """Bring into the trace all that was made before now."""
        now = perf_counter_ns()
        await self.ping()
        self.flush(now)

    def flush(self, until: int) -> None:
        """Bring into the trace what is here and was made at `until` (ns) or before."""
        due, self._pending = _cut(self._pending, until)
        due = merged(due)
        if self.target is None:
            self._beginnings += due
        elif due:
            self._append(self.target, due)

    def renumbered(self, event: Event) -> Event:
        """An event that is in the trace, as it stands there."""
        return event if self.target is None else self._renumber(self.target, event)[0]

    def emitted(self, exchange: int | None) -> tuple[int, int] | None:
        """The (connection, exchange) as the lane emits it of an exchange of the trace; None where there is none."""
        return None if self.target is None or exchange is None else self.target.numbers.emitted(exchange)

    def small(self, connection: int, exchange: int) -> int | None:
        """The number in the trace of an exchange as the lane emits it; None as long as it is not there."""
        return None if self.target is None else self.target.numbers.small(connection, exchange)

    def _append(self, target: Target, events: Sequence[Event]) -> None:
        batch: list[Event | SourceFile] = []
        for event in events:
            small, file = self._renumber(target, event)
            if file is not None:
                target.trace.add_source(file)
                batch.append(file)
            target.trace.append(small)
            batch.append(small)
        target.write(batch)

    def _renumber(self, target: Target, event: Event) -> tuple[Event, SourceFile | None]:
        source, file = target.sources.renumber(event.source, self._files.get(event.place.process, {}))
        return target.numbers.renumber(event, source), file


def _cut(events: Sequence[Event], until: int) -> tuple[list[Event], list[Event]]:
    """What goes into the trace, up to the last event of each process that was made at `until` or before; and the rest.

    A process numbers its events as they are put, and a thread may have read the clock a moment before another one whose
    event was put first: to cut by the clock alone would part the two and turn their order round.
    """
    last = {_stream(event): number for number, event in enumerate(events) if event.time <= until}
    due: list[Event] = []
    rest: list[Event] = []
    for number, event in enumerate(events):
        (due if number <= last.get(_stream(event), -1) else rest).append(event)
    return due, rest


def _stream(event: Event) -> tuple[int, str]:
    return event.place.process, event.observer
