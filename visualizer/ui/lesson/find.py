"""The finder: type words or a selector, choose a step, and the cursor jumps there."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from visualizer.replay import Score
from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.lesson.finding import Found, find


class Find(ModalScreen[int | None]):
    """Gives the step that was chosen, None when nothing was."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="find.close", tooltip="Back to where the cursor was"),
        Binding("down", "move(1)", "Down", id="find.down", priority=True, tooltip="The next that fits"),
        Binding("up", "move(-1)", "Up", id="find.up", priority=True, tooltip="The one before"),
    ]

    def __init__(self, score: Score) -> None:
        super().__init__()
        self._score = score
        self._found: list[Found] = []
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """Where to type, and what fits."""
        yield Input(placeholder="words, or: second receive exit in asgi", id="words", compact=True)
        yield Canvas(id="found")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Canvas).can_focus = False
        self.query_one(Input).focus()
        self.call_after_refresh(self._show)

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        self._found, self._chosen = find(self._score, event.value), 0
        self._show()

    def _show(self) -> None:
        count = f"{len(self._found)} events" if self._found else "type to find an event"
        title = Line((Span(f" {count}", "muted"),), (Span("↑↓ choose   Enter jumps   Esc closes ", "muted"),))
        lines = [_line(found, number == self._chosen, number) for number, found in enumerate(self._found)]
        self.query_one(Canvas).show(lines, title=title, see=self._chosen)

    def action_move(self, steps: int) -> None:
        """Choose another."""
        self._chosen = min(max(self._chosen + steps, 0), max(len(self._found) - 1, 0))
        self._show()

    @on(Input.Submitted)
    def _jump(self) -> None:
        self.dismiss(self._found[self._chosen].step if self._found else None)

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """Jump to what was clicked."""
        if isinstance(message.target, int):
            self.dismiss(self._found[message.target].step)


def _line(found: Found, is_chosen: bool, number: int) -> Line:
    mark = Span(" ● " if is_chosen else "   ", "current")
    left = (mark, Span(found.label, "strong"), Span(f" {found.phase}", "muted"), Span(f"  {found.fact}", "muted"))
    right = (Span(f"{' '.join(found.lanes)}  {found.step + 1} ", "muted"),)
    return Line(left, right, "cursor" if is_chosen else "", number)
