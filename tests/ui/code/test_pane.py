"""The editor with its keys, over a copy of the demo project: saved, taken back, kept, begun anew, and its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen

from tests.golden.make import golden
from tests.ui.change.changer import VIEWS, WIDE, Changer, opened
from tests.ui.until import until
from visualizer.course.original import Original
from visualizer.ui.app import INTERRUPTED, VisualizerApp
from visualizer.ui.change.change import Refusal, Tab
from visualizer.ui.change.screen import ChangeScreen
from visualizer.ui.change.sure import Sure
from visualizer.ui.code.area import CodeArea
from visualizer.ui.home.screen import HomeScreen
from visualizer.ui.lesson.attempt import Problem
from visualizer.ui.setup import OWN, Made


async def top(pilot: Pilot[None], app: Changer, *keys: str) -> None:
    """At the beginning of the text, these keys."""
    app.area.move_cursor((0, 0))
    await pilot.press(*keys)
    await pilot.pause()


def over(app: Changer) -> type:
    """What is on top."""
    return type(app.screen)


async def test_the_copy_is_opened_and_what_is_typed_is_saved_on_demand_alone() -> None:
    app = Changer()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        own = (app.folder / VIEWS).read_text()
        assert app.area.file == VIEWS
        assert app.area.has_focus
        assert "●    hello/views.py" in app.text("#files")
        assert "your copy" in app.text("#says")
        await top(pilot, app, "#", "enter")
        assert app.text("#files").startswith("─ Your copy")
        assert "● ✎  hello/views.py" in app.text("#files")
        assert (app.folder / VIEWS).read_text() == own
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (app.folder / VIEWS).read_text() == f"#\n{own}"
        assert "●  ≠ hello/views.py" in app.text("#files")
        assert app.acted == []


async def test_running_saves_every_file_and_says_that_the_copy_runs() -> None:
    app = Changer()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await top(pilot, app, "#", "enter", "f3")
        assert app.area.file != VIEWS
        other = app.area.file
        await top(pilot, app, "#", "enter", "f5")
        await until(pilot, lambda: app.result)
        assert [(change.runs_copy, change.options) for change in app.acted] == [(True, None)]
        assert all((app.folder / name).read_text().startswith("#\n") for name in (VIEWS, other))


async def test_mistakes_are_marked_while_one_types_and_a_key_goes_there() -> None:
    app = Changer()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        assert "Mistake" not in app.text_of_keys()
        await top(pilot, app, "x", "=", "(", "enter")
        await until(pilot, lambda: "never closed" in app.text("#says"))
        assert "✗ hello/views.py:1  SyntaxError: '(' was never closed" in app.text("#says")
        assert app.area.render_line(0).text.startswith("✗  1  x=(  SyntaxError")
        assert "f8 Mistake" in app.text_of_keys()
        app.area.move_cursor((20, 0))
        await pilot.press("f3", "f8")
        assert (app.area.file, app.area.cursor_location[0]) == (VIEWS, 0)
        await pilot.press("f8")
        assert app.area.cursor_location[0] == 0
        app.area.move_cursor((0, 3))
        await pilot.press("1", ")")
        await until(pilot, lambda: "your copy" in app.text("#says"))


async def test_what_was_typed_is_taken_back_and_then_what_was_saved() -> None:
    app = Changer()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        own = (app.folder / VIEWS).read_text()
        await top(pilot, app, "#", "ctrl+s")
    again = Changer()
    async with again.run_test(size=WIDE) as pilot:
        await opened(pilot, again)
        await top(pilot, again, "x")
        assert again.area.text == f"x#{own}"
        await pilot.press("ctrl+z")
        assert again.area.text == f"#{own}"
        await pilot.press("ctrl+y", "ctrl+z", "f3", "ctrl+z")
        await pilot.pause()
        assert again.area.file == VIEWS
        assert again.area.text == own == (again.folder / VIEWS).read_text()
        await pilot.press("ctrl+z")
        assert any("nothing to take back" in note.message for note in again._notifications)


async def test_what_is_not_saved_is_there_at_the_next_start_and_can_be_taken_away() -> None:
    app = Changer()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        own = app.area.text
        await pilot.press("f3", "f3")
        other = app.area.file
        await top(pilot, app, "#", "#", "escape")
    again = Changer()
    async with again.run_test(size=WIDE) as pilot:
        await opened(pilot, again)
        assert again.area.file == other
        assert again.area.text.startswith("##")
        assert "is here again" in again.text("#says")
        await pilot.press("ctrl+z")
        assert not again.area.text.startswith("##")
        await pilot.press("f3", "f2", "home", "up", "up", "up", "up", "up", "up", "up", "up", "up", "enter")
        await pilot.pause()
        assert (again.area.file, again.area.text) == (VIEWS, own)
        await pilot.press("escape")
    assert again.result == [None]
    assert not list((again.folder / ".edits").rglob("*.draft"))


async def test_beginning_anew_asks_first_and_keeps_what_was_written() -> None:
    app = Changer()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        own = app.area.text
        await top(pilot, app, "#", "ctrl+s", "f4")
        assert over(app) is Sure
        await pilot.press("escape")
        assert over(app) is ChangeScreen
        assert app.area.text == f"#{own}"
        await pilot.press("f4", "enter")
        await until(pilot, lambda: over(app) is ChangeScreen and "kept as" in app.text("#says"))
        assert app.area.text == own == (app.folder / VIEWS).read_text()
        aside = [path for path in app.folder.parent.iterdir() if path.name.startswith(f"{app.folder.name}-")]
        assert [(path / VIEWS).read_text() for path in aside] == [f"#{own}"]


async def test_a_run_that_fails_stays_here_with_its_place_and_can_be_looked_at_all_the_same() -> None:
    app = Changer()
    refused = Made(golden("raised"), OWN, ())
    problem = Problem("ZeroDivisionError: division by zero", VIEWS, 5)
    app.refusals = [Refusal(Tab.CODE, problem, refused), Refusal(Tab.CODE, Problem("wsgi: it ended"))]
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("f5")
        await until(pilot, lambda: "ZeroDivisionError" in app.text("#says"))
        assert "F9 looks at this run" in app.text("#says")
        assert app.area.render_line(4).text.startswith("✗")
        await pilot.press("f8")
        assert app.area.cursor_location[0] == 4
        await pilot.press("f5")
        await until(pilot, lambda: "it ended" in app.text("#says"))
        assert "F9" not in app.text("#says")
        app.refusals = [Refusal(Tab.CODE, problem, refused)]
        await pilot.press("f5")
        await until(pilot, lambda: "F9" in app.text("#says"))
        await pilot.press("f9")
        await until(pilot, lambda: app.result)
    assert app.result == [refused]


async def test_ctrl_c_copies_what_is_selected_and_ends_the_program_otherwise() -> None:
    app = VisualizerApp()
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await app.push_screen(One())
        app.screen.query_one(CodeArea).select_all()
        await pilot.press("ctrl+c")
        assert (app.clipboard, app.return_code) == ("a = 1\n", None)
        app.screen.query_one(CodeArea).move_cursor((0, 0))
        await pilot.press("ctrl+c")
    assert app.return_code == INTERRUPTED


class One(Screen[None]):
    """A screen with one area."""

    def compose(self) -> ComposeResult:
        yield CodeArea("views.py", "a = 1\n")


async def test_words_are_found_and_escape_leads_back_to_the_text() -> None:
    app = Changer()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("ctrl+f", *"greeting", "enter")
        assert app.area.selected_text.lower() == "greeting"
        first = app.area.cursor_location
        await pilot.press("ctrl+f")
        assert app.area.cursor_location != first
        await pilot.press("x", "enter")
        assert any("not in this file" in note.message for note in app._notifications)
        await pilot.press("escape")
        assert app.area.has_focus
        await pilot.press("escape")
    assert app.result == [None]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_files_are_chosen_with_the_arrows_or_by_mouse(size: tuple[int, int]) -> None:
    app = Changer()
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        await pilot.press("f2")
        await pilot.pause()
        assert "hello/models.py" in app.text("#files")
        await pilot.press("down", "down", "down", "up")
        chosen = app.area.file
        assert chosen != VIEWS
        await pilot.press("enter")
        assert (app.area.file, app.area.has_focus) == (chosen, True)
        await pilot.press("f2")
        await pilot.pause()
        await pilot.click("#files", offset=(8, 1))
        await pilot.pause()
        assert (app.area.file, app.area.has_focus) == (VIEWS, True)
        await pilot.press("f2", "escape")
        assert app.area.has_focus


async def test_a_file_that_would_be_changed_by_the_editor_itself_is_only_shown() -> None:
    app = Changer()
    bench = await app.get()
    (bench.attempt.folder / VIEWS).write_bytes(b"a = 1\r\nb = 2\nc = '\x0c'\n")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        assert app.area.read_only
        assert "only shows it" in app.text("#says")
        await pilot.press("x", "f5")
        await until(pilot, lambda: app.result)
    assert (app.folder / VIEWS).read_bytes() == b"a = 1\r\nb = 2\nc = '\x0c'\n"


async def test_a_copy_that_cannot_be_made_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(original: Original, to: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Original, "copy", refuse)
    app = Changer()
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "No space left" in app.text("#says"))
        await pilot.press("f3", "ctrl+s", "ctrl+z", "f2", "down", "enter", "f8")
        assert app.text("#files").count("hello") == 0


async def test_a_disk_that_refuses_is_told_and_the_text_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Changer()

    def refuse(path: object, text: str) -> None:
        raise OSError(28, "No space left on device")

    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        monkeypatch.setattr("visualizer.lab.edits.write", refuse)
        monkeypatch.setattr("visualizer.lab.unsaved.write", refuse)
        await top(pilot, app, "#")
        await until(pilot, lambda: "cannot be kept" in app.text("#says"))
        await pilot.press("f5")
        assert any("is not saved" in note.message for note in app._notifications)
        assert app.acted == []
        assert app.area.text.startswith("#")
