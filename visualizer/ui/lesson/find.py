"""The finder, a list of events: type words or a selector, choose a step, and jump there or set a breakpoint."""

from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from visualizer.replay import Score
from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.lesson.finding import Found, find


class Breaks(Protocol):
    """Where live requests wait."""

    def breaks_at(self, step: int) -> bool:
        """Whether they wait at this step."""

    def break_at(self, step: int) -> str:
        """Have them wait there, or no more; why they cannot, if so."""


class Find(ModalScreen[int | None]):
    """Gives the step that was chosen, None when nothing was."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="find.close", tooltip="Back to where the cursor was"),
        Binding("down", "move(1)", "Down", id="find.down", priority=True, tooltip="The next that fits"),
        Binding("up", "move(-1)", "Up", id="find.up", priority=True, tooltip="The one before"),
        Binding("ctrl+b", "break", "Breakpoint", id="find.break", priority=True, tooltip="Hold there, or no more"),
    ]

    def __init__(self, score: Score, breaks: Breaks | None = None) -> None:
        """`breaks` sets breakpoints; None where nothing can be held."""
        super().__init__()
        self._score = score
        self._breaks = breaks
        self._problem = ""
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
        self._found, self._chosen, self._problem = find(self._score, event.value), 0, ""
        self._show()

    def _show(self) -> None:
        count = f"{len(self._found)} events" if self._found else "type to find an event"
        said = Span(f" ⊘ {self._problem}", "cancelled") if self._problem else Span(f" {count}", "muted")
        breaks = "^b breakpoint   " if self._breaks else ""
        hints = Span("" if self._problem else f"↑↓ choose   Enter jumps   {breaks}Esc closes ", "muted")
        title = Line((said,), (hints,))
        lines = [self._line(found, number) for number, found in enumerate(self._found)]
        self.query_one(Canvas).show(lines, title=title, see=self._chosen)

    def action_move(self, steps: int) -> None:
        """Choose another."""
        self._chosen, self._problem = min(max(self._chosen + steps, 0), max(len(self._found) - 1, 0)), ""
        self._show()

    def action_break(self) -> None:
        """Set a breakpoint at the one that is chosen, or remove it; the list stays."""
        if self._breaks is not None and self._found:
            self._problem = self._breaks.break_at(self._found[self._chosen].step)
            self._show()

    @on(Input.Submitted)
    def _jump(self) -> None:
        self.dismiss(self._found[self._chosen].step if self._found else None)

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """Jump to what was clicked."""
        if isinstance(message.target, int):
            self.dismiss(self._found[message.target].step)

    def _line(self, found: Found, number: int) -> Line:
        is_chosen = number == self._chosen
        breaks = self._breaks is not None and self._breaks.breaks_at(found.step)
        left = (Span(f" {'●' if is_chosen else ' '}{'◆' if breaks else ' '} ", "current"), Span(found.label, "strong"))
        said = (Span(f" {found.phase}", "muted"), Span(f"  {found.fact}", "muted"))
        right = (Span(f"{' '.join(found.lanes)}  {found.step + 1} ", "muted"),)
        return Line((*left, *said), right, "cursor" if is_chosen else "", number)
