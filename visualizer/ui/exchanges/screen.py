"""The screen of the exchanges: choose one, and the cursor jumps to its first event; filtered as one types."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from visualizer.replay import FilterError, Listed, filtered
from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.exchanges.book import Book
from visualizer.ui.exchanges.exchange_lines import EXAMPLES, ExchangeLines, about_lines
from visualizer.ui.time.look import Wanted

KEYS = Line(
    (Span(" Exchanges", "heading"),),
    (Span("↑↓ choose  Enter jumps  T time  / filter  l lane  Esc closes", "muted"),),
)


class InTime(NamedTuple):
    """What was chosen is to be seen in time."""

    step: int | None
    """Of the first event of the exchange that was chosen; None where none fits the filter."""
    wanted: Wanted | None
    """Those that fit; None for all."""


class ExchangesScreen(ModalScreen[int | InTime | None]):
    """Gives the step of the first event of the exchange that was chosen, None when none was."""

    CSS_PATH = "exchanges.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "jump", "Jump", id="exchanges.jump", tooltip="The cursor to the exchange's first event"),
        Binding("T", "time", "In time", id="exchanges.time", tooltip="Time large: what fits, the others thin"),
        Binding("slash", "filter", "Filter", id="exchanges.filter", tooltip=f"Type what must fit: {EXAMPLES}"),
        Binding("l", "lane", "Lane", id="exchanges.lane", tooltip="One lane after the other alone, then all again"),
        Binding("down", "move(1)", "Down", id="exchanges.down", priority=True, tooltip="The next exchange"),
        Binding("up", "move(-1)", "Up", id="exchanges.up", priority=True, tooltip="The one before"),
        Binding("pagedown", "page(1)", "Page down", id="exchanges.page_down", priority=True, tooltip="A page down"),
        Binding("pageup", "page(-1)", "Page up", id="exchanges.page_up", priority=True, tooltip="A page up"),
        Binding("home", "move(-1_000_000)", "First", id="exchanges.first", tooltip="The first exchange"),
        Binding("end", "move(1_000_000)", "Last", id="exchanges.last", tooltip="The last exchange"),
        Binding("escape", "leave", "Close", id="exchanges.leave", priority=True, tooltip="From the filter, or back"),
        Binding("q,x", "dismiss(None)", "Close", id="exchanges.close", tooltip="Back to where the cursor was"),
    ]

    def __init__(self, book: Book, near: tuple[str, int] | None = None, words: str = "") -> None:
        """`near` is the lane and number of the exchange that is chosen at first, `words` the filter."""
        super().__init__()
        self._book = book
        self._all: list[Listed] = []
        self._shown: list[Listed] = []
        self._near = near
        self._words = words
        self._lane: str | None = None
        self._problem = ""

    def compose(self) -> ComposeResult:
        """Where to type, the list, and what is to be said of it."""
        with Vertical(id="exchanges"):
            yield Canvas(id="keys")
            yield Input(self._words, placeholder=f"/ to filter: {EXAMPLES}", id="filter", compact=True)
            yield Canvas(id="list")
            yield Canvas(id="about")

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one("#keys", Canvas).can_focus = False
        self.query_one("#about", Canvas).can_focus = False
        self.query_one("#list", Canvas).focus()
        self.call_after_refresh(self.grew)

    def on_resize(self) -> None:
        """Other columns may fit."""
        self.call_after_refresh(self._show)

    def grew(self) -> None:
        """Take in what there is by now."""
        self._all = self._book.all()
        self._look()

    @on(Input.Changed)
    def _look(self) -> None:
        """Show what fits; a word that cannot be read is told, and counts for nothing."""
        ours = [one for one in self._all if self._lane in (None, one.lane)]
        readable: list[str] = []
        self._problem = ""
        for word in self.query_one(Input).value.split():
            try:
                filtered(ours, word)
            except FilterError as error:
                self._problem = str(error)
            else:
                readable.append(word)
        self._shown = filtered(ours, " ".join(readable))
        self._show()

    @property
    def _chosen(self) -> int:
        """The place of the one that is chosen: it stays so while others come and go."""
        places = (at for at, one in enumerate(self._shown) if (one.lane, one.exchange) == self._near)
        return next(places, 0)

    def _choose(self, at: int) -> None:
        if self._shown:
            one = self._shown[min(max(at, 0), len(self._shown) - 1)]
            self._near = one.lane, one.exchange
        self._show()

    def _show(self) -> None:
        found, about = self.query_one("#list", Canvas), self.query_one("#about", Canvas)
        self.query_one("#keys", Canvas).show([KEYS])
        chosen = self._chosen
        start = min((one.begin for one in self._all), default=0)
        lines = ExchangeLines(self._shown, chosen, start, found.room)
        found.show(lines, title=lines.heading(), see=chosen)
        about.show(list(about_lines(self._shown, len(self._all), self._problem, about.room)), top=0)

    def action_move(self, places: int) -> None:
        """Choose another."""
        self._choose(self._chosen + places)

    def action_page(self, pages: int) -> None:
        """Choose another, a page away."""
        self._choose(self._chosen + pages * max(self.query_one("#list", Canvas).page - 1, 1))

    def action_filter(self) -> None:
        """Type."""
        self.query_one(Input).focus()

    def action_lane(self) -> None:
        """The next lane alone; after the last all of them."""
        lanes = [None, *self._book.score.lanes]
        self._lane = lanes[(lanes.index(self._lane) + 1) % len(lanes)]
        self._look()

    def action_leave(self) -> None:
        """From the filter to the list; from the list back to the screen below."""
        if self.focused is self.query_one(Input):
            self.query_one("#list", Canvas).focus()
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def action_jump(self) -> None:
        """Jump to what is chosen."""
        if self._shown:
            self.dismiss(self._book.step(self._shown[self._chosen]))

    def action_time(self) -> None:
        """See in time what fits."""
        step = self._book.step(self._shown[self._chosen]) if self._shown else None
        words = " ".join([*self.query_one(Input).value.split(), *([f"lane:{self._lane}"] if self._lane else [])])
        numbers = {
            lane: frozenset(one.exchange for one in self._shown if one.lane == lane) for lane in self._book.score.lanes
        }
        self.dismiss(InTime(step, Wanted(words, numbers) if words else None))

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """Jump to what was clicked."""
        if isinstance(message.target, int):
            self.dismiss(self._book.step(self._shown[message.target]))
