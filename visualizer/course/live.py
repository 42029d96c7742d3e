"""A lesson's run: live where its lanes can run here, else the recording that came with it, and always saying which."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from visualizer import lab
from visualizer.course.lesson import Card
from visualizer.course.scenario import scenario
from visualizer.lab import Lab, LaneFailed
from visualizer.trace import Trace, TraceError, load

RECORDING = "recorded.jsonl.gz"
"""The name of a lesson's recorded run, in its folder."""


@dataclass(frozen=True, slots=True)
class LessonRun:
    """A run of a lesson."""

    trace: Trace
    why_recorded: str = ""
    """Why it is a recording and not live, and what to do about it; empty for a live run."""

    @property
    def badge(self) -> str:
        """LIVE or RECORDED."""
        return "RECORDED" if self.why_recorded else "LIVE"


async def run(card: Card, code: Path | None = None) -> Trace:
    """A fresh run of the lesson, with its own code or that in the folder `code`. Raises LaneFailed."""
    what = scenario(card, code)
    async with Lab(what.lanes, name=what.name) as lanes:
        await lanes.ready()
        return await lab.run(lanes, what.requests)


def obtain(card: Card) -> LessonRun:
    """The lesson's run: live, or else recorded. Raises LaneFailed where there is neither."""
    try:
        return LessonRun(asyncio.run(run(card)))
    except LaneFailed as failure:
        try:
            recorded = load(card.folder / RECORDING).trace
        except TraceError:
            raise failure from None
        return LessonRun(recorded, f"the lane {failure.lane} cannot run here: {failure.reason}; {failure.advice}")
