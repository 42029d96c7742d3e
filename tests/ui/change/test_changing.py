"""Changing what runs, on the lesson screen and with real lanes: the code, the lanes, and back to the lesson's own."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from tests.ui.change.changer import WIDE
from tests.ui.lesson.shown import Show, painted
from tests.ui.until import until
from visualizer import course
from visualizer.lab import note_of
from visualizer.ui import subjects
from visualizer.ui.canvas import Canvas
from visualizer.ui.change.screen import ChangeScreen
from visualizer.ui.code.area import CodeArea
from visualizer.ui.lesson.attempt import State
from visualizer.ui.subject import Subject
from visualizer.ui.visit import Visit


class Learn(Show):
    """The lesson screen, whose lanes end with it."""

    def __init__(self, subject: Subject | None = None) -> None:
        super().__init__(Visit(subject or subjects.of_lesson(course.find("5"))))

    async def on_unmount(self) -> None:
        await self.visit.close()

    @property
    def header(self) -> str:
        return "".join(painted(self.lesson.query_one("#header", Canvas)))

    @property
    def area(self) -> CodeArea:
        return next(area for area in self.screen.query(CodeArea) if area.display)

    def said(self, words: str) -> bool:
        """Whether a notification said that."""
        return any(words in note.message for note in self._notifications)


async def ran(pilot: Pilot[None], app: Learn) -> None:
    """Until a run is shown, and nothing goes on."""
    await until(pilot, lambda: app.screen is app.lesson and app.visit.trace is not None and not app.visit.running)
    await until(pilot, lambda: all(worker.is_finished for worker in app.workers))
    await pilot.pause()


async def open_code(pilot: Pilot[None], app: Learn) -> None:
    await pilot.press("e", "f6")
    await until(pilot, lambda: list(app.screen.query(CodeArea)))
    await pilot.pause()


def replace(app: Learn, before: str, after: str) -> None:
    """As if it had been typed."""
    text = app.area.text
    assert before in text
    app.area.replace(text.replace(before, after), app.area.document.start, app.area.document.end)


async def test_code_that_was_changed_here_runs_and_is_judged_and_the_own_code_comes_back() -> None:
    app = Learn()
    async with app.run_test(size=WIDE) as pilot:
        await ran(pilot, app)
        first = app.visit.trace
        await open_code(pilot, app)
        replace(app, "def hello_sync", "async def hello_sync")
        await pilot.press("f5")
        await ran(pilot, app)
        assert "LIVE · your copy" in app.header
        assert app.lesson.view.attempts["middle"].state is State.SOLVED
        second = app.visit.trace
        assert second is not first
        await pilot.press("r")
        await ran(pilot, app)
        assert "LIVE · your copy" in app.header
        await pilot.press("O")
        await ran(pilot, app)
        assert "LIVE " in app.header
        assert "your copy" not in app.header
        runs = await app.visit.keeper.runs()
        assert [run.note.changed for run in runs] == ["", "your copy of the code", "your copy of the code", ""]


async def test_an_exception_of_the_view_is_at_its_line_and_the_run_before_stays() -> None:
    app = Learn()
    async with app.run_test(size=WIDE) as pilot:
        await ran(pilot, app)
        first = app.visit.trace
        await open_code(pilot, app)
        replace(app, '    name = request.GET.get("name", "world")\n', "    name = 1 / 0\n")
        await pilot.press("f5")
        says = app.screen.query_one("#says", Canvas)
        await until(pilot, lambda: "ZeroDivisionError" in "".join(painted(says)))
        assert isinstance(app.screen, ChangeScreen)
        assert painted(says)[0].startswith(" ✗ project/views.py:19  ZeroDivisionError: division by zero")
        assert app.visit.trace is first
        assert not app.said("Your copy does not run")
        await pilot.press("f8")
        assert app.area.cursor_location == (18, 4)
        await pilot.press("f9")
        await ran(pilot, app)
        assert app.visit.trace is not first
        assert "LIVE · your copy" in app.header
        await pilot.press("O")
        await ran(pilot, app)


async def test_without_an_editor_of_ones_own_this_one_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "vi")
    app = Learn()
    async with app.run_test(size=WIDE) as pilot:  # a screen that cannot lend its terminal to another program
        await ran(pilot, app)
        await pilot.press("E")
        await until(pilot, lambda: list(app.screen.query(CodeArea)))
        assert app.area.file == "project/views.py"
        assert app.said("No editor")
        await pilot.press("escape")


async def test_a_run_goes_on_when_the_editor_is_left_and_says_what_came_of_it() -> None:
    app = Learn()
    async with app.run_test(size=WIDE) as pilot:
        await ran(pilot, app)
        await open_code(pilot, app)
        await pilot.press("#", "enter", "f5")
        await until(pilot, lambda: app.screen.query_one("#says", Canvas).top == 0 and app.lesson.view.attempts)
        await pilot.press("escape")
        await until(pilot, lambda: app.visit.seen.is_copy)
        await ran(pilot, app)
        assert "LIVE · your copy" in app.header
        await open_code(pilot, app)
        replace(app, '    name = request.GET.get("name", "world")\n', "    name = 1 / 0\n")
        await pilot.press("f5", "escape")
        await until(pilot, lambda: app.said("project/views.py:20: ZeroDivisionError: division by zero"))
        await ran(pilot, app)


async def test_an_import_error_is_at_its_line() -> None:
    app = Learn(subjects.demo())
    async with app.run_test(size=WIDE) as pilot:
        await ran(pilot, app)
        await open_code(pilot, app)
        replace(app, "from collections.abc import Iterator\n", "from collections.abc import Iterators\n")
        await pilot.press("f5")
        says = app.screen.query_one("#says", Canvas)
        await until(pilot, lambda: "ImportError" in "".join(painted(says)))
        assert painted(says)[0].strip().startswith("✗ hello/views.py:3  ImportError: cannot import name 'Iterators'")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "your copy" in "".join(painted(says)))
        await pilot.press("f5")
        await ran(pilot, app)
        assert app.visit.seen.is_copy


async def test_changed_lanes_run_from_then_on_and_are_kept_and_no_claim_is_judged_by_them() -> None:
    app = Learn()
    async with app.run_test(size=WIDE) as pilot:
        await ran(pilot, app)
        assert app.lesson.view.findings.claims
        await pilot.press("e", "f6")
        await until(pilot, lambda: list(app.screen.query(CodeArea)))
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("4", "f5")
        await ran(pilot, app)
        assert "LIVE · threads 1 → 4" in app.header
        assert "threads 1 → 4" in app.lesson.view.remark
        assert app.visit.trace is not None
        assert note_of(app.visit.trace).statuses["wsgi"] == {"200": 2}
        assert not app.lesson.view.findings.claims
        await open_code(pilot, app)
        replace(app, "def hello_sync", "async def hello_sync")
        await pilot.press("f5")
        await ran(pilot, app)
        assert "LIVE · your copy · threads 1 → 4" in app.header
        attempt = app.lesson.view.attempts["middle"]
        assert (attempt.state, attempt.goals) == (State.RAN, ())
        assert "Not judged" in attempt.note
        await pilot.press("O")
        await ran(pilot, app)
        assert "changed" not in app.lesson.view.remark
        assert app.lesson.view.findings.claims

    again = Learn()
    async with again.run_test(size=WIDE) as pilot:
        await ran(pilot, again)
        assert again.said("You had changed threads 1 → 4")
        assert "threads" not in again.header
        await pilot.press("e", "f6", "f6")
        await pilot.pause()
        run = again.screen.query_one("#run", Canvas)
        await until(pilot, lambda: "≠ threads 1 → 4" in "\n".join(painted(run)))
        assert "changed before and is not in force" in " ".join("".join(painted(run)).split())
        await pilot.press("f4", "f5")
        await ran(pilot, again)
        assert "threads" not in again.header

    last = Learn()
    async with last.run_test(size=WIDE) as pilot:
        await ran(pilot, last)
        assert not last.said("You had changed")


async def test_lanes_that_do_not_start_leave_everything_as_it_was() -> None:
    app = Learn(subjects.demo())
    async with app.run_test(size=WIDE) as pilot:
        await ran(pilot, app)
        first = app.visit.trace
        await pilot.press("e", "f6", "f6")
        await pilot.pause()
        settings = app.screen.query_one("#field-settings", TextArea)
        settings.text = f"{settings.text}\nINSTALLED_APPS = ['nowhere']"
        await pilot.press("f5")
        run = app.screen.query_one("#run", Canvas)
        await until(pilot, lambda: "Nothing was changed" in "\n".join(painted(run)))
        assert "No module named 'nowhere'" in "\n".join(painted(run))
        await pilot.press("escape")
        assert app.visit.trace is first
        await pilot.press("r")
        await ran(pilot, app)
        assert app.visit.seen.note == ""
