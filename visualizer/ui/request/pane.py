"""The editor of requests: fields or raw text at the left, the very bytes that they make at the right.

The bytes are the state; fields and raw text are two ways of typing them. What cannot be typed into the form exactly is
edited raw. What was typed is never changed, only remarked upon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message

from visualizer.lab import Request
from visualizer.ui.request.escapes import EscapeProblem
from visualizer.ui.request.fields import Fields, RawText, Typed
from visualizer.ui.request.form import parse
from visualizer.ui.request.sent import Sent
from visualizer.ui.states import States


class RequestPane(Horizontal):
    """Edits requests; whoever holds it sends them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,f5", "send", "Send", id="request.send", priority=True, tooltip="Send these bytes to every lane"
        ),
        Binding("f2", "raw", "Bytes/form", id="request.raw", priority=True, tooltip="Edit every byte, or the fields"),
        Binding("ctrl+z", "undo", "Undo", id="request.undo", priority=True, tooltip="Take back the last change"),
        Binding("f4", "reset", "Reset", id="request.reset", priority=True, tooltip="The request as it was at first"),
        Binding("f3", "other", "Next request", id="request.other", priority=True, tooltip="Edit the next one"),
    ]

    class Send(Message):
        """What is typed is to be sent."""

    class Turned(Message):
        """Another request is edited."""

    def __init__(self, requests: Sequence[Request]) -> None:
        super().__init__()
        self._first = requests
        self._states = [States(request.data) for request in requests]
        self._number = 0
        self._is_raw = parse(self._bytes.now) is None
        self.problem = ""
        """Why what is typed makes no bytes; empty where it does."""

    @property
    def requests(self) -> tuple[Request, ...]:
        """What is to be sent."""
        pairs = zip(self._first, self._states, strict=True)
        return tuple(replace(request, data=states.now) for request, states in pairs)

    @property
    def title(self) -> str:
        """Which request is edited."""
        return f"Request {self._number + 1} of {len(self._states)}" if len(self._states) > 1 else "Request"

    @property
    def _bytes(self) -> States[bytes]:
        return self._states[self._number]

    def compose(self) -> ComposeResult:
        """The two ways of typing, the bytes."""
        with VerticalScroll(id="typed", can_focus=False):
            yield Fields()
            yield RawText()
        yield Sent()

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()

    def start(self) -> None:
        """The keys go to the path, or to the bytes."""
        self.screen.set_focus(self.query_one("#raw" if self._is_raw else "#path"))

    @on(Typed)
    def _take(self) -> None:
        """What is typed becomes bytes, where it can."""
        try:
            data = self.query_one(RawText).data if self._is_raw else self.query_one(Fields).form.data
        except EscapeProblem as problem:
            self.problem = str(problem)
        else:
            self.problem = ""
            self._bytes.change(data)
        self.query_one(Sent).draw(self._bytes.now, self.problem)

    def _show(self) -> None:
        """Show the present bytes everywhere."""
        form = parse(self._bytes.now)
        self._is_raw = self._is_raw or form is None
        self.problem = ""
        self.query_one(RawText).display = self._is_raw
        self.query_one(Fields).display = not self._is_raw
        self.post_message(self.Turned())
        with self.prevent(Typed):
            if self._is_raw:
                self.query_one(RawText).show(self._bytes.now)
            elif form is not None:
                self.query_one(Fields).show(form)
        self.query_one(Sent).draw(self._bytes.now, "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a next request only where there are several."""
        return len(self._states) > 1 if action == "other" else True

    def action_send(self) -> None:
        """Send what is shown at the right, if what is typed at the left means it."""
        if not self.problem:
            self.post_message(self.Send())

    def action_raw(self) -> None:
        """Edit the bytes, or the form again where there is one for them."""
        if self._is_raw and parse(self._bytes.now) is None:
            self.notify("No form holds these bytes exactly: they can only be edited as they are.", markup=False)
            return
        self._is_raw = not self._is_raw
        self._show()
        self.start()

    def action_undo(self) -> None:
        """Take back the last change."""
        self._bytes.undo()
        self._show()

    def action_reset(self) -> None:
        """The request as it was at first."""
        self._bytes.reset()
        self._show()

    def action_other(self) -> None:
        """Edit the next request."""
        self._number = (self._number + 1) % len(self._states)
        self._is_raw = False
        self._show()
