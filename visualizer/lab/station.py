"""All that the lab has for one lane: its process, its events' way into the trace, what it still owes of a run."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter_ns

from visualizer.lab.backlog import Backlogs
from visualizer.lab.client import Prepare, Response, send, unprepared
from visualizer.lab.exchanges import Exchanges
from visualizer.lab.failure import LaneFailed, diagnose
from visualizer.lab.feed import Feed, Target
from visualizer.lab.lane import Lane, Step, command_of
from visualizer.lab.link import Link
from visualizer.lab.observer import Observer
from visualizer.lab.request import Request
from visualizer.lab.scenario import LaneSpec
from visualizer.trace import Event, SourceFile
from visualizer.vocabulary.link import ENVIRONMENT

SETTLE_SECONDS = 5.0
"""How long a server may take to end an exchange after the client has its response and has hung up."""
_FOREVER = sys.maxsize


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a lane's start is."""

    lane: str
    step: Step


class Station:
    """One lane of a lab; its process may be started anew."""

    def __init__(
        self, spec: LaneSpec, link: Link, on_progress: Callable[[Progress], None], hold_seconds: float
    ) -> None:
        self.spec = spec
        self.on_event: Callable[[Event], None] = lambda event: None
        """Told each event of the lane, as emitted, as soon as it is here."""
        self.feed = Feed(lambda: link.ping(spec.name))
        self._link = link
        self._on_progress = on_progress
        self._hold_seconds = hold_seconds
        self._observer = Observer(spec.name, self._observed)
        self.sampler = Observer(spec.name, self._observed, "sampler")
        self._lane: Lane | None = None
        self._connected: list[int] = []
        """The ports of the client's connections in this run."""

    def start(self, seconds: float) -> Lane:
        """Begin to start the lane's process; `ready` waits for it, at the most for so many seconds."""
        environment = {
            ENVIRONMENT["address"]: self._link.address,
            ENVIRONMENT["token"]: self._link.token,
            ENVIRONMENT["lane"]: self.spec.name,
            ENVIRONMENT["hold_seconds"]: str(self._hold_seconds),
        }
        self._lane = lane = Lane(self.spec, environment, lambda step: self._on_progress(Progress(self.spec.name, step)))
        self._exchanges = Exchanges()
        self.feed.start_anew()
        self._observer.report("lane", "start", command=command_of(lane.spec))
        self._answering = asyncio.create_task(lane.answers(seconds))
        self._watching = asyncio.create_task(self._watch(lane))
        self._pumping = asyncio.create_task(self.feed.pump())
        return lane

    async def ready(self, seconds: float) -> Lane:
        """Wait until the lane answers; one that has ended since is started anew. LaneFailed when that fails."""
        if self._ended_since():
            await self.stop()
        lane = self._lane or self.start(seconds)
        try:
            await asyncio.shield(self._answering)
        except LaneFailed:
            await self.stop()
            raise
        return lane

    async def stop(self) -> None:
        """End the lane's process and wait until nothing of it is left; `ready` would start another."""
        lane, self._lane = self._lane, None
        if lane is not None:
            tasks = (self._answering, self._watching, self._pumping)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await lane.stop()

    def begin(self, target: Target, *, beginnings: bool) -> None:
        """Let all events from now on go into the target; before them, if asked for, those of the lane's own start."""
        self.feed.flush(perf_counter_ns())
        self.feed.target = target
        self._exchanges = Exchanges()  # of this run alone, since the kernel gives a client's port out again
        self._connected = []
        if beginnings:
            self.feed.tell_beginnings()

    async def send(
        self, lane: Lane, requests: Sequence[Request], seconds: float, prepare: Prepare = unprepared
    ) -> list[Response]:
        """Send the requests to the lane that is ready, and wait for the client alone."""
        return await send(lane.address, requests, self._observer, seconds, prepare)

    async def run(
        self,
        lane: Lane,
        requests: Sequence[Request],
        seconds: float,
        on_response: Callable[[Response], None] = lambda response: None,
        stop: asyncio.Event | None = None,
    ) -> None:
        """Send the requests to the lane that is ready; what happens goes into the target.

        Once `stop` is set all clients leave, and a server that does not notice for long is ended, and no failure.
        LaneFailed when it ends meanwhile, or is not done with them when the client is; it is stopped then.
        """
        stop = stop or asyncio.Event()
        backlogs = Backlogs({self.spec.name: (lane.address, self.sampler)}, lambda: None)
        sending = asyncio.create_task(
            send(lane.address, requests, self._observer, seconds, unprepared, on_response), name="client"
        )
        backlogs.watch(sending)
        responses = await _unless(stop, sending)
        connections = self._connected if responses is None else [response.connection for response in responses]
        await self.be_done(lane, connections, may_hang=stop.is_set())

    async def be_done(self, lane: Lane, connections: Sequence[int], *, may_hang: bool = False) -> None:
        """Wait until the server is done with these connections of the client's, and all of it is in the target.

        LaneFailed when it ends meanwhile, or takes too long where it may not; it is stopped then.
        """
        finished = asyncio.create_task(self._finish(connections))
        await asyncio.wait((finished, self._watching), timeout=SETTLE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        complete = finished.done()
        finished.cancel()
        self.feed.flush(_FOREVER)
        if not complete:
            has_ended = self._watching.done()
            failure = await self._failure(lane)
            await self.stop()
            if has_ended or not may_hang:
                raise failure

    def finish(self) -> None:
        """Bring into the target what is here, and nothing from now on."""
        self.feed.flush(_FOREVER)
        self.feed.target = None

    def connected(self) -> None:
        """A process of the lane has called."""
        if self._lane is not None:
            self._lane.connected()

    def received(self, process: int, items: Sequence[Event | SourceFile]) -> None:
        """A process of the lane has reported."""
        for item in items:
            if isinstance(item, Event):
                self._see(item)
        self.feed.put(process, items)

    def _see(self, event: Event) -> None:
        self._exchanges.see(event)
        self.on_event(event)
        if self._lane is not None and (event.stage, event.name) == ("lane", "listen"):
            self._lane.listens()

    def _observed(self, event: Event) -> None:
        self.on_event(event)
        if (event.stage, event.name) == ("client", "connect") and event.connection is not None:
            self._connected.append(event.connection)
        self.feed.put(event.place.process, (event,))

    async def _finish(self, connections: Sequence[int]) -> None:
        await self._exchanges.finished(connections)
        await self.feed.settle()

    async def _watch(self, lane: Lane) -> None:
        """Report the lane's end, should it come before it is asked for."""
        ended = await lane.ended()
        await self.feed.settle()
        self._observer.report("lane", "exit", status=ended.status, signal=ended.signal, output=ended.output)

    def _ended_since(self) -> bool:
        if self._lane is None or not self._watching.done() or not self._answering.done():
            return False
        return self._answering.exception() is None

    async def _failure(self, lane: Lane) -> LaneFailed:
        """Why a run is not complete, as the lane itself tells."""
        if self._watching.done():
            ended = await lane.ended()
            reason = f"its server {ended} while it was needed"
            if (
                ended.signal
            ):  # Whatever it wrote is about something else: nobody can write of the signal that ends them.
                advice = "Something ended it from outside, or it ended itself; its own words stand below."
                return LaneFailed(self.spec.name, reason, ended.output, advice)
            return diagnose(self.spec, reason, ended.output)
        reason = f"its server is still busy {SETTLE_SECONDS:g} s after the client has gone"
        return LaneFailed(self.spec.name, reason, advice="Look at the last row of the trace: that is where it waits.")


async def _unless(stop: asyncio.Event, sending: asyncio.Task[list[Response]]) -> list[Response] | None:
    """The responses; None where the clients were told to leave."""
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((sending, stopping), return_when=asyncio.FIRST_COMPLETED)
        if sending.done():
            return sending.result()
    finally:
        stopping.cancel()
        sending.cancel()
    await asyncio.wait((sending,))
    return None
