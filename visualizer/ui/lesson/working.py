"""Working copies of the code: each is edited, watched, run beside the keys, and, where it is a task's, judged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from visualizer.course.errors import LessonError
from visualizer.course.lesson import Task
from visualizer.ui.change.sure import ask
from visualizer.ui.lesson.attempt import State
from visualizer.ui.lesson.difference_lines import difference_lines
from visualizer.ui.lesson.editor import NoEditor, edit
from visualizer.ui.lesson.predicting import Predicting
from visualizer.ui.lesson.reading import Reading
from visualizer.ui.lesson.start import stop_of, with_player
from visualizer.ui.lesson.trial import Trial
from visualizer.ui.lesson.view import View
from visualizer.ui.lesson.workbench import FREE, Workbench
from visualizer.ui.setup import Made, Setup

if TYPE_CHECKING:
    from visualizer.ui.notebook import Notebook
    from visualizer.ui.visit import Visit

WATCH = 0.4
"""Seconds between two looks at the working copy."""

NO_CODE = "This is a recording: there is no code of it to change."
NO_TASK = "There is no task here."


class Working(Predicting):
    """Working copies, and tasks."""

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
                self._do(partial(self._bench, task))
        return super().moving(view)

    async def action_edit_code(self) -> None:
        """The working copy in the learner's editor; then it runs."""
        bench = await self._bench_to_change()
        if bench is not None:
            try:
                edit(self.app, bench.attempt.files, bench.attempt.folder)
            except NoEditor as problem:
                self.warn(str(problem))
                await self.run_action("edit('CODE')")
            else:
                self._do(bench.run)

    async def action_hint(self) -> None:
        """One hint more; after the last the solution, shown and not run."""
        if not self._tasks():
            self.notify(NO_TASK, markup=False)
            return
        bench = await self._bench_to_change()
        if bench is not None and not await bench.hint():
            try:
                shown = bench.solution()
            except LessonError as error:
                self.warn(str(error))
            else:
                self.app.push_screen(Reading("A solution", lambda width: difference_lines(shown, width)))

    async def action_reset_code(self) -> None:
        """Begin anew with the own code, if that is really wanted; what was written is kept."""
        bench = await self._bench_to_change()
        if bench is not None:
            ask(self.app, lambda: self._do(bench.reset))

    async def _bench_to_change(self) -> Workbench | None:
        """The copy of the task that stands here, else of the lesson's first, to which the cursor goes."""
        if not self.visit.lanes and self.visit.subject.card is None:
            self.notify(NO_CODE, markup=False)
            return None
        tasks = self._tasks()
        if tasks and not (self.view.section and self.view.section.tasks):
            self.go(self.view.player.jump(stop_of(self.view, tasks[0])))
        return await self.bench_at_hand()

    async def bench_at_hand(self) -> Workbench:
        """The copy of the task that stands here, else of the lesson's first; of a lesson without tasks its code's."""
        here = self.view.section.tasks if self.view.section else ()
        lesson = self.visit.lesson  # which is not told while a fault is looked at
        return await self._bench(next(iter((*here, *(lesson.tasks if lesson else ()))), None))

    def _tasks(self) -> tuple[Task, ...]:
        """The tasks of the lesson."""
        return self.view.lesson.tasks if self.view.lesson else ()

    async def _bench(self, task: Task | None) -> Workbench:
        """The copy for the task, or for none, made and watched from its first use on."""
        name = task.id if task else FREE
        bench = self._benches.get(name)
        if bench is None:
            run = self._run_as_it_is if task is None else self._run_as_the_lesson
            bench = self._benches[name] = Workbench(self.visit.subject.card, task, run, self._tried)
            await bench.open()
            self.set_interval(WATCH, partial(self._do, bench.look))
        bench.own = self.visit.own
        return bench

    async def _run_as_the_lesson(self, code: Path) -> Made:
        """The copy in the lesson's own lanes, which are sent the lesson's own requests: so a task is judged."""
        return await self.visit.run_apart(Setup(code), self.visit.subject.requests)

    async def _run_as_it_is(self, code: Path) -> Made:
        """The copy with whatever else is changed now."""
        return await self.visit.run_apart(replace(self.visit.setup, code=code), self.visit.requests)

    @work(group="bench")
    async def _do(self, what: Callable[[], Awaitable[object]]) -> None:
        """Something with the working copy, beside the keys."""
        await what()

    async def _tried(self, trial: Trial) -> None:
        """Show what has become of a copy; its run, where there is one, at the stop of the task."""
        if trial.made is not None:
            await self.visit.show(trial.made)
        view, attempt = self.view, trial.attempt
        task = attempt.task
        if trial.made is not None:
            view = with_player(view, self.visit)
            if task is not None:
                view = replace(view, player=view.player.jump(stop_of(view, task)))
            self.visit.player = view.player
        if task is not None:
            if attempt.state is State.SOLVED and task.id not in view.solved:
                self._study.solved(task.id)
                view = replace(view, solved=view.solved | {task.id})
            view = replace(view, attempts={**view.attempts, task.id: attempt})
        self.see(view)
        if trial.made is not None:
            self.complete()
