"""The breakpoints of a visit: what stands there, and a line in which a new one is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from visualizer.replay import Score, SelectorError
from visualizer.ui.canvas import Canvas
from visualizer.ui.live.breakpoint_lines import added, breakpoint_lines, title_line

if TYPE_CHECKING:
    from visualizer.lab import BreakOn

Changed = Callable[[tuple["BreakOn", ...]], None]


class Breakpoints(ModalScreen[None]):
    """Each change is in force at once."""

    CSS_PATH = "breakpoints.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", id="breakpoints.close", tooltip="Back to the lanes"),
        Binding("down", "move(1)", "Down", id="breakpoints.down", priority=True, tooltip="The next breakpoint"),
        Binding("up", "move(-1)", "Up", id="breakpoints.up", priority=True, tooltip="The one before"),
        Binding("delete", "remove", "Remove", id="breakpoints.remove", priority=True, tooltip="Hold there no more"),
    ]

    def __init__(self, score: Score, breakpoints: tuple[BreakOn, ...], changed: Changed, *, is_growing: bool) -> None:
        """`changed` is given all of them after each change; `is_growing` is whether the run goes on."""
        super().__init__()
        self._score = score
        self._breakpoints = breakpoints
        self._changed = changed
        self._is_growing = is_growing
        self._chosen = 0
        self._problem = self._remark = ""

    def compose(self) -> ComposeResult:
        """Where to type, and what is there."""
        yield Canvas(id="keys")
        yield Input(placeholder="SessionMiddleware exit   ·   view enter in asgi", id="words", compact=True)
        yield Canvas(id="found")

    def on_mount(self) -> None:
        """Type at once."""
        for canvas in self.query(Canvas):
            canvas.can_focus = False
        self.query_one(Input).focus()
        self.call_after_refresh(self._show)

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        if event.value:
            self._problem = self._remark = ""
            self._show()

    @on(Input.Submitted)
    def _add(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self.dismiss()
            return
        try:
            self._breakpoints, self._remark = added(
                self._breakpoints, event.value, self._score, is_growing=self._is_growing
            )
        except SelectorError as error:
            self._problem = str(error)
        else:
            self._chosen = len(self._breakpoints) - 1
            self._changed(self._breakpoints)
            event.input.clear()
        self._show()

    def action_move(self, steps: int) -> None:
        """Choose another."""
        self._chosen = min(max(self._chosen + steps, 0), max(len(self._breakpoints) - 1, 0))
        self._show()

    def action_remove(self) -> None:
        """Remove the one that is chosen."""
        at = self._chosen
        self._breakpoints = (*self._breakpoints[:at], *self._breakpoints[at + 1 :])
        self._changed(self._breakpoints)
        self.action_move(0)

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """Choose what was clicked."""
        if isinstance(message.target, int):
            self._chosen = message.target
            self._show()

    def _show(self) -> None:
        self.query_one("#keys", Canvas).show([title_line(len(self._breakpoints))])
        canvas = self.query_one("#found", Canvas)
        width = canvas.size.width - 2
        lines = breakpoint_lines(self._breakpoints, self._chosen, self._problem, width, self._remark)
        canvas.show(lines, see=self._chosen)
