"""The tasks of a lesson: each has a working copy, which is edited, watched, run and judged beside the keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from visualizer.course.errors import LessonError
from visualizer.course.lesson import Lesson, Task
from visualizer.ui.lesson.attempt import State
from visualizer.ui.lesson.difference_lines import difference_lines
from visualizer.ui.lesson.editor import NoEditor, edit
from visualizer.ui.lesson.predicting import Predicting
from visualizer.ui.lesson.reading import Reading
from visualizer.ui.lesson.start import stop_of, with_player
from visualizer.ui.lesson.trial import Trial
from visualizer.ui.lesson.view import View
from visualizer.ui.lesson.workbench import Workbench

if TYPE_CHECKING:
    from visualizer.ui.notebook import Notebook
    from visualizer.ui.visit import Visit

WATCH = 0.4
"""Seconds between two looks at the working copy."""


class Working(Predicting):
    """Tasks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "E", "edit_code", "Edit", id="lesson.edit_code", tooltip="Your copy of the code in $EDITOR; then it runs"
        ),
        Binding("H", "hint", "Hint", id="lesson.hint", tooltip="One more hint to the task; at last the solution"),
        Binding("R", "reset_code", "Begin anew", id="lesson.reset_code", tooltip="A new copy; the old one is kept"),
    ]

    def __init__(self, visit: Visit, notebook: Notebook | None = None) -> None:
        """As for `Visiting`."""
        super().__init__(visit, notebook)
        self._benches: dict[str, Workbench] = {}

    def moving(self, view: View) -> View:
        """A task that is met gets its working copy."""
        if view.section is not self.view.section and view.lesson is not None and view.section is not None:
            for task in view.section.tasks:
                self._do(partial(self._bench, view.lesson, task))
        return super().moving(view)

    async def action_edit_code(self) -> None:
        """The working copy in the learner's editor; then it runs."""
        bench = await self._bench_at_hand()
        if bench is not None:
            try:
                edit(self.app, bench.attempt.files, bench.attempt.folder)
            except NoEditor as problem:
                self.warn(str(problem))
            else:
                self._do(bench.run)

    async def action_hint(self) -> None:
        """One hint more; after the last the solution, shown and not run."""
        bench = await self._bench_at_hand()
        if bench is not None and not bench.hint():
            try:
                shown = bench.solution()
            except LessonError as error:
                self.warn(str(error))
            else:
                self.app.push_screen(Reading("A solution", lambda width: difference_lines(shown, width)))

    async def action_reset_code(self) -> None:
        """Begin anew with the lesson's own code; what was written is kept."""
        bench = await self._bench_at_hand()
        if bench is not None:
            self._do(bench.reset)

    async def _bench_at_hand(self) -> Workbench | None:
        """The copy of the task that stands here, else of the lesson's first, to which the cursor goes."""
        lesson, section = self.view.lesson, self.view.section
        if lesson is None or not lesson.tasks:
            self.notify("There is no task here.", markup=False)
            return None
        here = section.tasks if section else ()
        if not here:
            self.go(self.view.player.jump(stop_of(self.view, lesson.tasks[0])))
        return await self._bench(lesson, (*here, *lesson.tasks)[0])

    async def _bench(self, lesson: Lesson, task: Task) -> Workbench:
        """The task's copy, made and watched from its first use on."""
        bench = self._benches.get(task.id)
        if bench is None:
            bench = self._benches[task.id] = Workbench(lesson.card, task, self._tried)
            bench.own = None if self.visit.is_copy else self.visit.trace
            await bench.open()
            self.set_interval(WATCH, partial(self._do, bench.look))
        return bench

    @work(group="bench")
    async def _do(self, what: Callable[[], Awaitable[object]]) -> None:
        """Something with the working copy, beside the keys."""
        await what()

    def _tried(self, trial: Trial) -> None:
        """Show what has become of a copy; its run, where there is one, at the stop of the task."""
        view, attempt = self.view, trial.attempt
        if trial.trace is not None:
            self.visit.show_copy(trial.trace)
            view = with_player(view, self.visit)
            view = replace(view, player=view.player.jump(stop_of(view, attempt.task)))
            self.visit.player = view.player
            self.complete()
        solved = view.solved
        if attempt.state is State.SOLVED and attempt.task.id not in solved:
            self._study.solved(attempt.task.id)
            solved = solved | {attempt.task.id}
        self.see(replace(view, attempts={**view.attempts, attempt.task.id: attempt}, solved=solved))
