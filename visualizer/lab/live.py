"""A live session over a lab's lanes: hold the chosen exchanges, let them go stage by stage in step, look on meanwhile.

Everything that happens, whoever sent it, goes into one trace as long as the session lasts. Which exchange waits where,
and what "next" does, is decided in `stepping`; here it is told to the lanes.
"""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from time import perf_counter_ns
from types import TracebackType
from typing import Self

from visualizer.lab.backlog import Backlogs
from visualizer.lab.chosen import Chosen
from visualizer.lab.client import Response
from visualizer.lab.hold_reports import HoldReports
from visualizer.lab.lab import Batch, Lab
from visualizer.lab.lane import Lane
from visualizer.lab.link import Held, LetGo
from visualizer.lab.request import Request
from visualizer.lab.stepping import BreakOn, Doing, LaneStep, next_to_go, table, waits_for
from visualizer.trace import Event, Trace

PATIENCE_SECONDS = 60.0
"""How much longer than a hold may last a client waits for its answer."""
FAREWELL_SECONDS = 1.0
"""How long the end of a session waits for the lanes to say that they go on; one that is stopped never does."""


class Live:
    """`async with Live(lab) as live`; leaving it lets go of everything. Use it from the loop that runs the lab."""

    def __init__(
        self,
        lab: Lab,
        *,
        into: Trace | None = None,
        on_batch: Callable[[Batch], None] = lambda batch: None,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        """The trace grows with each batch; `on_change` is called when a lane's step, or a backlog, is another."""
        self._lab = lab
        self.trace = Trace(lab.header()) if into is None else into
        self._on_batch = on_batch
        self._on_change = on_change
        self.steps: dict[str, LaneStep] = {name: LaneStep() for name in lab.stations}
        """Where each lane's chosen exchanges are."""
        self.stepping = False
        """Whether chosen exchanges are held at every boundary."""
        self.breakpoints: tuple[BreakOn, ...] = ()
        self._chosen = {name: Chosen() for name in lab.stations}
        self._held: dict[tuple[str, int, int], Held] = {}
        self._reports = HoldReports(lab.stations)
        self._passing: set[asyncio.Task[None]] = set()
        self._lanes: dict[str, Lane] = {}
        self._backlogs = Backlogs({}, self._tell)
        self._changed = asyncio.Event()
        self._sending: dict[asyncio.Task[list[Response]], bool] = {}
        """What is under way, and whether it was chosen."""
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Wait until all lanes are ready; LaneFailed for one that is not."""
        self._lanes = await self._stack.enter_async_context(self._lab.begun(self.trace, self._grew))
        self._lab.watcher = self
        stations = self._lab.stations
        for name, station in stations.items():
            station.on_event = partial(self._saw, name)
        samplers = {name: (self._lanes[name].address, station.sampler) for name, station in stations.items()}
        self._backlogs = Backlogs(samplers, self._tell)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Let go of everything; what is still being sent is given up."""
        for tasks in self._sending:
            tasks.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        self._backlogs.stop()
        for task in self._passing:
            task.cancel()
        self.stepping, self.breakpoints = False, ()
        await _within(FAREWELL_SECONDS, self._arm())
        self._release(self._held.values())
        await _within(FAREWELL_SECONDS, self.until(lambda live: not live._held))
        for station in self._lab.stations.values():
            station.on_event = lambda event: None
        self._lab.watcher = None
        await self._stack.aclose()

    # ---- what the learner does ----

    def send(
        self, *requests: Request, chosen: bool = True, lanes: Iterable[str] | None = None
    ) -> dict[str, asyncio.Task[list[Response]]]:
        """Send these to each lane at once, in tasks by lane; `chosen` ones are held where the session holds."""
        names = self._lanes if lanes is None else list(lanes)
        return {name: self._send(name, requests, chosen=chosen) for name in names}

    async def hold(self) -> None:
        """From now on hold every chosen exchange at its next boundary, in all lanes."""
        await self._set(stepping=True)

    async def next(self) -> list[Event]:
        """Let the lanes that are the least far go to their next boundary; the events that they leave.

        No events where a lane is still on its way to one (`waiting` names it): it would get out of step.
        """
        await self._set(stepping=True)
        going = next_to_go(self.steps)
        self._release([held for held in self._held.values() if (held.lane, held.event) in going])
        return [event for _, event in going]

    async def go(self) -> None:
        """Let everything go; from now on only breakpoints hold."""
        self.stepping = False
        await self._arm()
        self._release(self._held.values())

    def leave(self) -> int:
        """The clients of the chosen exchanges leave, in all lanes; how many did. What holds is not let go by that."""
        leaving = [task for task, chosen in self._sending.items() if chosen]
        for task in leaving:
            task.cancel()
        return len(leaving)

    async def set_breakpoints(self, breakpoints: Iterable[BreakOn]) -> None:
        """Replace the breakpoints; they hold chosen exchanges while the session is not stepping."""
        self.breakpoints = tuple(breakpoints)
        for name, chosen in self._chosen.items():
            for connection, exchange in list(chosen.nameless()):
                self._learn(name, connection, exchange)
        await self._arm()

    async def choose(self, lane: str, exchange: int) -> bool:
        """Hold this exchange of the trace too, wherever it came from; False where there is none, or it has ended."""
        identity = self._lab.stations[lane].feed.emitted(exchange)
        if identity is None or any(_is_end_of(exchange, event) for event in self.trace.events(lane)):
            return False
        self._chosen[lane].identities[identity] = exchange
        self._step(lane, self.steps[lane].sends())
        await self._arm()
        return True

    # ---- what there is to see ----

    @property
    def waiting(self) -> Sequence[str]:
        """The lanes that are on their way to a boundary."""
        return waits_for(self.steps)

    @property
    def hold_seconds(self) -> float:
        """How long an exchange is held at the most."""
        return self._lab.hold_seconds

    async def settled(self) -> None:
        """Wait until no chosen exchange is on its way: each lane is held, done or has ended."""
        while self.waiting:
            self._changed.clear()
            await self._changed.wait()

    async def until(self, condition: Callable[[Self], bool]) -> None:
        """Wait until something is so; looked at after every change of a step, a backlog or the trace."""
        while not condition(self):
            self._changed.clear()
            await self._changed.wait()

    async def finished(self, lane: str, sending: Iterable[asyncio.Task[list[Response]]]) -> None:
        """Wait until these have their answers and the lane is done with them; LaneFailed as for `Lab.run`."""
        connections = [response.connection for task in sending for response in await task]
        await self._lab.stations[lane].be_done(self._lanes[lane], connections)

    def backlog(self, lane: str) -> int | None:
        """How many clients wait in the kernel to be accepted; None where the system does not tell."""
        return self._backlogs.length(lane)

    def address(self, lane: str) -> str:
        """The lane's URL, for a browser."""
        host, port = self._lanes[lane].address
        return f"http://{host}:{port}"

    def curl(self, lane: str, target: str = "/") -> str:
        """The command that asks the lane from a shell."""
        return f"curl -i {shlex.quote(self.address(lane) + target)}"

    # ---- what the lanes do ----

    def holds(self, held: Held) -> None:
        """The lab's: an exchange waits."""
        self._held[held.key] = held
        self._reports.begin(held)
        emitted = self._lab.stations[held.lane].feed.emitted(held.event.exchange)
        if emitted is not None:
            self._learn(held.lane, *emitted)
        if self.stepping or any(stop.fits(held.event) for stop in self.breakpoints):
            self._step(held.lane, self.steps[held.lane].hold(held.event))
        else:
            task = asyncio.create_task(self._pass(held))
            self._passing.add(task)
            task.add_done_callback(self._passing.discard)

    def lets_go(self, held: Held, why: LetGo) -> None:
        """The lab's: it waits no more."""
        del self._held[held.key]
        self._reports.end(held, why)
        self._changed.set()
        self._step(held.lane, self.steps[held.lane].let_go(held.event))
        if not self._chosen[held.lane] and self.steps[held.lane].doing is Doing.RUNNING:
            self._step(held.lane, self.steps[held.lane].idles())  # Its exchange had ended before this was told.

    def _saw(self, lane: str, event: Event) -> None:
        """Notice when a chosen exchange, or the whole lane, comes to its end."""
        chosen, step = self._chosen[lane], self.steps[lane]
        if (event.stage, event.name) == ("lane", "exit"):
            chosen.identities.clear()
            self._backlogs.forget(lane)
            self._step(lane, step.ends())
        elif chosen.see(event) and not chosen:
            self._step(lane, step.idles())

    def _send(self, lane: str, requests: Sequence[Request], *, chosen: bool) -> asyncio.Task[list[Response]]:
        prepare = partial(self._prepare, lane, chosen)
        seconds = self._lab.hold_seconds + PATIENCE_SECONDS
        station = self._lab.stations[lane]
        if chosen:
            self._step(lane, self.steps[lane].sends())
        task = asyncio.create_task(station.send(self._lanes[lane], requests, seconds, prepare))
        self._sending[task] = chosen
        self._backlogs.watch(task)
        task.add_done_callback(self._sending.pop)
        return task

    async def _prepare(self, lane: str, chosen: bool, port: int) -> None:
        """Before a connection is made: choose all its exchanges."""
        if chosen:
            self._chosen[lane].identities[port, None] = None
            await self._arm(lane)

    async def _set(self, *, stepping: bool) -> None:
        if self.stepping is not stepping:
            self.stepping = stepping
            await self._arm()

    async def _arm(self, *lanes: str) -> None:
        names = lanes or tuple(self._lanes)
        tables = {
            name: table(name, self._chosen[name].identities, self.breakpoints, stepping=self.stepping) for name in names
        }
        await asyncio.gather(*(self._lab.arm(name, rows) for name, rows in tables.items()))

    def _release(self, holds: Iterable[Held]) -> None:
        self._backlogs.expect()
        for held in list(holds):
            now = perf_counter_ns()
            if self._lab.release(held):
                self._reports.released(held, now)
            self._step(held.lane, self.steps[held.lane].let_go(held.event))

    def _learn(self, lane: str, connection: int, exchange: int) -> None:
        number = self._lab.stations[lane].feed.small(connection, exchange)
        if number is not None:
            self._chosen[lane].learn(connection, exchange, number)

    async def _pass(self, held: Held) -> None:
        """Let go of what waited only to say its number, once the lane knows where that one is to wait."""
        await self._arm(held.lane)
        self._release([held])

    def _step(self, lane: str, step: LaneStep) -> None:
        if step != self.steps[lane]:
            self.steps[lane] = step
            self._tell()

    def _grew(self, batch: Batch) -> None:
        self._on_batch(batch)
        self._changed.set()

    def _tell(self) -> None:
        self._changed.set()
        self._on_change()


async def _within(seconds: float, work: Awaitable[object]) -> None:
    """Wait for it, but not for longer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await work


def _is_end_of(exchange: int, event: Event) -> bool:
    return (event.exchange, event.stage, event.name, event.phase) == (exchange, "socket", "exchange", "exit")


def is_held(live: Live, *lanes: str) -> bool:
    """Whether each of these lanes holds an exchange; for `Live.until`."""
    steps: Mapping[str, LaneStep] = live.steps
    return all(steps[lane].doing is Doing.HELD for lane in lanes)
