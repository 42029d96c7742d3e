"""Runs what a lesson or a scenario asks for, whether some of it waits half-way or nothing does; and records it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence

from visualizer.lab.failure import LaneFailed
from visualizer.lab.held_run import held_run
from visualizer.lab.lab import Batch, Lab
from visualizer.lab.request import Request
from visualizer.lab.scenario import Scenario
from visualizer.lab.station import Progress
from visualizer.trace import Trace
from visualizer.trace.record import Recorder


async def run(
    lab: Lab,
    requests: Sequence[Request],
    *,
    into: Trace | None = None,
    on_batch: Callable[[Batch], None] = lambda batch: None,
    on_answer: Callable[[str, int, int], None] = lambda lane, done, total: None,
    stop: asyncio.Event | None = None,
) -> Trace:
    """As `Lab.run`; where any of the requests is to be held, each is sent by a client of its own, and who holds whom is
    seen. Such a run goes to its end, which is soon there.
    """
    if any(request.hold for request in requests):
        return await held_run(lab, requests, into=into, on_batch=on_batch, on_answer=on_answer)
    return await lab.run(requests, into=into, on_batch=on_batch, on_answer=on_answer, stop=stop)


async def record(
    scenario: Scenario,
    path: str | os.PathLike[str],
    *,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Trace:
    """Run a scenario without a screen and write its trace to `path` while it happens.

    LaneFailed as for `Lab.run`, TraceError when the file cannot be written; what had happened by then is in the file.
    """
    async with Lab(scenario.lanes, name=scenario.name, on_progress=on_progress) as lab:
        await lab.ready()
        trace = Trace(lab.header())
        with Recorder(path, trace.header) as recorder:
            try:
                await run(lab, scenario.requests, into=trace, on_batch=recorder.write)
            except LaneFailed:
                if not (scenario.ends_lanes and all(_has_ended(trace, lane) for lane in trace.lanes)):
                    raise
    return trace


def _has_ended(trace: Trace, lane: str) -> bool:
    return any((event.stage, event.name) == ("lane", "exit") for event in trace.events(lane))
