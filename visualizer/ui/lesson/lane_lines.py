"""A lane's column of rows: ↓ on the way in, ↑ on the way back, the middleware nested as the onion it is.

Line n is row n in every lane, so equal stages stand level; a row that a lane lacks is a calm dotted gap. What lies
beyond the cursor is named and says nothing yet. Where there are several exchanges, a row that begins a stretch of one
has its number, and the rows of the cursor's exchange a bar. Lines are made where they are looked at, whatever the
trace's length.
"""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple, overload

from visualizer.replay import Cell, Row, State, where
from visualizer.trace import Event
from visualizer.ui.canvas import BLANK, Line, Span
from visualizer.ui.lesson.facts import duration, fact, label
from visualizer.ui.lesson.view import View
from visualizer.ui.live.seen import holds_elsewhere, stops_here
from visualizer.vocabulary.names import is_user_code

GAP = "┈" * 20
UNTOLD = "·"
"""Stands for a row ahead while a prediction is asked for, which the row would answer."""

SWITCH = "⇄ "
BAR = "▎"
"""Stands before the rows of the exchange that the cursor is in."""
_MARKS = {State.RAISED: ("✗", "raised"), State.CANCELLED: ("⊘", "cancelled")}
_ARROW_LOOKS = {"↓": "enter", "↑": "exit", "": "muted"}
_DURATION_WIDTH = 7


class Mark(Enum):
    """What stands before a row; the value is its letter."""

    NONE = " "
    HELD = "■"
    """A live exchange waits here."""
    BREAKPOINT = "◆"
    """One would wait here."""
    CANNOT = "⊘"
    """Other lanes can hold one here, this lane cannot."""


class LaneLines(Sequence[Line]):
    """The rows of one lane at one view."""

    def __init__(self, view: View, lane: int, below: Sequence[Line] = ()) -> None:
        """`below` are lines that follow the last row."""
        self.view = view
        self.lane = lane
        self._below = (BLANK, *below) if below else ()
        self._here = None if view.row is None else view.score.exchange_of(view.row)
        self._most = view.score.exchanges

    def __len__(self) -> int:
        return len(self.view.score.rows) + len(self._below)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        numbers = range(len(self))[at]
        return self._at(numbers) if isinstance(numbers, int) else [self._at(number) for number in numbers]

    def _at(self, number: int) -> Line:
        rows = self.view.score.rows
        return self._line(rows[number]) if number < len(rows) else self._below[number - len(rows)]

    def _line(self, row: Row) -> Line:
        line = self._told(row)
        return line._replace(left=(self._number(row), *line.left)) if self._most > 1 else line

    def _number(self, row: Row) -> Span:
        """Which exchange, where another begins; a bar where it is the cursor's."""
        before = self.view.score.exchange_of(row.number - 1) if row.number else None
        is_here = row.exchange is not None and row.exchange == self._here
        begins = row.exchange not in (None, before)
        shown = f"#{row.exchange}" if begins else BAR if is_here else ""
        return Span(f"{shown:<{len(str(self._most)) + 2}}", "current" if begins and is_here else "muted")

    def _told(self, row: Row) -> Line:
        if self.view.is_guessing and row.first_step > self.view.player.cursor:
            return Line((Span("   "), Span(UNTOLD, "gap")), (), "", row.number)
        cell = self.view.cells(row.number)[self.lane]
        said = fact(self._event(cell.event)) or fact(self._event(row.enters[self.lane])) if cell.arrow else ""
        enter = row.enters[self.lane]
        was_held = enter is not None and self.view.score.holds(self.lane).lengthened(enter)
        return row_line(RowSeen(row, cell, said, row.number == self.view.row, self._mark(row), was_held))

    def _mark(self, row: Row) -> Mark:
        """What is held here, or would be."""
        view = self.view
        if view.live is None and not view.breakpoints:
            return Mark.NONE
        if row.number in view.held_rows(self.lane):
            return Mark.HELD
        enters = tuple(view.score.event(lane, at) if at is not None else None for lane, at in enumerate(row.enters))
        if stops_here(view.breakpoints, enters[self.lane], self._event(row.exits[self.lane])):
            return Mark.BREAKPOINT
        return Mark.CANNOT if view.live is not None and holds_elsewhere(enters, self.lane) else Mark.NONE

    def _event(self, number: int | None) -> Event | None:
        return None if number is None else self.view.score.event(self.lane, number)


class RowSeen(NamedTuple):
    """All that one line of one lane is made of."""

    row: Row
    cell: Cell
    said: str
    """What the row's latest event says in a word or two, or else its first."""
    is_current: bool
    """Whether the cursor is in this row, in whichever lane."""
    mark: Mark = Mark.NONE
    was_held: bool = False
    """Whether its duration is not the application's own: it was held meanwhile."""


def row_line(seen: RowSeen) -> Line:
    """The line of a row; a click on it means the row's number."""
    fill, number = "cursor" if seen.is_current else "", seen.row.number
    stage, name = seen.cell.stage, seen.cell.name
    if stage is None or name is None:
        is_gap = seen.cell.state is State.GAP
        return Line((Span("   "), Span(GAP, "gap")) if is_gap else (), (), fill, number)
    left = (_mark(seen), _arrow(seen.cell), *_onion(seen.row.depth, stage, name), _name(seen, stage, name))
    return Line((*left, *_fact(seen)), _right(seen, stage, name), fill, number)


def _mark(seen: RowSeen) -> Span:
    if seen.mark is not Mark.NONE:
        return Span(seen.mark.value, "cancelled" if seen.mark is Mark.CANNOT else "current")
    return Span("●" if seen.cell.current else " ", "current")


def _arrow(cell: Cell) -> Span:
    mark, look = _MARKS.get(cell.state, (cell.arrow or " ", _ARROW_LOOKS[cell.arrow]))
    return Span(f"{mark} ", look)


def _onion(depth: int, stage: str, name: str) -> tuple[Span, ...]:
    is_ring = stage == "middleware" and is_user_code(stage, name)
    bars = "│" * depth + ("┌" if is_ring else "")
    return (Span(f"{bars} ", "onion"),) if bars else ()


def _name(seen: RowSeen, stage: str, name: str) -> Span:
    text = label(stage, name)
    if seen.cell.state is State.NOT_REACHED:
        return Span(text, "future")
    return Span(text, "own" if is_user_code(stage, name) else "strong" if name == "request" else "")


def _fact(seen: RowSeen) -> tuple[Span, ...]:
    look = "raised" if seen.cell.state is State.RAISED else "muted"
    return (Span(f"  {seen.said}", look),) if seen.said else ()


def _right(seen: RowSeen, stage: str, name: str) -> tuple[Span, ...]:
    """Where it runs, when that has changed or is what the row is about; then how long it took, ■ where it was held."""
    cell = seen.cell
    took = "" if cell.duration is None else duration(cell.duration)
    is_over = cell.state not in (State.ENTERED, State.OPEN)
    if not is_over:
        took = ""
    held = f" {Mark.HELD.value}" if seen.was_held and took else ""
    right = Span(f"{held}{took:>{_DURATION_WIDTH}}", "muted")
    if cell.place is None:
        return (right,)
    if cell.switched:
        return Span(SWITCH + where(cell.place), "switch"), right
    tells_place = (stage == "view" and is_user_code(stage, name)) or name in ("exchange", "application")
    return (Span(where(cell.place), "place"), right) if tells_place else (right,)
