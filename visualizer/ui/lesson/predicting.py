"""What a learner predicts of a visit and what its run proves: answers, claims, and how far one has come.

Answers are noted in the study, never graded; claims are judged by the run that is seen.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from visualizer.ui.lesson.answers import NOTHING, at_hand, press
from visualizer.ui.lesson.claim_lines import Goto
from visualizer.ui.lesson.findings import find
from visualizer.ui.lesson.keys import CHARACTERS
from visualizer.ui.lesson.question_lines import Press
from visualizer.ui.lesson.story import StoryPane
from visualizer.ui.lesson.study import Study
from visualizer.ui.lesson.view import View
from visualizer.ui.lesson.visiting import Visiting

if TYPE_CHECKING:
    from visualizer.trace import Trace
    from visualizer.ui.notebook import Notebook
    from visualizer.ui.visit import Visit


class Predicting(Visiting):
    """Questions and claims."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                key, f"say('{said}')", "Answer", id=f"lesson.say_{key}", tooltip="Predict: choose, put in order, type"
            )
            for key, said in CHARACTERS.items()
        ),
        Binding("enter", "say('enter')", "Settle", id="lesson.settle", tooltip="That is my answer"),
        Binding("backspace", "say('backspace')", "Take back", id="lesson.unsay", tooltip="Take back what was said"),
        Binding("s", "say('skip')", "Skip", id="lesson.skip", tooltip="Make no prediction"),
        Binding(
            "C", "claim", "Claim", id="lesson.claim", tooltip="To an event that proves, or disproves, the next claim"
        ),
    ]

    def __init__(self, visit: Visit, notebook: Notebook | None = None) -> None:
        """As for `Visiting`."""
        super().__init__(visit, notebook)
        self._study = Study(self.view.lesson, self.notebook)
        self._found: tuple[Trace | None, int] = (None, 0)
        self._claim = 0

    def on_mount(self) -> None:
        """Recall what was done before."""
        self._recall()

    @work(group="recall")
    async def _recall(self) -> None:
        """Predictions outlive the screen; what was said meanwhile goes before."""
        answers, solved, warning = await self._study.recall()
        self.warn(warning)
        if self.is_attached and (answers or solved):
            self.see(replace(self.view, answers={**answers, **self.view.answers}, solved=self.view.solved | solved))

    def complete(self) -> None:
        """Judge the claims by this run."""
        super().complete()
        self._find()

    @work(group="find", exclusive=True)
    async def _find(self) -> None:
        """Judge the claims by this run, once; what lanes do whose options were changed says nothing to them."""
        lesson, trace = self.view.lesson, self.visit.trace
        if lesson is None or trace is None or self.visit.seen.options or self._found == (trace, trace.version):
            return
        findings = await asyncio.to_thread(find, lesson, trace)
        if self.is_attached and trace is self.visit.trace:
            self._found = (trace, trace.version)
            self.see(replace(self.view, findings=findings))

    def moving(self, view: View) -> View:
        """Note what is reached and passed."""
        view = super().moving(view)
        return view if view.section is self.view.section else self._study.arrived(view)

    def on_story_pane_meant(self, message: StoryPane.Meant) -> None:
        """An option: say it. An event: go there. What can be done: do it."""
        target = message.target
        if isinstance(target, Press):
            self._press(target.question, target.key)
        elif isinstance(target, Goto):
            self.go_to(target)
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
            self.go_to(Goto(looked.lane, looked.index))
        else:
            self.notify("No run has said anything to a claim.", markup=False)

    def go_to(self, place: Goto) -> None:
        """The cursor to an event of a lane."""
        lane = self.view.number(place.lane)
        if lane is not None:
            self.go(self.view.player.jump(self.view.score.step_of(lane, place.event)))
