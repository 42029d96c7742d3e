"""The two ways of typing a request, a form and raw text with escapes; they say when they were typed into."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label, TextArea

from visualizer.ui.request.escapes import HELP, from_raw, to_raw
from visualizer.ui.request.form import Form

LINES = ("method", "path", "query", "version")
AREAS = ("headers", "body")


class Typed(Message):
    """Somebody typed."""


class Fields(Vertical):
    """The form."""

    def compose(self) -> ComposeResult:
        """A label and a field for each part."""
        for name in LINES:
            with Horizontal(classes="field"):
                yield Label(name)
                yield Input(id=name, compact=True)
        for name in AREAS:
            with Horizontal(classes="field area"):
                yield Label(name)
                yield TextArea(id=name, compact=True, tab_behavior="focus", highlight_cursor_line=False)
        yield Label(f"one header a line; everywhere {HELP}", classes="note")

    @property
    def form(self) -> Form:
        """What is typed."""
        lines = {name: self.query_one(f"#{name}", Input).value for name in LINES}
        areas = {name: self.query_one(f"#{name}", TextArea).text for name in AREAS}
        return Form(**lines, **areas)

    def show(self, form: Form) -> None:
        """Fill the fields; one that has its text already is left alone, so that its cursor stays."""
        for name in LINES:
            field = self.query_one(f"#{name}", Input)
            if field.value != getattr(form, name):
                field.value = getattr(form, name)
        for name in AREAS:
            area = self.query_one(f"#{name}", TextArea)
            if area.text != getattr(form, name):
                area.load_text(getattr(form, name))

    def on_input_changed(self, event: Input.Changed) -> None:
        """A line was typed into."""
        event.stop()
        self.post_message(Typed())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """An area was typed into."""
        event.stop()
        self.post_message(Typed())


class RawText(Vertical):
    """Every byte."""

    def compose(self) -> ComposeResult:
        """One area."""
        yield TextArea(id="raw", compact=True, tab_behavior="focus", highlight_cursor_line=False)
        yield Label(f"line breaks here are layout; {HELP}", classes="note")

    @property
    def data(self) -> bytes:
        """What is typed. EscapeProblem where a backslash begins no escape."""
        return from_raw(self.query_one(TextArea).text)

    def show(self, data: bytes) -> None:
        """Fill the area, unless its text means these bytes already."""
        area = self.query_one(TextArea)
        if area.text != to_raw(data):
            area.load_text(to_raw(data))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """It was typed into."""
        event.stop()
        self.post_message(Typed())
