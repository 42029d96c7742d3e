"""Asks before a working copy is set aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from visualizer.ui.canvas import BLANK, Canvas, Line, Span, wrap

WHAT = "All files of your copy will be as they were at first. What you wrote is kept, under another name."


def ask(app: App[Any], act: Callable[[], object]) -> None:
    """Ask, and do it if that is really wanted."""

    def answered(is_sure: bool | None) -> None:
        if is_sure:
            act()

    app.push_screen(Sure(), answered)


class Sure(ModalScreen[bool]):
    """Whether to begin anew."""

    CSS_PATH = "change.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "Begin anew", id="sure.yes", tooltip="A new copy; the old one is kept"),
        Binding("escape,q", "dismiss(False)", "Keep it", id="sure.no", tooltip="Your copy stays as it is"),
    ]

    def compose(self) -> ComposeResult:
        """The question."""
        yield Canvas(id="sure")

    def on_resize(self, event: events.Resize) -> None:
        """Ask when there is room, and again for other room."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        canvas = self.query_one(Canvas)
        canvas.can_focus, canvas.margin = False, 1
        title = Line((Span(" Begin anew?", "title-focused"),), (Span("Enter begins anew   Esc keeps it ", "muted"),))
        canvas.show([BLANK, *wrap((Span(WHAT),), canvas.room - 1)], title=title)
