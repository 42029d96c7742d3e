"""Comparing on the lesson screen: `d` the run that is seen with the one before it, `D` any two lanes of any runs."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual.binding import Binding, BindingType

from visualizer.ui.lesson.visiting import Visiting
from visualizer.ui.runs.choice_lines import picks
from visualizer.ui.runs.chooser import Chooser
from visualizer.ui.runs.kept_run import KeptRun, Pick
from visualizer.ui.runs.screen import CompareScreen, Landing, Sides

PREDICT_FIRST = "Predict first, or skip with s: a comparison tells what lies ahead."
ONLY_ONE = "There is only one run so far: r runs again, D compares its lanes."
ONLY_ONE_LANE = "There is only one lane of one run, and nothing to compare it with."
NOTHING = "Nothing has run yet."
READING = "Reading the runs …"
PATIENCE = 0.3
"""Seconds after which a reader wants to know what is going on."""


class Comparing(Visiting):
    """Runs, laid side by side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "compare", "Compare", id="lesson.compare", tooltip="This run with the one before it"),
        Binding("D", "choose_runs", "Choose runs", id="lesson.choose_runs", tooltip="Which two runs to compare"),
    ]

    def on_mount(self) -> None:
        """A run that cannot be kept is told of here."""
        self.visit.keeper.follow(self.warn)

    def on_unmount(self) -> None:
        """Nobody is here to be told."""
        self.visit.keeper.follow(None)

    def action_compare(self) -> None:
        """The run that is seen beside the one before it, at the first divergence."""
        if self._may_compare():
            self.run_worker(self._compare_with_last(), group="compare", exclusive=True)

    def action_choose_runs(self) -> None:
        """Choose which two lanes of which runs to compare."""
        if self._may_compare():
            self.run_worker(self._choose(), group="compare", exclusive=True)

    def _may_compare(self) -> bool:
        """Whether there is something that may be told now; says why not."""
        problem = PREDICT_FIRST if self.view.is_guessing else NOTHING if self.visit.trace is None else ""
        if problem:
            self.notify(problem, markup=False)
        self._playing.stop()
        return not problem

    async def _compare_with_last(self) -> None:
        sides = before_and_after(await self._runs(), self._lane())
        if sides is None:
            self.notify(ONLY_ONE, markup=False)
        else:
            self._open(sides)

    async def _choose(self) -> None:
        runs = await self._runs()
        sides = before_and_after(runs, self._lane()) or lanes_of_shown(runs)
        if sides is None:
            self.notify(ONLY_ONE_LANE, markup=False)
        else:
            self.app.push_screen(Chooser(picks(runs), sides), self._chosen)

    async def _runs(self) -> list[KeptRun]:
        """All runs; what is seen and is none of them, a recording, among them."""
        from visualizer.lab.note import note_of  # brings the lab, which a recording does not wait for

        trace = self.visit.trace
        reading = asyncio.ensure_future(self.visit.keeper.runs(trace))
        if not (await asyncio.wait([reading], timeout=PATIENCE))[0]:
            self.notify(READING, timeout=2, markup=False)
        runs = await reading
        if trace is not None and not any(run.is_shown for run in runs):
            runs.append(KeptRun(0, note_of(trace, state="whole"), trace.lanes, is_shown=True, trace=trace))
        return runs

    def _lane(self) -> str:
        names = self.view.names
        return names[self.view.lane] if self.view.lane < len(names) else ""

    def _chosen(self, sides: Sides | None) -> None:
        if sides is not None:
            self._open(sides)

    def _open(self, sides: Sides) -> None:
        self.app.push_screen(CompareScreen(sides), self._landed)

    def _landed(self, landing: Landing | str | None) -> None:
        """Go to the event that was looked at, or choose other runs."""
        if isinstance(landing, Landing):
            lane = self.view.number(landing.lane)
            if lane is not None:
                self.go(self.view.player.jump(self.view.score.step_of(lane, landing.event)))
        elif landing is not None:
            self.action_choose_runs()


def before_and_after(runs: list[KeptRun], lane: str) -> Sides | None:
    """The run that is seen and the last one before it that has a lane in common, this one if it can be."""
    shown = next((number for number, run in enumerate(runs) if run.is_shown), None)
    if shown is None:
        return None
    for before in reversed(runs[:shown]):
        common = [name for name in runs[shown].lanes if name in before.lanes]
        if common:
            name = lane if lane in common else common[0]
            return Pick(before, name), Pick(runs[shown], name)
    return None


def lanes_of_shown(runs: list[KeptRun]) -> Sides | None:
    """The first two lanes of the run that is seen, or of the latest."""
    run = next((run for run in runs if run.is_shown), None)
    if run is None or len(run.lanes) < 2:
        return None
    return Pick(run, run.lanes[0]), Pick(run, run.lanes[1])
