"""A learner in one lesson: notes what they predict, skip, reach and solve as it happens, and recalls it the next time.

Nothing is graded: what is remembered of a prediction is what was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from visualizer.course.lesson import Lesson, Question, Stop
from visualizer.ui.lesson.answers import NOTHING, Said, restored, result, still_open
from visualizer.ui.lesson.view import View
from visualizer.ui.notebook import Notebook


class Study:
    """One lesson's notes; none are taken where there is no lesson, or nowhere to note anything."""

    def __init__(self, lesson: Lesson | None, notebook: Notebook | None) -> None:
        self._lesson = lesson
        self._notebook = notebook
        self._reached = 0
        self._is_done = False

    async def recall(self) -> tuple[Mapping[str, Said], frozenset[str], str]:
        """What was said and which tasks were solved before, and what is wrong with the file, if anything is."""
        if self._lesson is None or self._notebook is None:
            return {}, frozenset(), ""
        loaded = await self._notebook.read()
        before = loaded.progress.get(self._lesson.card.id)
        if before is None:
            return {}, frozenset(), loaded.warning or ""
        self._reached = max(self._reached, before.stop)
        self._is_done = self._is_done or before.done is not None
        return restored(self._lesson, before.answers), before.solved, loaded.warning or ""

    def said(self, question: Question, said: Said) -> None:
        """Note what was said, once it is settled or skipped."""
        if self._lesson is None or self._notebook is None:
            return
        answer = result(question, said)
        if answer is not None:
            self._notebook.answer(self._lesson.card.id, question.id, answer.answer, right=answer.right)
        elif said.is_skipped:
            self._notebook.skip(self._lesson.card.id, question.id)

    def arrived(self, view: View) -> View:
        """Note how far one has come; the questions that were passed without a word are skipped ones."""
        if self._lesson is None or not isinstance(view.section, Stop):
            return view
        number = self._lesson.stops.index(view.section) + 1
        if number > self._reached:
            self._reach(number)
        passed = [question for section in self._lesson.sections[:number] for question in section.questions]
        skipped = {question.id: replace(NOTHING, is_skipped=True) for question in still_open(passed, view.answers)}
        for question in still_open(passed, view.answers):
            self.said(question, skipped[question.id])
        return replace(view, answers={**view.answers, **skipped}) if skipped else view

    def solved(self, task: str) -> None:
        """Note that a task is solved."""
        if self._lesson is not None and self._notebook is not None:
            self._notebook.solve(self._lesson.card.id, task)

    def _reach(self, number: int) -> None:
        self._reached = number
        if self._lesson is None or self._notebook is None:
            return
        self._notebook.reach(self._lesson.card.id, number)
        if number == len(self._lesson.stops) and not self._is_done:
            self._is_done = True
            self._notebook.finish(self._lesson.card.id)
