"""The editor's screen: fields or raw text at the left, the very bytes that they make at the right, sent only on demand.

The bytes are the state; fields and raw text are two ways of typing them. What cannot be typed into the form exactly is
edited raw. What was typed is never changed, only remarked upon.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from visualizer.lab import Request
from visualizer.ui.key_bar import KeyBar
from visualizer.ui.request.drafts import Drafts
from visualizer.ui.request.escapes import EscapeProblem
from visualizer.ui.request.fields import Fields, RawText, Typed
from visualizer.ui.request.form import parse
from visualizer.ui.request.sent import Sent


class RequestScreen(Screen[tuple[Request, ...] | None]):
    """Edits requests; its result is what to send, None for nothing."""

    CSS_PATH = "request.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,f5", "send", "Send", id="request.send", priority=True, tooltip="Send these bytes to every lane"
        ),
        Binding("f2", "raw", "Bytes/form", id="request.raw", priority=True, tooltip="Edit every byte, or the fields"),
        Binding("ctrl+z", "undo", "Undo", id="request.undo", priority=True, tooltip="Take back the last change"),
        Binding("f4", "reset", "Reset", id="request.reset", priority=True, tooltip="The request as it was at first"),
        Binding("f3", "other", "Next request", id="request.other", priority=True, tooltip="Edit the next one"),
        Binding("escape", "dismiss", "Back", id="request.leave", tooltip="Leave without sending"),
    ]

    def __init__(self, requests: Sequence[Request]) -> None:
        super().__init__()
        self._requests = [Drafts(request) for request in requests]
        self._number = 0
        self._is_raw = parse(self._drafts.data) is None
        self._problem = ""

    @property
    def _drafts(self) -> Drafts:
        return self._requests[self._number]

    def compose(self) -> ComposeResult:
        """Title, the two ways of typing, the bytes."""
        yield Static(id="title", markup=False)
        with Horizontal(id="columns"):
            with VerticalScroll(id="typed", can_focus=False):
                yield Fields()
                yield RawText()
            yield Sent()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the path, or with the bytes."""
        self._show()
        self.set_focus(self.query_one("#raw" if self._is_raw else "#path"))

    @on(Typed)
    def _take(self) -> None:
        """What is typed becomes bytes, where it can."""
        try:
            data = self.query_one(RawText).data if self._is_raw else self.query_one(Fields).form.data
        except EscapeProblem as problem:
            self._problem = str(problem)
        else:
            self._problem = ""
            self._drafts.change(data)
        self.query_one(Sent).draw(self._drafts.data, self._problem)

    def _show(self) -> None:
        """Show the present bytes everywhere."""
        form = parse(self._drafts.data)
        self._is_raw = self._is_raw or form is None
        self._problem = ""
        self.query_one(RawText).display = self._is_raw
        self.query_one(Fields).display = not self._is_raw
        which = f" {self._number + 1} of {len(self._requests)}" if len(self._requests) > 1 else ""
        self.query_one("#title", Static).update(f"Request{which}")
        with self.prevent(Typed):
            if self._is_raw:
                self.query_one(RawText).show(self._drafts.data)
            elif form is not None:
                self.query_one(Fields).show(form)
        self.query_one(Sent).draw(self._drafts.data, "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a next request only where there are several."""
        return len(self._requests) > 1 if action == "other" else True

    def action_send(self) -> None:
        """Send what is shown at the right, if what is typed at the left means it."""
        if not self._problem:
            self.dismiss(tuple(drafts.request for drafts in self._requests))

    def action_raw(self) -> None:
        """Edit the bytes, or the form again where there is one for them."""
        if self._is_raw and parse(self._drafts.data) is None:
            self.notify("No form holds these bytes exactly: they can only be edited as they are.", markup=False)
            return
        self._is_raw = not self._is_raw
        self._show()
        self.set_focus(self.query_one("#raw" if self._is_raw else "#path"))

    def action_undo(self) -> None:
        """Take back the last change."""
        self._drafts.undo()
        self._show()

    def action_reset(self) -> None:
        """The request as it was at first."""
        self._drafts.reset()
        self._show()

    def action_other(self) -> None:
        """Edit the next request."""
        self._number = (self._number + 1) % len(self._requests)
        self._is_raw = False
        self._show()
