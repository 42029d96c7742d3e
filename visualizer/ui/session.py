"""The lanes of one visit, kept warm: starts them when they are needed, runs requests in them, ends them all.

A lane that fails is reported and left out, and the others go on without it. One task of its own enters and leaves the
lab, whoever asks for what, since a visit outlives the screens that look at it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from visualizer.ui.lane_state import Doing, LaneBreak, LaneState
from visualizer.vocabulary.link import HOLD_SECONDS

if TYPE_CHECKING:
    from visualizer.lab import Lab, LaneFailed, LaneSpec, Progress, Request
    from visualizer.trace import Trace


class Session:
    """The processes of some lanes."""

    def __init__(
        self,
        name: str,
        lanes: Sequence[LaneSpec],
        changed: Callable[[LaneState], None],
        hold_seconds: float = HOLD_SECONDS,
    ) -> None:
        """`name` is what its traces say was run; live requests are held for so many seconds at the most."""
        self.changed = changed
        """Told what a lane does, and that it failed."""
        self._hold_seconds = hold_seconds
        self._name = name
        self._working = list(lanes)
        self._keeper: asyncio.Task[None] | None = None
        self._lab: Lab | None = None
        self._stopping = asyncio.Event()

    async def ready(self) -> Lab | None:
        """The lab with every lane that works, each of which answers; None when none does."""
        while self._lab is None and self._working:
            opened: asyncio.Future[Lab | None] = asyncio.get_running_loop().create_future()
            self._keeper = asyncio.create_task(self._keep(opened))
            self._keeper.add_done_callback(partial(_settle, opened))
            try:
                self._lab = await opened
            except asyncio.CancelledError:
                await self._end_keeper()
                raise
        return self._lab

    async def run(
        self, requests: Sequence[Request], begin: Callable[[Trace], object], grew: Callable[[], None]
    ) -> None:
        """Send the requests to every lane that works. `begin` is given the trace before anything is in it, `grew` is
        called whenever it holds more. A lane that fails on the way leaves in the trace what it did. `stop` ends it.
        """
        from visualizer.lab import LaneFailed, run
        from visualizer.trace import Trace

        lab = await self.ready()
        if lab is None:
            return
        trace = Trace(lab.header())
        begin(trace)
        self._stopping = asyncio.Event()
        self._all(Doing.SENDING, (0, len(requests)) if len(requests) > 1 else None)
        try:
            await run(
                lab,
                requests,
                into=trace,
                on_batch=lambda batch: grew(),
                on_answer=self._answered,
                stop=self._stopping,
            )
        except LaneFailed as failure:
            for each in (failure, *failure.others):
                self._broke(each)
            await self._end_keeper()
        self._all(Doing.DONE)

    async def fail(self, failure: LaneFailed) -> None:
        """A lane cannot go on: it is reported and left out, and the others start anew when they are needed."""
        self._broke(failure)
        await self._end_keeper()

    def stop(self) -> None:
        """Send nothing more: the run that is going on ends, with what has happened."""
        self._stopping.set()

    async def close(self) -> None:
        """End every lane for good: whoever waits for the lab gets None."""
        self._working.clear()
        await self._end_keeper()

    async def _keep(self, opened: asyncio.Future[Lab | None]) -> None:
        from visualizer.lab import Lab, LaneFailed

        try:
            lanes = tuple(self._working)
            async with Lab(lanes, name=self._name, on_progress=self._progress, hold_seconds=self._hold_seconds) as lab:
                await lab.ready()
                opened.set_result(lab)
                await asyncio.Event().wait()  # until this task is cancelled: the lanes stay warm
        except LaneFailed as failure:
            self._broke(failure)

    async def _end_keeper(self) -> None:
        keeper, self._keeper, self._lab = self._keeper, None, None
        if keeper is not None:
            keeper.cancel()
            await asyncio.wait([keeper])

    def _broke(self, failure: LaneFailed) -> None:
        self._working = [lane for lane in self._working if lane.name != failure.lane]
        broken = LaneBreak(failure.reason, failure.output, failure.advice)
        self.changed(LaneState(failure.lane, Doing.BROKEN, broken))

    def _progress(self, progress: Progress) -> None:
        self.changed(LaneState(progress.lane, Doing[progress.step.upper()]))

    def _answered(self, lane: str, done: int, total: int) -> None:
        if total > 1:
            self.changed(LaneState(lane, Doing.SENDING, answered=(done, total)))

    def _all(self, doing: Doing, answered: tuple[int, int] | None = None) -> None:
        for lane in self._working:
            self.changed(LaneState(lane.name, doing, answered=answered))


def _settle(opened: asyncio.Future[Lab | None], keeper: asyncio.Task[None]) -> None:
    """Whoever waits for the lab learns that there is none: the keeper has ended, perhaps before it began."""
    if opened.done():
        return
    error = None if keeper.cancelled() else keeper.exception()
    if error is None:
        opened.set_result(None)
    else:
        opened.set_exception(error)
