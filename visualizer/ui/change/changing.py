"""Changing on the lesson screen: `e` the request, the code and the lanes' options; `O` runs the lesson's own again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from visualizer.ui.lesson.workbench import copies
from visualizer.ui.lesson.working import NO_CODE, Working
from visualizer.ui.safe import safe
from visualizer.ui.setup import Made, Setup, with_code

if TYPE_CHECKING:
    from visualizer.course.lane_options import Options
    from visualizer.ui.change.change import Change, Refusal
    from visualizer.ui.code.pane import CodePane
    from visualizer.ui.notebook import Notebook
    from visualizer.ui.options.kept import KeptOptions
    from visualizer.ui.options.pane import OptionsPane
    from visualizer.ui.visit import Visit

NOT_JUDGED = "Not judged: the request or the lanes are changed. O runs the lesson's own again."
KEPT = "This was changed before and is not in force: F5 runs with it, F4 takes it all back."


class Changing(Working):
    """What runs can be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit('REQUEST')", "Change", id="lesson.edit", tooltip="Change the request, the code, the lanes"),
        Binding("O", "own", "Own again", id="lesson.own", tooltip="Run the lesson's own request, code and lanes again"),
    ]

    def __init__(self, visit: Visit, notebook: Notebook | None = None) -> None:
        """As for `Visiting`."""
        super().__init__(visit, notebook)
        self._options_before: list[Mapping[str, Options]] = []

    def on_mount(self) -> None:
        """What was typed or set before is not lost: say where it is."""
        if self.visit.lanes and not self.visit.runs:
            self.run_worker(self._remind(), group="remind")

    async def _remind(self) -> None:
        from visualizer.ui.change.reminders import reminders  # brings the lab, for which no first frame waits

        subject = self.visit.subject
        for line in await asyncio.to_thread(reminders, subject.card, subject.lanes):
            self.notify(safe(line), timeout=10, markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to go back to where all is the lesson's own."""
        return not self.visit.is_own if action == "own" else super().check_action(action, parameters)

    def action_own(self) -> None:
        """Run the lesson's own request, code and lanes; what was changed stays where it can be taken up again."""
        if self.may_run():
            self.work_on(self.visit.run_own())

    async def action_edit(self, tab: str = "REQUEST") -> None:
        """Change what runs, beginning with this tab, and run it."""
        if not self.visit.lanes:
            self.notify(NO_CODE, markup=False)
        if not self.may_run():
            return
        from visualizer.ui.change.change import Tab
        from visualizer.ui.change.screen import ChangeScreen
        from visualizer.ui.code.pane import CodePane

        title, requests = self.place()[0], self.visit.requests
        code, options = CodePane(self.bench_at_hand), self._options()
        screen = ChangeScreen(title, requests, code, options, self._act, Tab[tab])
        self.app.push_screen(screen, lambda made: self._left(code, made))

    def _options(self) -> OptionsPane:
        """The form, with what is in force, or what was before."""
        from visualizer.ui.options.model import Model
        from visualizer.ui.options.pane import OptionsPane

        setup = self.visit.setup
        kept = {} if setup.options else self._kept().load()
        lanes = with_code(self.visit.subject, setup.code)
        before = [*self._options_before, setup.options or kept]
        return OptionsPane(lambda: Model(lanes, *before), KEPT if kept else "")

    def _kept(self) -> KeptOptions:
        from visualizer.ui.options.kept import KeptOptions

        return KeptOptions(copies(self.visit.subject.card))

    async def _act(self, change: Change) -> Refusal | None:
        """Run the change, which goes on when the screen of changes is left; why it does not run, where it does not."""
        return await asyncio.shield(self.run_worker(self._apply(change), group="change").wait())

    async def _apply(self, change: Change) -> Refusal | None:
        options = self.visit.setup.options if change.options is None else change.options
        refusal = await (self._run_copy if change.runs_copy else self._start_lanes)(change, options)
        if refusal is None and change.options is not None:
            self._keep(options)
        if refusal is not None and self.app.screen is self:
            self.warn(refusal.line)
        return refusal

    def _keep(self, options: Mapping[str, Options]) -> None:
        try:
            self._kept().save(options)
        except OSError as error:
            self.warn(f"The options are not kept for the next start: {error.strerror}")

    async def _start_lanes(self, change: Change, options: Mapping[str, Options]) -> Refusal | None:
        """Send the requests to the lanes, which start anew where they are changed."""
        from visualizer.ui.change.change import Refusal, Tab

        setup = replace(self.visit.setup, options=options)
        if setup != self.visit.setup:
            before = self.visit.setup.options
            failed = await self.visit.change(setup)
            if failed:
                return Refusal(Tab.LANES, failed=failed)
            self._options_before.append(before)
        self.send(change.requests)
        return None

    async def _run_copy(self, change: Change, options: Mapping[str, Options]) -> Refusal | None:
        """Run the copy; a task is judged where all else is the lesson's own."""
        from visualizer.ui.change.change import Refusal, Tab

        bench = await self.bench_at_hand()

        async def run(code: Path) -> Made:
            return await self.visit.run_apart(Setup(code, options), change.requests)

        task = bench.attempt.task
        is_own = change.requests == self.visit.subject.requests and not options
        goals = task.goals if task is not None and is_own else ()
        trial = await bench.run_with(run, goals, "" if is_own or task is None else NOT_JUDGED)
        if trial.made is not None:
            return None
        return Refusal(Tab.CODE, trial.attempt.problem, trial.refused)

    def _left(self, code: CodePane, made: Made | None) -> None:
        """The screen of changes is left: look at the run in which something was raised, if that is wanted."""
        if code.was_changed:
            self.visit.code_changed()
        if made is not None:
            self.work_on(self._show_refused(made))

    async def _show_refused(self, made: Made) -> None:
        await self.visit.show(made)
        self.catch_up()
        self.complete()
