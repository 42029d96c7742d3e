"""The form of a scenario of many requests: it says in a sentence what will happen, or what cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from visualizer.lab import Request
from visualizer.ui.canvas import BLANK, Canvas, Line, Span, wrap
from visualizer.ui.scenarios.plan import FieldError, Plan, Typed, first_line, parse, sentence

FIELDS = (
    ("request", "request", "the visit's own, or another: GET /hello/?name=Ada"),
    ("clients", "clients", "1 to 200"),
    ("stagger", "one after another", "ms from one to the next; 0: all at once"),
    ("each", "requests each", "on one kept-alive connection"),
    ("pace", "pace", "a second; nothing: as fast as they are answered"),
)
"""(name of the field, what stands before it, what stands behind it)."""


class CrowdScreen(ModalScreen[Typed | None]):
    """Gives what was typed, which `parse` can read; None for nothing."""

    CSS_PATH = "scenarios.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", id="crowd.start", tooltip="Send them to every lane"),
        Binding("down", "app.focus_next", "Next field", id="crowd.down", priority=True, tooltip="The field below"),
        Binding("up", "app.focus_previous", "Last field", id="crowd.up", priority=True, tooltip="The field above"),
        Binding("escape", "dismiss(None)", "Close", id="crowd.close", tooltip="Back without sending"),
    ]

    def __init__(self, base: Request, typed: Typed | None, lanes: int) -> None:
        """`base` is the visit's request, `typed` what was typed before."""
        super().__init__()
        self._base = base
        self._typed = typed or Typed(first_line(base))
        self._lanes = lanes

    def compose(self) -> ComposeResult:
        """The fields, and what they come to."""
        with Vertical(id="form"):
            yield Canvas(id="keys")
            for name, label, note in FIELDS:
                with Horizontal(classes="field"):
                    yield Label(label, markup=False)
                    yield Input(getattr(self._typed, name), id=name, compact=True)
                    if name != "request":
                        yield Label(note, classes="note", markup=False)
            yield Canvas(id="says")

    def on_mount(self) -> None:
        """Begin with the number of clients."""
        for canvas in self.query(Canvas):
            canvas.can_focus = False
        self.query_one("#clients", Input).focus()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        self.call_after_refresh(self._show)

    @property
    def typed(self) -> Typed:
        """What stands in the fields."""
        return Typed(**{name: self.query_one(f"#{name}", Input).value for name, _, _ in FIELDS})

    def plan(self) -> Plan:
        """What that means. Raises FieldError."""
        return parse(self.typed, self._base)

    @on(Input.Changed)
    def _show(self) -> None:
        keys, says = self.query_one("#keys", Canvas), self.query_one("#says", Canvas)
        hints = Span("↑↓ field   Enter starts   Esc closes ", "muted")
        keys.show([Line((Span(" Many requests", "heading"),), (hints,))])
        says.show(list(self._lines(max(says.room - 2, 1))), top=0)

    def _lines(self, width: int) -> Iterator[Line]:
        try:
            told = wrap((Span(sentence(self.plan(), self._lanes), "strong"),), width)
        except FieldError as problem:
            told = wrap((Span("✗ ", "raised"), Span(str(problem), "raised")), width, indent=2)
        yield BLANK
        for line in told:
            yield line._replace(left=(Span(" "), *line.left))

    @on(Input.Submitted)
    def action_start(self) -> None:
        """Send them, if they can be; else to the field that is wrong."""
        try:
            self.plan()
        except FieldError as problem:
            name = next(name for name, label, _ in FIELDS if label == problem.field)
            self.query_one(f"#{name}", Input).focus()
            self._show()
        else:
            self.dismiss(self.typed)
