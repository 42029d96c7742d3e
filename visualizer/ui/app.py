"""The program on the screen: which screens, themes and commands there are; what a screen does is its own affair."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from visualizer.ui import preferences, themes
from visualizer.ui.cramped import CrampedScreen, is_cramped
from visualizer.ui.curtain import Curtain
from visualizer.ui.home import HOME
from visualizer.ui.home.entries import entries
from visualizer.ui.home.lessons import read_lessons
from visualizer.ui.messages import Open
from visualizer.ui.notebook import Notebook
from visualizer.ui.safe import safe
from visualizer.ui.subject import Subject
from visualizer.ui.visits import Visits
from visualizer.vocabulary.link import HOLD_SECONDS

if TYPE_CHECKING:
    from visualizer.lab import Request

INTERRUPTED = 130
"""The exit status of a program that Ctrl-C ended, as shells have it."""


class VisualizerApp(App[None]):
    """The program."""

    TITLE = "visualizer"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", id="app.help", key_display="?", tooltip="Keys and words"),
        Binding("t", "theme", "Theme", id="app.theme", tooltip="The next theme: dark, light, high contrast"),
        Binding("ctrl+c", "interrupt", "Quit", id="app.interrupt", show=False, priority=True, tooltip="End at once"),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", show=False, priority=True, tooltip="End the program"),
    ]

    def __init__(self, first: Callable[[], Subject] | None = None, hold_seconds: float = HOLD_SECONDS) -> None:
        """`first` makes what is opened at once, over the home screen; None stays at home.

        A live request is held for so many seconds at the most.
        """
        super().__init__()
        self.visits = Visits(hold_seconds)
        self.notebook = Notebook()
        self.unwritten = ""
        """What of the learner's progress could not be written when the program ended, one line; else empty."""
        self._first = first
        self._lessons = read_lessons()
        for theme in themes.themes():
            self.register_theme(theme)
        remembered = preferences.recall("theme")
        self.notebook.tell = self._warn
        self.theme = remembered if remembered in themes.TITLES else themes.DEFAULT

    def get_default_screen(self) -> Curtain:
        """What is seen while the rest is imported."""
        return Curtain(entries(self._lessons[0]), self._rise)

    async def _rise(self, keys: Sequence[events.Key]) -> None:
        """What was asked for lies over the curtain; the home screen when that is left, or when nothing was."""
        first, self._first = self._first, None
        if first is not None:
            await self._show(first())
        else:
            from visualizer.ui.home.screen import HomeScreen

            await self.push_screen(HomeScreen(self.visits, self.notebook, *self._lessons))
        for key in keys:
            self.post_message(key)
        self.call_after_refresh(_collect_again)

    def on_resize(self, event: events.Resize) -> None:
        """Say so when there is no room for anything."""
        if is_cramped(event.size) and not isinstance(self.screen, CrampedScreen):
            self.push_screen(CrampedScreen())

    async def on_open(self, event: Open) -> None:
        """Show the subject instead of the one that is shown."""
        await self.action_home()
        await self._show(event.subject)

    async def _show(self, subject: Subject) -> None:
        from visualizer.ui.lesson.screen import LessonScreen

        await self.push_screen(LessonScreen(self.visits.visit(subject), self.notebook))

    async def on_unmount(self) -> None:
        """No lane outlives the screen, and nothing that was done is lost."""
        self.unwritten = await self.notebook.close()
        await self.visits.close()

    async def action_home(self) -> None:
        """Leave every screen that lies over the home screen."""
        while len(self.screen_stack) > 1 and self.screen.name != HOME:
            await self.pop_screen()

    def action_own_request(self) -> None:
        """Write a request and send it through both lanes of the demo project."""
        from visualizer.ui import subjects
        from visualizer.ui.request.screen import RequestScreen

        def send(requests: tuple[Request, ...] | None) -> None:
            if requests is not None:
                self.post_message(Open(subjects.demo(requests)))

        self.push_screen(RequestScreen(subjects.demo().requests), send)

    def action_open_recording(self) -> None:
        """Ask for a file, and play it."""
        from visualizer.ui.recording.screen import RecordingScreen

        def play(subject: Subject | None) -> None:
            if subject is not None:
                self.post_message(Open(subject))

        self.push_screen(RecordingScreen(), play)

    def action_help(self) -> None:
        """The keys of this screen, the words, where things are kept."""
        from visualizer.ui.help.text import help_text
        from visualizer.ui.lesson.markdown import render
        from visualizer.ui.lesson.reading import Reading

        if not isinstance(self.screen, Reading):
            self.push_screen(Reading("Help", partial(render, help_text(self.screen))))

    def action_theme(self) -> None:
        """The next theme."""
        self.action_choose_theme(themes.after(self.theme))

    def _warn(self, line: str) -> None:
        self.notify(safe(line), severity="warning", timeout=10, markup=False)

    def action_choose_theme(self, name: str) -> None:
        """Show this theme from now on, and next time too."""
        self.theme = name
        try:
            preferences.remember("theme", name)
        except OSError as error:
            self.notify(f"The theme cannot be remembered: {error.strerror}", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ctrl-C copies where a widget says so, and ends the program everywhere else."""
        return not (action == "interrupt" and getattr(self.focused, "copies", False))

    def action_interrupt(self) -> None:
        """Ctrl-C ends the program, as anywhere."""
        self.exit(return_code=INTERRUPTED)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        from visualizer.ui.commands import commands

        return commands(self, screen)


def _collect_again() -> None:
    """The start is over. What it has made stays: the garbage collector need not look at it, neither now nor later."""
    gc.freeze()
    gc.enable()
