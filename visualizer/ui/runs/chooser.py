"""Chooses which two lanes of which runs are compared: both sides are marked in one list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.runs.choice_lines import choice_lines
from visualizer.ui.runs.kept_run import Pick


class Chooser(ModalScreen[tuple[Pick, Pick] | None]):
    """Gives the two sides; None when it was left."""

    CSS_PATH = "runs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", id="runs.up", tooltip="The line above"),
        Binding("down", "move(1)", "Down", id="runs.down", tooltip="The line below"),
        Binding("left", "choose(0)", "Left", id="runs.left", tooltip="This stands at the left"),
        Binding("right", "choose(1)", "Right", id="runs.right", tooltip="This stands at the right"),
        Binding("l", "lanes", "Its lanes", id="runs.lanes", tooltip="The first two lanes of this run, side by side"),
        Binding("enter", "compare", "Compare", id="runs.compare", tooltip="Compare the two"),
        Binding("escape,q", "dismiss(None)", "Back", id="runs.leave", tooltip="Back to the lesson"),
    ]

    def __init__(self, choices: Sequence[Pick], sides: tuple[Pick, Pick]) -> None:
        super().__init__()
        self._choices = choices
        self._sides = [choices.index(side) for side in sides]
        self._cursor = self._sides[0]
        self._canvas = Canvas(id="runs")

    def compose(self) -> ComposeResult:
        """The list."""
        self._canvas.can_focus = False
        yield self._canvas

    def on_resize(self, event: events.Resize) -> None:
        """Show it when there is room, and again for other room."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        title = Line(
            (Span(" Which two?", "title-focused"),),
            (Span("← left   → right   l its lanes   Enter compares ", "muted"),),
        )
        now = datetime.now().astimezone()
        lines = choice_lines(self._choices, (self._sides[0], self._sides[1]), self._cursor, now)
        self._canvas.show(lines, title=title, see=self._cursor)

    def action_move(self, lines: int) -> None:
        """Another line."""
        self._cursor = min(max(self._cursor + lines, 0), len(self._choices) - 1)
        self._show()

    def action_choose(self, side: int) -> None:
        """The line at the cursor is this side."""
        self._sides[side] = self._cursor
        self._show()

    def action_lanes(self) -> None:
        """The lanes of the run at the cursor, side by side."""
        run = self._choices[self._cursor].run
        lanes = [number for number, pick in enumerate(self._choices) if pick.run is run]
        self._sides = [lanes[0], lanes[min(1, len(lanes) - 1)]]
        self._show()

    def action_compare(self) -> None:
        """Compare the two."""
        left, right = self._sides
        self.dismiss((self._choices[left], self._choices[right]))

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """The cursor goes to the line that was clicked."""
        if isinstance(message.target, int):
            self._cursor = message.target
            self._show()
