"""Runs requests through lanes that stay warm, and collects what they report into a trace for each run."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from types import TracebackType
from typing import Protocol, Self

from visualizer.lab.client import Response
from visualizer.lab.failure import LaneFailed
from visualizer.lab.feed import Target
from visualizer.lab.header import header
from visualizer.lab.lane import Lane
from visualizer.lab.link import Held, LetGo, Link
from visualizer.lab.messages import Breakpoint
from visualizer.lab.renumber import Numbers, Sources
from visualizer.lab.request import Request
from visualizer.lab.scenario import LaneSpec
from visualizer.lab.station import Progress, Station
from visualizer.trace import Event, Header, SourceFile, Trace
from visualizer.vocabulary.link import HOLD_SECONDS

START_SECONDS = 30.0
"""How long a lane may take until it answers."""
RUN_SECONDS = 30.0
"""How long each request of a run may take."""

Batch = Sequence[Event | SourceFile]


class Watcher(Protocol):
    """Is told of each hold; the event is in the trace by then, and numbered as there."""

    def holds(self, held: Held) -> None:
        """An exchange waits."""

    def lets_go(self, held: Held, why: LetGo) -> None:
        """It waits no more."""


class Lab:
    """Some lanes, each a process of its own, from the beginning of `async with` to its end."""

    def __init__(
        self,
        lanes: Sequence[LaneSpec],
        *,
        name: str = "",
        on_progress: Callable[[Progress], None] = lambda progress: None,
        start_seconds: float = START_SECONDS,
        hold_seconds: float = HOLD_SECONDS,
    ) -> None:
        """`name` is what the traces say was run; `on_progress` is told how far the start of each lane is.

        `hold_seconds` is how long an exchange is held at the most.
        """
        self._name = name
        self._start_seconds = start_seconds
        self._running = asyncio.Lock()
        self.hold_seconds = hold_seconds
        self.watcher: Watcher | None = None
        """Who is told of holds, instead of `next_held`."""
        self._held: asyncio.Queue[Held] = asyncio.Queue()
        self._announcing: dict[tuple[str, int, int], asyncio.Task[Held]] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._link = Link([lane.name for lane in lanes], self)
        self._stations = {lane.name: Station(lane, self._link, on_progress, hold_seconds) for lane in lanes}

    async def __aenter__(self) -> Self:
        """Begin to start all lanes at once; `ready` waits for them."""
        await self._link.open()
        for station in self._stations.values():
            station.start(self._start_seconds)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End all lanes; nothing of them is left."""
        await self._link.close()
        await asyncio.gather(*(station.stop() for station in self._stations.values()))
        await asyncio.gather(*self._ending)

    @property
    def stations(self) -> Mapping[str, Station]:
        """The lanes by name, for the modules of this package."""
        return self._stations

    @asynccontextmanager
    async def begun(self, into: Trace, on_batch: Callable[[Batch], None]) -> AsyncIterator[dict[str, Lane]]:
        """All lanes ready and reporting into one trace, nobody else's run beside it; LaneFailed as for `run`."""
        async with self._running:
            lanes = dict(zip(self._stations, await self._lanes(), strict=True))
            sources = Sources()
            for station in self._stations.values():
                station.begin(Target(into, Numbers(os.getpid()), sources, on_batch), beginnings=False)
            try:
                yield lanes
            finally:
                for station in self._stations.values():
                    station.finish()

    async def ready(self) -> None:
        """Wait until every lane answers; LaneFailed for the first that does not (it is tried anew at the next call)."""
        await self._lanes()

    async def _lanes(self) -> list[Lane]:
        waiting = [station.ready(self._start_seconds) for station in self._stations.values()]
        lanes: list[Lane] = []
        for outcome in await asyncio.gather(*waiting, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome
            lanes.append(outcome)
        return lanes

    async def restart(self) -> None:
        """Start every lane anew, for code that has changed."""
        await asyncio.gather(*(station.stop() for station in self._stations.values()))
        await self.ready()

    def header(self) -> Header:
        """The header of a run that begins now."""
        return header(self._name, tuple(self._stations))

    async def run(
        self,
        requests: Sequence[Request],
        *,
        into: Trace | None = None,
        on_batch: Callable[[Batch], None] = lambda batch: None,
        seconds: float = RUN_SECONDS,
        beginnings: bool = False,
        on_answer: Callable[[str, int, int], None] = lambda lane, done, total: None,
        stop: asyncio.Event | None = None,
    ) -> Trace:
        """Send the requests to one lane after the other (so neither disturbs the other's timing), and return the trace.

        The trace grows while the run lasts: `into` is the one to fill, `on_batch` is given each batch that was added.
        The run is complete when the client is done, the server has ended every exchange and closed every connection,
        and all that was reported has arrived. `seconds` is how long each request may take, held or not. With
        `beginnings` the trace starts with what each lane reported before its first run: its start, the lifespan.
        `on_answer` is told after each response how many of a lane's requests have been answered: (lane, done, total).
        Once `stop` is set all clients leave and nothing more is sent; the trace has what happened until then.
        Nothing is held, whatever a request's `hold` says: for that see `visualizer.lab.run`.
        LaneFailed when a lane could not be started, ended, or did not finish; `into` then holds what it did.
        A second run waits for the first.
        """
        async with self._running:
            lanes = await self._lanes()
            trace = Trace(self.header()) if into is None else into
            sources = Sources()
            failures: list[LaneFailed] = []
            for station, lane in zip(self._stations.values(), lanes, strict=True):
                if stop is not None and stop.is_set():
                    break
                station.begin(Target(trace, Numbers(os.getpid()), sources, on_batch), beginnings=beginnings)
                answered = _counted(station.spec.name, len(requests), on_answer)
                try:
                    await station.run(lane, requests, seconds, answered, stop)
                except LaneFailed as failure:
                    failures.append(failure)
        if failures:
            failures[0].others = tuple(failures[1:])
            raise failures[0]
        return trace

    async def arm(self, lane: str, breakpoints: Sequence[Breakpoint]) -> None:
        """Replace the table of a lane's breakpoints: exchanges wait where one of them fits. None lets all through.

        The lane goes by the new table when this returns: it reads what the program says in order, and answers the ping.
        """
        self._link.arm(lane, breakpoints)
        await self._link.ping(lane)

    async def next_held(self) -> Held:
        """Wait until an exchange waits. Its event is in the trace by then, and numbered as there."""
        return await self._held.get()

    def release(self, held: Held) -> bool:
        """Let a held exchange go on; False when it does so already."""
        return self._link.release(held)

    def connected(self, lane: str, process: int) -> None:
        """The link's: a process of a lane has called."""
        self._stations[lane].connected()

    def received(self, lane: str, process: int, items: Batch) -> None:
        """The link's: a process of a lane has reported."""
        self._stations[lane].received(process, items)

    def held(self, held: Held) -> None:
        """The link's: an exchange waits."""
        self._announcing[held.key] = asyncio.create_task(self._announce(held))

    def let_go(self, held: Held, why: LetGo) -> None:
        """The link's: an exchange waits no more."""
        task = asyncio.create_task(self._end_of(self._announcing.pop(held.key), why))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _announce(self, held: Held) -> Held:
        feed = self._stations[held.lane].feed
        await feed.settle()
        small = replace(held, event=feed.renumbered(held.event))
        if self.watcher is None:
            self._held.put_nowait(small)
        else:
            self.watcher.holds(small)
        return small

    async def _end_of(self, announcing: asyncio.Task[Held], why: LetGo) -> None:
        """Tell of a hold's end, after its beginning was told."""
        small = await announcing
        if self.watcher is not None:
            self.watcher.lets_go(small, why)


def _counted(lane: str, total: int, tell: Callable[[str, int, int], None]) -> Callable[[Response], None]:
    numbers = count(1)
    return lambda response: tell(lane, next(numbers), total)
