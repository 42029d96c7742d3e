"""The lesson screen: a visit of a lesson, looked at, with what the learner predicts, proves and changes on the way.

Facts are the visit's, notes the study's, drawing the panes' affair; this wires them together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from visualizer.course.errors import LessonError
from visualizer.course.lesson import Lesson, Task
from visualizer.ui.lesson import keys
from visualizer.ui.lesson.answers import NOTHING, at_hand, press
from visualizer.ui.lesson.attempt import State
from visualizer.ui.lesson.claim_lines import Goto
from visualizer.ui.lesson.collector import Collector
from visualizer.ui.lesson.difference_lines import difference_lines
from visualizer.ui.lesson.editor import NoEditor, edit
from visualizer.ui.lesson.findings import find
from visualizer.ui.lesson.looking import Looking
from visualizer.ui.lesson.question_lines import Press
from visualizer.ui.lesson.reading import Reading
from visualizer.ui.lesson.start import badge, first_view, headline, stop_of, with_player
from visualizer.ui.lesson.story import StoryPane
from visualizer.ui.lesson.study import Study
from visualizer.ui.lesson.trial import Trial
from visualizer.ui.lesson.view import View
from visualizer.ui.lesson.workbench import Workbench
from visualizer.ui.messages import LaneBroke, LaneProgress, RunEnded, TraceGrew
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.lab import Request
    from visualizer.trace import Trace
    from visualizer.ui.notebook import Notebook
    from visualizer.ui.visit import Visit

WATCH = 0.4
"""Seconds between two looks at the working copy."""


class LessonScreen(Looking):
    """A visit, looked at."""

    BINDINGS = keys.BINDINGS

    def __init__(self, visit: Visit, notebook: Notebook | None = None) -> None:
        """`notebook` is where the learner's progress is noted."""
        super().__init__(first_view(visit))
        self.visit = visit
        self._headline = headline(visit)
        self._study = Study(self.view.lesson, notebook)
        self._collector = Collector()
        self._found: tuple[Trace | None, int] = (None, 0)
        self._benches: dict[str, Workbench] = {}
        self._claim = 0

    def on_mount(self) -> None:
        """Run what was not run yet, and recall what was done before."""
        self.set_class(len(self._lanes) == 1, "-single")
        self._warn(self.visit.warning)
        self.look_at(0)
        self._recall()
        if self.visit.trace is None and self.visit.lanes:
            self.action_run()

    def on_screen_resume(self) -> None:
        """The visit's ticks go to the screen that is on top."""
        self.visit.follow(self.post_message)
        self._settle()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self._collector.restore()
        self.visit.follow(None)

    def place(self) -> tuple[str, str]:
        """Which lesson, and where its events come from."""
        return self._headline, badge(self.visit)

    def can_run(self) -> bool:
        """Whether there are lanes to send requests to."""
        return bool(self.visit.lanes)

    def _warn(self, line: str) -> None:
        if line:
            self.notify(safe(line), severity="warning", timeout=10, markup=False)

    @work(group="recall")
    async def _recall(self) -> None:
        """Predictions outlive the screen; what was said meanwhile goes before."""
        answers, solved, warning = await self._study.recall()
        self._warn(warning)
        if self.is_attached and (answers or solved):
            self.see(replace(self.view, answers={**answers, **self.view.answers}, solved=self.view.solved | solved))

    # What the visit says

    @on(RunEnded)
    def _settle(self) -> None:
        """Show all of the run; from now on only keys make work."""
        self._catch_up()
        self.call_after_refresh(self._collector.calm)
        if not self.visit.running:
            self._find()

    @on(TraceGrew)
    @on(LaneBroke)
    @on(LaneProgress)
    def _catch_up(self) -> None:
        """Show what is recorded by now, and what the lanes do."""
        self.see(with_player(self.view, self.visit))

    @work(group="find", exclusive=True)
    async def _find(self) -> None:
        """Judge the claims by this run, once."""
        lesson, trace = self.view.lesson, self.visit.trace
        if lesson is None or trace is None or self._found == (trace, trace.version):
            return
        findings = await asyncio.to_thread(find, lesson, trace)
        if self.is_attached and trace is self.visit.trace:
            self._found = (trace, trace.version)
            self.see(replace(self.view, findings=findings))

    # What is predicted, and how far one has come

    def moving(self, view: View) -> View:
        """Note what is reached and passed; a task that is met gets its working copy."""
        self.visit.player = view.player
        if view.section is self.view.section:
            return view
        if view.lesson is not None and view.section is not None:
            for task in view.section.tasks:
                self._do(partial(self._bench, view.lesson, task))
        return self._study.arrived(view)

    def on_story_pane_meant(self, message: StoryPane.Meant) -> None:
        """An option: say it. An event: go there. What can be done: do it."""
        target = message.target
        if isinstance(target, Press):
            self._press(target.question, target.key)
        elif isinstance(target, Goto):
            self._goto(target)
        else:
            self.call_next(self.run_action, target.name)

    def action_say(self, key: str) -> None:
        """A key of a prediction."""
        question = at_hand(self.view.section, self.view.answers)
        if question is not None:
            self._press(question.id, key)

    def action_pace(self, steps: int) -> None:
        """Faster or slower; while a number is typed, its sign."""
        question = at_hand(self.view.section, self.view.answers)
        if steps < 0 and question is not None and question.kind == "number" and self.view.is_guessing:
            self._press(question.id, "-")
        else:
            super().action_pace(steps)

    def _press(self, name: str, key: str) -> None:
        asked = self.view.section.questions if self.view.section else ()
        for question in asked:
            if question.id == name:
                before = self.view.answers.get(name, NOTHING)
                said = press(question, before, key)
                if said != before:
                    self._study.said(question, said)
                    self.see(replace(self.view, answers={**self.view.answers, name: said}))

    def action_claim(self) -> None:
        """To an event that proves, or disproves, the next claim."""
        events = [finding.events[0] for finding in self.view.findings.claims.values() if finding.events]
        if events:
            looked = events[self._claim % len(events)]
            self._claim += 1
            self._goto(Goto(looked.lane, looked.index))
        else:
            self.notify("No run has said anything to a claim.", markup=False)

    def _goto(self, place: Goto) -> None:
        lane = self.view.number(place.lane)
        if lane is not None:
            self.go(self.view.player.jump(self.view.score.step_of(lane, place.event)))

    # What is sent

    def action_run(self) -> None:
        """Send the requests again, to every lane; start the lanes that failed once more."""
        if self._may_run():
            self.run_worker(self.visit.retry() if self.visit.broken else self.visit.run(), group="run")

    def action_edit(self) -> None:
        """Change the requests, and send them to every lane."""
        from visualizer.ui.request.screen import RequestScreen

        if self._may_run():
            self.app.push_screen(RequestScreen(self.visit.requests), self._send)

    def _send(self, requests: tuple[Request, ...] | None) -> None:
        if requests is not None:
            self.run_worker(self.visit.run(requests), group="run")

    def _may_run(self) -> bool:
        if not self.visit.lanes:
            self.notify("This is a recording: there is no server to send anything to.", markup=False)
        self._playing.stop()
        return bool(self.visit.lanes) and not self.visit.running

    # What is changed

    async def action_edit_code(self) -> None:
        """The working copy in the learner's editor; then it runs."""
        bench = await self._bench_at_hand()
        if bench is not None:
            try:
                edit(self.app, bench.attempt.files, bench.attempt.folder)
            except NoEditor as problem:
                self._warn(str(problem))
            else:
                self._do(bench.run)

    async def action_hint(self) -> None:
        """One hint more; after the last the solution, shown and not run."""
        bench = await self._bench_at_hand()
        if bench is not None and not bench.hint():
            try:
                shown = bench.solution()
            except LessonError as error:
                self._warn(str(error))
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
            self._find()
        solved = view.solved
        if attempt.state is State.SOLVED and attempt.task.id not in solved:
            self._study.solved(attempt.task.id)
            solved = solved | {attempt.task.id}
        self.see(replace(view, attempts={**view.attempts, attempt.task.id: attempt}, solved=solved))
