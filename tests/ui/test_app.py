"""The app's own keys, the palette, the help and the small terminal, with Pilot."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Awaitable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.ui.until import until
from visualizer.ui.app import INTERRUPTED, VisualizerApp
from visualizer.ui.commands import commands
from visualizer.ui.cramped import CrampedScreen
from visualizer.ui.help.text import help_text
from visualizer.ui.home.menu import Menu
from visualizer.ui.home.screen import HomeScreen
from visualizer.ui.lesson.reading import Reading
from visualizer.ui.lesson.screen import LessonScreen
from visualizer.ui.recording.screen import RecordingScreen
from visualizer.ui.request.screen import RequestScreen


async def at_home(pilot: Pilot[None]) -> HomeScreen:
    """The home screen, once the curtain is up."""
    while not isinstance(pilot.app.screen, HomeScreen):
        await pilot.pause()
    return pilot.app.screen


async def shows(pilot: Pilot[None], kind: type) -> None:
    """Wait for a screen of this kind."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))


async def test_ctrl_c_ends_the_program_as_shells_have_it() -> None:
    app = VisualizerApp()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+c")
    assert app.return_code == INTERRUPTED


async def test_ctrl_q_ends_it_well() -> None:
    app = VisualizerApp()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_help_says_the_keys_of_the_screen_below() -> None:
    app = VisualizerApp()
    async with app.run_test(size=(120, 40)) as pilot:
        home = await at_home(pilot)
        text = help_text(home)
        for key, what in (("/", "Filter"), ("n", "Own request"), ("t", "Theme"), ("?", "Help")):
            assert f"| {key} | {what} |" in text
        await pilot.press("question_mark")
        assert isinstance(app.screen, Reading)
        await pilot.press("question_mark")
        assert len([screen for screen in app.screen_stack if isinstance(screen, Reading)]) == 1
        await pilot.press("escape")
        await shows(pilot, HomeScreen)


async def test_the_palette_offers_actions_lessons_ways_and_themes() -> None:
    app = VisualizerApp()
    async with app.run_test() as pilot:
        home = await at_home(pilot)
        offered = {command.title: command for command in commands(app, home)}
        assert {"Theme: light", "Theme: high contrast", "Home", "Open a recording"} <= set(offered)
        assert any(title.startswith("Lesson 5: The same request") for title in offered)
        assert any(title.startswith("Filter") for title in offered)
        choosing = offered["Theme: light"].callback()
        assert isinstance(choosing, Awaitable)
        await choosing
        assert app.theme == "light"
        await pilot.press("ctrl+p")
        await pilot.press(*"recording")
        assert app.screen is not home


async def test_n_and_o_open_the_two_other_ways() -> None:
    app = VisualizerApp()
    async with app.run_test(size=(120, 40)) as pilot:
        home = await at_home(pilot)
        await pilot.press("n")
        await shows(pilot, RequestScreen)
        await pilot.press("escape")
        assert app.screen is home
        await pilot.press("o")
        await shows(pilot, RecordingScreen)
        await pilot.press("escape")
        assert app.screen is home


async def test_a_small_terminal_says_so_until_there_is_room() -> None:
    app = VisualizerApp()
    async with app.run_test(size=(100, 30)) as pilot:
        home = await at_home(pilot)
        await pilot.resize_terminal(50, 10)
        await shows(pilot, CrampedScreen)
        await pilot.resize_terminal(55, 12)
        await pilot.resize_terminal(100, 30)
        await shows(pilot, HomeScreen)
        assert app.screen is home


async def test_keys_pressed_behind_the_curtain_are_not_lost() -> None:
    app = VisualizerApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down")
        home = await at_home(pilot)
        await pilot.pause()
        assert home.query_one(Menu).highlighted in (1, 2)


async def test_the_filter_narrows_and_escape_shows_all_again() -> None:
    app = VisualizerApp()
    async with app.run_test(size=(100, 30)) as pilot:
        home = await at_home(pilot)
        menu = home.query_one(Menu)
        whole = menu.option_count
        await pilot.press("slash", *"both lanes")
        await pilot.pause()
        assert home.query_one(Input).value == "both lanes"
        assert menu.entry is not None
        assert menu.option_count < whole
        await pilot.press("escape")
        await pilot.pause()
        assert menu.option_count == whole
        assert menu.has_focus


async def test_enter_opens_a_lesson_and_home_comes_back() -> None:
    app = VisualizerApp()
    async with app.run_test(size=(100, 30)) as pilot:
        home = await at_home(pilot)
        await pilot.press("slash", "4", "enter")
        await shows(pilot, LessonScreen)
        await pilot.press("escape")
        await shows(pilot, HomeScreen)
        assert app.screen is home


LEAVES_ALONE = ("django", "msgspec", "h11", "markdown_it", "visualizer.lab", "visualizer.replay", "visualizer.trace")

FIRST_FRAME = """
import asyncio, sys
from visualizer.ui.app import VisualizerApp

async def main():
    app = VisualizerApp()
    loaded = []
    rise = app._rise
    async def note(keys):
        loaded.extend(sys.modules)
        await rise(keys)
    app._rise = note
    async with app.run_test() as pilot:
        while not loaded:
            await pilot.pause()
    print(*(name for name in sys.argv[1:] if name in loaded))

asyncio.run(main())
"""


def test_nothing_heavy_is_imported_for_the_first_frame() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME, *LEAVES_ALONE], capture_output=True, text=True, check=True
    )
    assert asked.stdout.split() == []


LESSON = """
import asyncio, sys
from visualizer import course
from visualizer.ui import subjects
from visualizer.ui.app import VisualizerApp
from visualizer.ui.lesson.screen import LessonScreen

async def main():
    app = VisualizerApp(lambda: subjects.of_lesson(course.find("5")))
    async with app.run_test(size=(120, 40)) as pilot:
        while not isinstance(app.screen, LessonScreen) or app.screen.visit.runs == 0 or app.screen.visit.running:
            await pilot.pause()
        assert not app.screen.visit.broken
        await pilot.press("right", "right")
    print(*(name for name in sys.modules if name.split(".")[0] in ("django", "uvicorn", "gunicorn")))

asyncio.run(main())
"""


@pytest.mark.parametrize("program", [LESSON])
def test_django_is_never_imported_here_even_when_a_lesson_has_run(program: str) -> None:
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=100)
    assert asked.stdout.split() == []


RECORDING = """
import asyncio, sys
from pathlib import Path
from visualizer import trace
from visualizer.ui import subjects
from visualizer.ui.app import VisualizerApp
from visualizer.ui.lesson.screen import LessonScreen

async def main():
    path = Path(sys.argv[1])
    app = VisualizerApp(lambda: subjects.of_recording(path, trace.load(path)))
    async with app.run_test(size=(120, 40)) as pilot:
        while not isinstance(app.screen, LessonScreen):
            await pilot.pause()
        await pilot.press("right", "right", "w", "escape", "end")
        assert app.screen.view.player.at_frontier
    print(*(name for name in sys.modules if name.startswith("visualizer.lab")))

asyncio.run(main())
"""


def test_a_recording_is_looked_at_without_the_lab() -> None:
    recorded = Path(__file__).parents[1] / "golden" / "both.jsonl"
    program = [sys.executable, "-c", RECORDING, str(recorded)]
    asked = subprocess.run(program, capture_output=True, text=True, check=True, timeout=100)
    assert asked.stdout.split() == []
