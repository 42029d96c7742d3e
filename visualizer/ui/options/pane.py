"""The form of the lanes' options: fields at the left, what will run with them at the right; nothing runs by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, TextArea

from visualizer.course.lane_options import Options
from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.canvas.rule import ruled
from visualizer.ui.lane_state import LaneState
from visualizer.ui.options.fields import FIELDS, Field, Read
from visualizer.ui.options.model import Model, Scope, changes_of
from visualizer.ui.options.run_lines import Seen, run_lines

NO_VALUE = "–"
"""Stands in a field that none of the lanes has."""


class OptionsPane(Horizontal):
    """Edits options; whoever holds it starts the lanes with them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f5,ctrl+s",
            "run",
            "Run",
            id="options.run",
            priority=True,
            tooltip="Start the lanes anew with these options",
        ),
        Binding("f3", "scope", "Which lanes", id="options.scope", priority=True, tooltip="Type for all lanes, or one"),
        Binding("ctrl+z", "undo", "Undo", id="options.undo", priority=True, tooltip="Take back the last change"),
        Binding(
            "f4", "reset", "Reset", id="options.reset", priority=True, tooltip="All options as the lesson has them"
        ),
    ]

    class Run(Message):
        """What is typed is to be run."""

    def __init__(self, make: Callable[[], Model], note: str = "") -> None:
        """`make` gives what the form knows, when it is first looked at; `note` is what is to be said of it then."""
        super().__init__(id="options")
        self._make = make
        self._note = note
        self._model: Model | None = None
        self._field: Field | None = None
        self._failed: Sequence[LaneState] = ()
        self._doing = ""
        self._found: Mapping[str, Read] = {}
        self._marks: dict[str, str] = {}
        self._canvas = Canvas(id="run")
        self._lanes = Canvas(id="lanes")

    @property
    def changes(self) -> dict[str, Options] | None:
        """What is changed, by lane; None where nobody has looked at the form, or it means nothing as it stands."""
        if self._model is None:
            return None
        self._take_in()
        found = self._model.read()
        return None if any(each.problems for each in found.values()) else changes_of(found)

    @property
    def is_open(self) -> bool:
        """Whether somebody has looked at the form."""
        return self._model is not None

    def compose(self) -> ComposeResult:
        """The lanes for which one types, and the fields; what that comes to."""
        with Vertical(id="form"):
            yield self._lanes
            with VerticalScroll(id="fields", can_focus=False):
                group = ""
                for field in FIELDS:
                    if field.group != group:
                        group = field.group
                        yield Label(group, id=f"group-{group}", classes="group", markup=False)
                    with Horizontal(classes="area" if field.is_area else "field"):
                        yield Label(f"  {field.label}", id=f"label-{field.name}", markup=False)
                        yield _area(field) if field.is_area else Input(id=f"field-{field.name}", compact=True)
        yield self._canvas

    def on_mount(self) -> None:
        """The keys are the fields'."""
        self._canvas.can_focus = self._lanes.can_focus = False
        self._canvas.margin = 1

    def start(self) -> None:
        """Show the options; the keys go to the first field, or to the first that means nothing."""
        if self._model is None:
            self._model = self._make()
        self._model.turn_to_problem()
        self._show()
        self.screen.set_focus(self.query_one(f"#field-{self._model.first.name}"))

    def begin(self, doing: str) -> None:
        """This goes on now."""
        self._failed, self._doing = (), doing
        self._draw()

    def fail(self, failed: Sequence[LaneState]) -> None:
        """These lanes did not start with the options."""
        self._failed, self._doing = failed, ""
        self._draw()

    # What is typed

    @on(Input.Changed)
    def _type_line(self, event: Input.Changed) -> None:
        self._take(event.input.id or "", event.value)

    @on(TextArea.Changed)
    def _type_area(self, event: TextArea.Changed) -> None:
        self._take(event.text_area.id or "", event.text_area.text)

    def _take(self, name: str, text: str) -> None:
        field = next(field for field in FIELDS if name == f"field-{field.name}")
        if self._model is not None and self._model.text(field) not in (None, text):
            self._model.type(field, text)
            self._failed, self._note = (), ""
            self._draw()

    def _take_in(self) -> None:
        """Take what stands in the fields, for a key may be quicker than the message that something was typed."""
        for line in self.query(Input):
            self._take(line.id or "", line.value)
        for area in self.query(TextArea):
            self._take(area.id or "", area.text)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field is for."""
        name = event.widget.id or ""
        self._field = next((field for field in FIELDS if name == f"field-{field.name}"), None)
        self._draw()

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        self.call_after_refresh(self._draw)

    # What is shown

    def _show(self) -> None:
        """Fill the fields; one that has its text already is left alone, so that its cursor stays."""
        if self._model is None:
            return
        with self.prevent(Input.Changed, TextArea.Changed):
            for field in FIELDS:
                text = self._model.text(field)
                self.query_one(f"#field-{field.name}").disabled = text is None
                _fill(self.query_one(f"#field-{field.name}"), NO_VALUE if text is None else text)
        self._draw()

    def _draw(self) -> None:
        """Show what the fields come to."""
        model = self._model
        if model is None or not self.is_on_screen:
            return
        self._found = model.read()
        for field in FIELDS:
            self._mark(field, self._mark_of(model, field))
        self._lanes.show([_scopes(model)])
        own = model.own(self._field) if self._field else None
        note = _differs(model, self._field) or self._note
        seen = Seen(model.lanes, self._found, self._field, own, note, self._doing, self._failed)
        title = ruled((Span("What runs", "title"),), (), self._canvas.room + 2)
        self._canvas.show(list(run_lines(seen, max(self._canvas.room - 1, 1))), title=title, top=0)

    def _mark(self, field: Field, mark: str) -> None:
        """Mark a field, where it is not marked like this already."""
        if self._marks.get(field.name) != mark:
            self._marks[field.name] = mark
            look = {"✗": "$text-error bold", "≠": "$text-warning bold"}.get(mark, "")
            words = Content.assemble((mark, look), f" {field.label}")
            self.query_one(f"#label-{field.name}", Label).update(words, layout=False)

    def _mark_of(self, model: Model, field: Field) -> str:
        if any(field.name in self._found[name].problems for name in model.scope):
            return "✗"
        return "≠" if model.is_changed(field) else " "

    # The keys

    def action_run(self) -> None:
        """Run with these, if they mean something."""
        self.post_message(self.Run())

    def action_scope(self) -> None:
        """Type for other lanes."""
        if self._model is not None:
            self._take_in()
            self._model.turn()
            self._show()

    def action_undo(self) -> None:
        """Take back the last change."""
        if self._model is not None and self._model.undo():
            self._failed = ()
            self._show()

    def action_reset(self) -> None:
        """As the lesson has them."""
        if self._model is not None:
            self._model.reset()
            self._failed, self._note = (), ""
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One lane has no other."""
        return self._model is None or len(self._model.scopes) > 1 if action == "scope" else True

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """Type for the lanes that were clicked."""
        if self._model is not None and message.target in self._model.scopes:
            message.stop()
            self._take_in()
            self._model.turn_to(message.target)
            self._show()


def _area(field: Field) -> TextArea:
    return TextArea(
        id=f"field-{field.name}", compact=True, soft_wrap=False, tab_behavior="focus", highlight_cursor_line=False
    )


def _fill(widget: object, text: str) -> None:
    if isinstance(widget, Input) and widget.value != text:
        widget.value = text
    elif isinstance(widget, TextArea) and widget.text != text:
        widget.load_text(text)


def _scopes(model: Model) -> Line:
    """For which lanes one types."""
    return Line((Span("  for   ", "muted"), *(span for scope in model.scopes for span in _scope(model, scope))))


def _scope(model: Model, scope: Scope) -> Iterator[Span]:
    is_on = scope == model.scope
    words = scope[0] if len(scope) == 1 else "both lanes" if len(scope) == 2 else "all lanes"
    yield Span("[" if is_on else " ", "accent")
    yield Span(words, "tab-on" if is_on else "tab", scope)
    yield Span("] " if is_on else "  ", "accent")


def _differs(model: Model, field: Field | None) -> str:
    """That a text is typed over others."""
    if field is None or not model.differs(field):
        return ""
    return f"The lanes differ here: this is what {model.scope[0]} has, and what you type goes for all of them."
