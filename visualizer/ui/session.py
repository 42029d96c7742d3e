"""The lanes of one visit, kept warm: starts them when they are needed, runs requests in them, ends them all.

A lane that fails is reported and left out, and the others go on without it. One task of its own enters and leaves the
lab, whoever asks for what, since a visit outlives the screens that look at it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from visualizer.ui.lane_state import Doing, LaneBreak, LaneState

if TYPE_CHECKING:
    from visualizer.lab import Lab, LaneFailed, LaneSpec, Request
    from visualizer.trace import Trace


class Session:
    """The processes of some lanes."""

    def __init__(self, lanes: Sequence[LaneSpec], changed: Callable[[LaneState], None]) -> None:
        self._all = tuple(lanes)
        self._working = list(lanes)
        self._changed = changed
        self._keeper: asyncio.Task[None] | None = None
        self._lab: Lab | None = None

    async def ready(self) -> Lab | None:
        """The lab with every lane that works, each of which answers; None when none does."""
        while self._lab is None and self._working:
            opened: asyncio.Future[Lab | None] = asyncio.get_running_loop().create_future()
            self._keeper = asyncio.create_task(self._keep(opened))
            try:
                self._lab = await opened
            except asyncio.CancelledError:
                await self._end_keeper()
                raise
        return self._lab

    async def run(self, requests: Sequence[Request]) -> Trace | None:
        """The trace of a run in every lane that works; None when none does."""
        from visualizer.lab import LaneFailed

        while lab := await self.ready():
            try:
                return await lab.run(requests)
            except LaneFailed as failure:
                self._broke(failure)
                await self._end_keeper()
        return None

    async def close(self) -> None:
        """End every lane; the next `ready` starts them all afresh, those that failed too."""
        await self._end_keeper()
        self._working = list(self._all)

    async def _keep(self, opened: asyncio.Future[Lab | None]) -> None:
        from visualizer.lab import Lab, LaneFailed

        try:
            async with Lab(tuple(self._working), on_progress=self._progress) as lab:
                await lab.ready()
                opened.set_result(lab)
                await asyncio.Event().wait()  # until this task is cancelled: the lanes stay warm
        except LaneFailed as failure:
            self._broke(failure)
            opened.set_result(None)

    async def _end_keeper(self) -> None:
        keeper, self._keeper, self._lab = self._keeper, None, None
        if keeper is not None:
            keeper.cancel()
            await asyncio.wait([keeper])

    def _broke(self, failure: LaneFailed) -> None:
        self._working = [lane for lane in self._working if lane.name != failure.lane]
        broken = LaneBreak(failure.reason, failure.output, failure.advice)
        self._changed(LaneState(failure.lane, Doing.BROKEN, broken))

    def _progress(self, lane: str, doing: str) -> None:
        self._changed(LaneState(lane, Doing[doing.upper()]))
