"""The home screen with what was done, with the contents of a lesson, and with a search of what lessons say."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input

from visualizer import course
from visualizer.course.progress import Book, folder
from visualizer.ui.app import VisualizerApp
from visualizer.ui.home.menu import Menu
from visualizer.ui.home.preview import Preview
from visualizer.ui.home.screen import HomeScreen


async def at_home(pilot: Pilot[None]) -> HomeScreen:
    """The home screen, with all that it says once it is loaded."""
    while not isinstance(pilot.app.screen, HomeScreen):
        await pilot.pause()
    await pilot.pause()
    while "Remember" not in preview(pilot.app.screen):
        await pilot.pause()
    return pilot.app.screen


def preview(home: HomeScreen) -> str:
    return str(home.query_one(Preview).content)


async def test_what_was_done_is_marked_and_the_lesson_says_what_is_in_it() -> None:
    first = course.lessons()[0]
    Book().reach(first.id, 2)
    Book().finish(first.id)
    app = VisualizerApp()
    async with app.run_test(size=(120, 40)) as pilot:
        home = await at_home(pilot)
        menu = home.query_one(Menu)
        while "✓" not in str(menu.get_option_at_index(1).prompt):
            await pilot.pause()
        assert "1/" in str(menu.get_option_at_index(0).prompt)
        assert course.load(first.folder).stops[0].title in preview(home)
        assert "you" in preview(home)


async def test_words_of_a_lessons_text_find_it() -> None:
    app = VisualizerApp()
    async with app.run_test(size=(120, 40)) as pilot:
        home = await at_home(pilot)
        await pilot.press("slash")
        home.query_one(Input).value = "On the diagonal nothing moves"
        menu = home.query_one(Menu)
        both = course.find("both-lanes")
        while menu.entry != both:
            await pilot.pause()
        while "found" not in preview(home):
            await pilot.pause()
        assert "On the diagonal nothing moves" in preview(home)
        home.query_one(Input).value = "5"
        await pilot.pause()
        assert menu.entry == both


async def test_a_damaged_file_of_progress_is_said() -> None:
    folder().mkdir(parents=True)
    (folder() / "progress.jsonl").write_text("nonsense\n")
    app = VisualizerApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await at_home(pilot)
        while not any("damaged" in note.message for note in app._notifications):
            await pilot.pause()
