"""Runs requests of which some wait half-way: each is sent by a client of its own when those before are at rest.

At rest is who has been answered, who is held, and who has waited for a while to be accepted. When the last has been
sent and all are at rest, what is held is let go. So the servers decide who keeps whom waiting, and not chance.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from visualizer.lab.client import Response
from visualizer.lab.lab import Batch, Lab
from visualizer.lab.live import Live
from visualizer.lab.request import Request
from visualizer.lab.stepping import BreakOn
from visualizer.trace import Trace

REST_SECONDS = 5.0
"""How long the requests may take to come to rest; then it goes on all the same."""
STILL_SECONDS = 0.2
"""How long who waits for what is held must have waited to be accepted: a server that is free accepts at once."""

Sending = asyncio.Task[list[Response]]


async def held_run(
    lab: Lab,
    requests: Sequence[Request],
    *,
    into: Trace | None,
    on_batch: Callable[[Batch], None],
    on_answer: Callable[[str, int, int], None],
) -> Trace:
    """Send the requests to one lane after the other, as `Lab.run` does with those that nobody holds.

    SelectorError for a `hold` that names nothing; LaneFailed where a lane ends, or is not done with them.
    """
    stops = [BreakOn.parse(request.hold) if request.hold else None for request in requests]
    async with Live(lab, into=into, on_batch=on_batch) as live:
        for lane in lab.stations:
            await _Lane(live, lane, on_answer).run(requests, stops)
    return live.trace


class _Lane:
    """The run of one lane."""

    def __init__(self, live: Live, lane: str, on_answer: Callable[[str, int, int], None]) -> None:
        self._live = live
        self._lane = lane
        self._on_answer = on_answer
        self._sending: list[Sending] = []
        self._answered = 0

    async def run(self, requests: Sequence[Request], stops: Sequence[BreakOn | None]) -> None:
        """All of it, until the server is done with them."""
        for request, stop in zip(requests, stops, strict=True):
            await self._live.set_breakpoints([] if stop is None else [stop])
            sent = self._live.send(replace(request, connection=0), chosen=stop is not None, lanes=[self._lane])
            sent[self._lane].add_done_callback(lambda task: self._tell(len(requests)))
            self._sending.append(sent[self._lane])
            with suppress(TimeoutError):
                async with asyncio.timeout(REST_SECONDS):
                    await self._come_to_rest()
        await self._live.set_breakpoints([])
        await self._live.go()
        await self._live.finished(self._lane, self._sending)

    async def _come_to_rest(self) -> None:
        while True:
            await self._live.until(lambda live: self._moving() <= 0)
            if not self._unaccepted():
                return
            await asyncio.sleep(STILL_SECONDS)
            if self._moving() <= 0:
                return

    def _moving(self) -> int:
        """How many clients are neither answered nor held nor waiting to be accepted."""
        busy = sum(not task.done() for task in self._sending)
        return busy - len(self._live.steps[self._lane].held) - self._unaccepted()

    def _unaccepted(self) -> int:
        names = [(event.stage, event.name) for event in self._live.trace.events(self._lane)]
        return names.count(("client", "connect")) - names.count(("socket", "accept"))

    def _tell(self, total: int) -> None:
        self._answered += 1
        self._on_answer(self._lane, self._answered, total)
