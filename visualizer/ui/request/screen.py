"""The editor of requests as a screen of its own: where there is nothing else to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from visualizer.lab import Request
from visualizer.ui.key_bar import KeyBar
from visualizer.ui.request.pane import RequestPane


class RequestScreen(Screen[tuple[Request, ...] | None]):
    """Edits requests; its result is what to send, None for nothing."""

    CSS_PATH = "request.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="request.leave", tooltip="Leave without sending"),
    ]

    def __init__(self, requests: Sequence[Request]) -> None:
        super().__init__()
        self._pane = RequestPane(requests)

    def compose(self) -> ComposeResult:
        """Title, editor, keys."""
        yield Static(id="title", markup=False)
        yield self._pane
        yield KeyBar()

    def on_mount(self) -> None:
        """Type at once."""
        self._pane.start()

    @on(RequestPane.Turned)
    def _entitle(self) -> None:
        self.query_one("#title", Static).update(self._pane.title)

    @on(RequestPane.Send)
    def _send(self) -> None:
        self.dismiss(self._pane.requests)
