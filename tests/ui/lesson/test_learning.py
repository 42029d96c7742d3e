"""A learner's keys on the lesson screen: predicting, skipping, reaching the end, proving, changing the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.golden.make import golden
from tests.ui.lesson.shown import Show, lesson, lesson_visit, painted
from visualizer.course import Lesson, Question
from visualizer.course.lesson import Choice, Claim
from visualizer.course.progress import LessonProgress
from visualizer.trace import Trace
from visualizer.ui.canvas import Canvas
from visualizer.ui.lesson import workbench, working
from visualizer.ui.lesson.answers import Said
from visualizer.ui.lesson.attempt import Attempt, Problem, State
from visualizer.ui.lesson.editor import NoEditor, command
from visualizer.ui.lesson.reading import Reading
from visualizer.ui.lesson.screen import LessonScreen
from visualizer.ui.lesson.trial import RunCopy, Trial
from visualizer.ui.notebook import Notebook
from visualizer.ui.setup import Made, Setup
from visualizer.ui.visit import Visit

SIZE = (120, 50)


class Learn(Show):
    """The lesson screen with a notebook."""

    def __init__(self, told: Lesson | None = None) -> None:
        shown = lesson_visit()
        shown.lesson = told or shown.lesson
        super().__init__(shown)
        self.notebook = Notebook()
        self.lesson = LessonScreen(shown, self.notebook)

    async def progress(self) -> LessonProgress:
        return (await self.notebook.read()).progress["small"]


def story(app: Show) -> str:
    return "\n".join(painted(app.lesson.query_one("#story", Canvas)))


async def settled(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_what_is_predicted_skipped_and_reached_is_noted_and_recalled() -> None:
    app = Learn()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1", "s")
        assert "skipped" in story(app)
        await pilot.press("pagedown", "pagedown")
        await settled(pilot)
        done = await app.progress()
        assert {name: answer.answer for name, answer in done.answers.items()} == {"thread": "the `loop`", "count": ""}
        assert (done.predicted, done.skipped, done.stop) == (1, 1, 2)
        assert done.done is not None
    again = Learn()
    async with again.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert again.lesson.view.answers == {"thread": Said("1", is_settled=True), "count": Said(is_skipped=True)}
        assert "● 1  the loop" in story(again)


async def test_questions_that_are_passed_without_a_word_are_skipped() -> None:
    app = Learn()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown")
        await settled(pilot)
        done = await app.progress()
        assert (done.predicted, done.skipped, done.done) == (0, 2, None)


async def test_a_damaged_file_is_set_aside_and_said(home: Path) -> None:
    from visualizer.course.progress import folder

    folder().mkdir(parents=True)
    (folder() / "progress.jsonl").write_text("nonsense\n")
    app = Learn()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert any("damaged" in note.message for note in app._notifications)


def asking(*questions: Question) -> Lesson:
    small = lesson()
    return replace(small, opening=replace(small.opening, parts=questions))


async def test_a_number_is_typed_with_its_sign_and_taken_back() -> None:
    number = Question("n", "number", "How many?", (Choice("-2.5", True, ""), Choice("*", False, "")), 1)
    app = Learn(asking(number))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("minus", "2", "full_stop", "7", "backspace", "5", "enter")
        assert app.lesson.view.answers == {"n": Said("-2.5", is_settled=True)}
        assert app.lesson._playing.faster(0) == "2 steps a second"
        await pilot.press("minus")
        assert app.lesson._playing.faster(0) == "1 steps a second"
        await settled(pilot)
        assert (await app.progress()).answers["n"].right


async def test_marks_and_order_by_mouse() -> None:
    marks = Question("m", "marks", "Which?", (Choice("a", True, ""), Choice("b", True, ""), Choice("c", False, "")), 1)
    order = Question("o", "order", "In which order?", (), 2, items=("first", "second", "third"))
    app = Learn(asking(marks, order))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for wanted in ("1  a", "2  b", "Enter when done", "2  first", "1  second"):
            lines = painted(app.lesson.query_one("#story", Canvas))
            y = next(number for number, line in enumerate(lines) if wanted in line)
            await pilot.click("#story", offset=(lines[y].index(wanted) + 1, y))
            await pilot.pause()
        assert app.lesson.view.answers == {
            "m": Said("1 2", is_settled=True),
            "o": Said("2 1 3", is_settled=True),
        }


async def test_a_claims_event_by_key_and_by_mouse() -> None:
    app = Learn()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("end")
        await settled(pilot)
        assert "✓ The answer is 200." in story(app)
        last = app.lesson.view.player.cursor
        lines = painted(app.lesson.query_one("#story", Canvas))
        y = next(number for number, line in enumerate(lines) if "wsgi client" in line)
        await pilot.click("#story", offset=(8, y))
        there = app.lesson.view.player.cursor
        event = app.lesson.view.event(0)
        assert there < last
        assert event is not None
        assert (event.stage, event.name, event.phase) == ("client", "request", "exit")
        await pilot.press("end", "C")
        assert app.lesson.view.player.cursor == there


async def test_without_a_run_no_claim_has_an_event() -> None:
    app = Show(Visit(replace(lesson_visit().subject, file=None, loaded=None, card=None)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("C", "E", "H", "R")
        notes = [note.message for note in app._notifications]
        assert any("claim" in note for note in notes)
        assert sum("no task" in note for note in notes) == 1
        assert sum("no code of it to change" in note for note in notes) == 2


class Played:
    """Runs of the copy that are played, and an editor that only notes what it was given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.next: tuple[State, Problem | None] = (State.FALSE, None)
        self.edited: list[str] = []
        monkeypatch.setattr(workbench, "try_out", self.try_out)
        monkeypatch.setattr(working, "edit", self.edit)

    async def try_out(self, attempt: Attempt, own: Trace | None, run: RunCopy, goals: Sequence[Claim]) -> Trial:
        state, problem = self.next
        made = None if problem else Made(golden("both"), Setup(attempt.folder), ())
        return Trial(replace(attempt, state=state, problem=problem), made)

    def edit(self, app: App[Any], files: Sequence[Path], folder: Path) -> None:
        self.edited += [path.name for path in files]


async def test_a_task_from_its_first_try_to_its_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Played(monkeypatch)
    app = Learn()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        first = app.lesson.visit.trace
        played.next = (State.BROKEN, Problem("NameError: name 'x' is not defined", "views.py", 3))
        await pilot.press("E")  # from the beginning: the cursor goes to the task
        await settled(pilot)
        assert played.edited == ["slow.txt"]
        assert "✗ views.py:3" in story(app)
        assert "NameError" in story(app)
        assert app.lesson.visit.trace is first
        played.next = (State.FALSE, None)
        await pilot.press("E")
        await settled(pilot)
        assert "not yet" in story(app)
        assert app.lesson.visit.trace is not first
        assert "your copy" in "".join(painted(app.lesson.query_one("#header", Canvas)))
        played.next = (State.SOLVED, None)
        await pilot.press("E")
        await settled(pilot)
        assert "✓ solved" in story(app)
        assert (await app.progress()).solved == frozenset({"change"})


async def test_hints_then_the_solution_and_beginning_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    Played(monkeypatch)
    app = Learn()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("end", "H")
        await settled(pilot)
        assert "hint 1  Look at slow." in story(app)
        await pilot.press("H", "H")
        await settled(pilot)
        over = app.screen
        assert isinstance(over, Reading)
        await pilot.pause()
        assert any("+slow = yes" in line for line in painted(over.query_one(Canvas)))
        await pilot.press("escape", "R", "escape")
        await settled(pilot)
        assert "kept as" not in story(app)
        await pilot.press("R", "enter")
        await settled(pilot)
        assert "kept as" in story(app)


def test_the_editor_is_the_learners(monkeypatch: pytest.MonkeyPatch) -> None:
    assert command({"VISUAL": "code --wait", "EDITOR": "vi"}) == ["code", "--wait"]
    assert command({"EDITOR": "vi"}) == ["vi"]
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoEditor, match="names no editor"):
        command({})


async def test_a_terminal_that_cannot_be_lent_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "vi")
    app = Learn()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("end", "E")
        await settled(pilot)
        assert any("No editor can have this terminal" in note.message for note in app._notifications)
