"""The home screen: the lessons, what each is about, and the other ways in.

Its first frame needs the lessons' front matter and nothing else; what is heavy is imported, and the lanes of the lesson
that is looked at are started, once the frame is on the screen and the keys have been quiet for a moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from visualizer import course
from visualizer.ui.home import HOME, listing
from visualizer.ui.home.entries import Way, entries
from visualizer.ui.home.marks import NOTHING_DONE, marks
from visualizer.ui.home.menu import Menu
from visualizer.ui.home.preview import Preview
from visualizer.ui.home.warmth import Warmth
from visualizer.ui.key_bar import KeyBar
from visualizer.ui.messages import Open
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.course import Card
    from visualizer.course.search import Hit
    from visualizer.ui.notebook import Notebook
    from visualizer.ui.visits import Visits

SHORTEST = 3
"""Characters that are enough to look for in the lessons' texts."""


class HomeScreen(Screen[None]):
    """Where everything begins."""

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = "#menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", id="home.filter", key_display="/", tooltip="Type to narrow the list"),
        Binding("n", "app.own_request", "Own request", id="home.request", tooltip="Write a request and send it"),
        Binding("o", "app.open_recording", "Recording", id="home.recording", tooltip="Play a recorded trace"),
        Binding("escape", "unfilter", "All", id="home.unfilter", show=False, tooltip="Show every lesson again"),
    ]

    def __init__(self, visits: Visits, notebook: Notebook, cards: Sequence[Card], problem: str) -> None:
        """`problem` says why there are no lessons, if there are none."""
        super().__init__(name=HOME)
        self._cards, self._problem = cards, problem
        self._notebook = notebook
        self._marks = NOTHING_DONE
        self._hits: Mapping[str, Hit] = {}
        self._menu = Menu(entries(cards))
        self._preview = Preview()
        self._warmth = Warmth(self, visits)

    def compose(self) -> ComposeResult:
        """Title, sentence, list and preview."""
        yield Static(listing.title(), id="title")
        yield Static(listing.WHAT, id="what", markup=False)
        if self._problem:
            yield Static(self._problem, id="problem", markup=False)
        yield Input(placeholder="words of a title, a number, an error message …", id="filter", compact=True)
        with Horizontal(id="columns"):
            yield self._menu
            yield self._preview
        yield KeyBar()

    def on_mount(self) -> None:
        """Look at the first lesson."""
        self._menu.look_at(None)

    def on_screen_resume(self) -> None:
        """What is highlighted may be opened next: warm it. What was done may be more than before."""
        self._warmth.resume()
        self.call_after_refresh(self._recall)

    def on_screen_suspend(self) -> None:
        """Whatever lies over this screen decides about lanes now."""
        self._warmth.pause()

    def on_menu_looked(self, event: Menu.Looked) -> None:
        """Say more about it, and have it ready soon."""
        self._preview.show(event.entry)
        self._warmth.look(event.entry)
        self.call_after_refresh(self._say_more)

    @work(group="recall", exclusive=True)
    async def _recall(self) -> None:
        """Mark what was done."""
        loaded = await self._notebook.read()
        if loaded.warning:
            self.notify(safe(loaded.warning), severity="warning", timeout=10, markup=False)
        self._marks = await asyncio.to_thread(marks, self._cards, loaded.progress)
        if self._menu.is_attached:  # the program may have been left meanwhile
            self._menu.mark(self._marks)
            self._say_more()

    def _say_more(self) -> None:
        """What is in the lesson that is looked at: read beside the keys, shown where it is still looked at."""
        entry = self._menu.entry
        if entry is not None and not isinstance(entry, Way):
            self._show_contents(entry)

    @work(group="contents", exclusive=True)
    async def _show_contents(self, card: Card) -> None:
        try:
            lesson = await asyncio.to_thread(course.load, card.folder)
        except course.LessonError as error:
            more = [Content(""), Content.styled(safe(str(error)), "$text-error")]
        else:
            from visualizer.ui.home.contents import contents

            more = contents(lesson, self._marks.get(card.id), self._hits.get(card.id))
        if self._preview.is_attached and self._menu.entry == card:
            self._preview.show(card, more)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Open it."""
        await self._open(event.entry)

    def action_filter(self) -> None:
        """Type to narrow the list."""
        words = self.query_one("#filter", Input)
        words.display = True
        self.set_focus(words)  # at once: what is typed next is for it

    def action_unfilter(self) -> None:
        """Show every lesson again."""
        words = self.query_one("#filter", Input)
        words.clear()
        words.display = False
        self.set_focus(self._menu)

    @on(Input.Changed, "#filter")
    def _narrow(self, event: Input.Changed) -> None:
        self._hits = {}
        self._menu.show(entries(self._cards, event.value))
        if len(event.value.strip()) >= SHORTEST and not event.value.strip().isdecimal():
            self._search(event.value)

    @work(group="search", exclusive=True)
    async def _search(self, words: str) -> None:
        """The lessons too in whose text or code the words are."""
        from visualizer.course.search import search

        try:
            hits = await asyncio.to_thread(search, words)
        except course.LessonError as error:
            self.notify(safe(str(error)), severity="warning", markup=False)
            return
        if self._menu.is_attached and words == self.query_one("#filter", Input).value:
            self._hits = {hit.card.id: hit for hit in hits}
            self._menu.show(entries(self._cards, words, [hit.card for hit in hits]))
            self._say_more()

    @on(Input.Submitted, "#filter")
    async def _choose(self) -> None:
        menu = self._menu
        self.set_focus(menu)
        if menu.entry is not None:
            await self._open(menu.entry)

    async def _open(self, entry: Way | Card) -> None:
        if entry is Way.REQUEST:
            await self.run_action("app.own_request")
        elif entry is Way.RECORDING:
            await self.run_action("app.open_recording")
        else:
            from visualizer.ui import subjects

            self.post_message(Open(subjects.of_lesson(entry)))
