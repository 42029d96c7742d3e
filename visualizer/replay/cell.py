"""What one row shows for one lane at a cursor: how far it is, which way it goes, where it runs and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from visualizer.replay.alignment import Line, Side
from visualizer.replay.index import LaneIndex
from visualizer.replay.label import Label
from visualizer.replay.layout import Layout
from visualizer.replay.score import Score
from visualizer.replay.shape import NONE
from visualizer.trace import Place


class State(Enum):
    """How far a lane is with a row."""

    NOT_REACHED = "not reached"
    ENTERED = "entered"
    """The cursor is at the enter."""
    OPEN = "open"
    """Entered before, not left yet."""
    LEFT = "left"
    """The cursor is at the exit, or at the point."""
    PASSED = "passed"
    RAISED = "raised"
    """Left, at the cursor or before, by an exception."""
    CANCELLED = "cancelled"
    GAP = "gap"
    """The lane has nothing here."""


class Cell(NamedTuple):
    """One row in one lane."""

    state: State
    current: bool
    """Whether the lane has its event at the cursor here."""
    arrow: str
    """`↓` on the way in, `↑` on the way back, empty where it is not reached or a gap."""
    name: str | None
    """The lane's own name for it; None for a gap."""
    stage: str | None
    event: int | None
    """The row's latest event that the cursor has reached in this lane; what it says is `score.event(lane, event)`."""
    duration: int | None
    """ns from enter to exit, or so far while it is open; None for points and for what is not reached."""
    place: Place | None
    """Where it runs: process, thread, task."""
    switched: bool
    """Whether it runs in another thread than what this lane's server did for the exchange just before."""


def where(place: Place) -> str:
    """A place in words: `MainThread`, `loop · Task-3`, `worker-1 loop · Task-1` for a loop in another thread."""
    if place.task is None:
        return place.thread
    return f"loop · {place.task}" if place.thread == "MainThread" else f"{place.thread} loop · {place.task}"


class Glance(NamedTuple):
    """How a lane stands to the cursor: all that its cells need to know."""

    reached: int
    """How many of its events are at or before the cursor."""
    at: int
    """Its event at the cursor, or NONE."""
    now: int
    """Its clock, ns."""


def cells(score: Score, row: int, glances: Sequence[Glance]) -> tuple[Cell, ...]:
    """A row's cells, lane by lane."""
    layout = score.layout
    block, local = layout.local_row(row)
    line = layout.alignments[block].line(local)
    begins = layout.blocks[block].begins
    found = []
    for lane, (glance, side, begin) in enumerate(zip(glances, line.sides, begins, strict=True)):
        if side.label is None:
            found.append(_EXPECTED if _may_come(layout, lane, block, line) else _GAP)
        else:
            found.append(_cell(layout.indexes[lane], glance, side, side.label, begin))
    return tuple(found)


def _cell(index: LaneIndex, glance: Glance, side: Side, label: Label, begin: int) -> Cell:
    reached = glance.reached - begin
    left = NONE != side.leave < reached
    first = begin + (side.leave if side.enter == NONE else side.enter)
    if first >= glance.reached:
        return Cell(State.NOT_REACHED, False, "", label.name, label.stage, None, None, None, False)
    event = begin + side.leave if left else first
    return Cell(
        _state(index, event, label, glance.at, left),
        event == glance.at,
        side.arrow_left if left else side.arrow,
        label.name,
        label.stage,
        event,
        _duration(index, first, event, label, glance.now, left),
        index.places.all[index.place[first]],
        side.switched,
    )


def _state(index: LaneIndex, event: int, label: Label, at: int, left: bool) -> State:
    if left:
        outcome = index.events[event].outcome
        if outcome == "raised":
            return State.RAISED
        if outcome == "cancelled":
            return State.CANCELLED
    elif label.is_enter:
        return State.ENTERED if event == at else State.OPEN
    return State.LEFT if event == at else State.PASSED


def _duration(index: LaneIndex, enter: int, event: int, label: Label, now: int, left: bool) -> int | None:
    if not label.is_enter:
        return None
    return (index.time[event] if left else now) - index.time[enter]


def _may_come(layout: Layout, lane: int, block: int, line: Line) -> bool:
    """Whether a lane that has nothing in a row may still come to it: its exchange runs, and has not got so far."""
    if block != len(layout.blocks) - 1:
        return False
    alignment = layout.alignments[block]
    exchange = alignment.shapes[lane].exchanges.get(line.key.exchange)
    if exchange is None:
        return True
    return exchange.open_roots > 0 and line.step > alignment.step_of[lane][exchange.events[-1]]


_GAP = Cell(State.GAP, False, "", None, None, None, None, None, False)
_EXPECTED = Cell(State.NOT_REACHED, False, "", None, None, None, None, None, False)
