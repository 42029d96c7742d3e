"""A page to read over the lesson: the reason for an event, the glossary. Any of the keys that opened it closes it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from visualizer.ui.canvas import Canvas, Line, Span

Page = Callable[[int], Sequence[Line]]
"""The lines of a page for so many cells."""


class Reading(ModalScreen[None]):
    """One page."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,w,g,enter", "dismiss", "Close", id="reading.close", tooltip="Back to the lesson"),
        Binding("pagedown,space", "turn(1)", "Next page", id="reading.next", tooltip="Read on"),
        Binding("pageup", "turn(-1)", "Last page", id="reading.back", tooltip="Read back"),
    ]

    def __init__(self, title: str, page: Page) -> None:
        super().__init__()
        self._title = title
        self._page = page
        self._canvas = Canvas(id="page")

    def compose(self) -> ComposeResult:
        """The page alone."""
        yield self._canvas

    def on_mount(self) -> None:
        """The keys scroll the page."""
        self._canvas.margin = 1
        self._canvas.focus()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        room = self._canvas.room - 1
        title = Line((Span("━ ", "rule-focused"), Span(self._title, "title-focused")), (Span("Esc closes ", "muted"),))
        self._canvas.show(self._page(room), title=title)

    def action_turn(self, pages: int) -> None:
        """A page on or back."""
        self._canvas.action_scroll(pages * max(self._canvas.page - 1, 1))
