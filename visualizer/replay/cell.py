"""What one row shows for one lane at a cursor: how far it is, which way it goes, where it runs and for how long."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from visualizer.replay.alignment import LocalRow
from visualizer.replay.index import LaneIndex
from visualizer.replay.label import Label
from visualizer.replay.score import Score
from visualizer.replay.shape import NONE, Exchange, Shape
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
    alignment = layout.alignments[block]
    begins = layout.blocks[block].begins
    found = alignment.rows[local]
    return tuple(
        _cell(score, lane, glance, found, _Stretch(layout.indexes[lane], alignment.shapes[lane], begins[lane], block))
        for lane, glance in enumerate(glances)
    )


class _Stretch(NamedTuple):
    """One lane of a block."""

    columns: LaneIndex
    shape: Shape
    begin: int
    block: int


def _cell(score: Score, lane: int, glance: Glance, row: LocalRow, stretch: _Stretch) -> Cell:
    enter, leave = row.begins[lane], row.ends[lane]
    first = leave if enter == NONE else enter
    if first == NONE:
        return _EXPECTED if _may_come(score, lane, row, stretch) else _GAP
    index, begin = stretch.columns, stretch.begin
    label = index.labels.all[index.label[begin + first]]
    if begin + first >= glance.reached:
        return Cell(State.NOT_REACHED, False, "", label.name, label.stage, None, None, None, False)
    left = leave != NONE and begin + leave < glance.reached
    event = begin + (leave if left else first)
    exchange = stretch.shape.exchanges[row.key.exchange]
    return Cell(
        state=_state(index, event, label, glance.at, left),
        current=event == glance.at,
        arrow=_arrow(label, exchange, first, left),
        name=label.name,
        stage=label.stage,
        event=event,
        duration=_duration(index, begin + first, event, label, glance.now, left),
        place=index.places.all[index.place[begin + first]],
        switched=not label.is_client and _switched(exchange, first),
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


def _arrow(label: Label, exchange: Exchange, first: int, left: bool) -> str:
    """A leaf points the way in which the exchange was going then; what encloses others turns when it is left."""
    back = exchange.response != NONE and first >= exchange.response
    return "↑" if back or (left and not label.is_leaf) else "↓"


def _duration(index: LaneIndex, enter: int, event: int, label: Label, now: int, left: bool) -> int | None:
    if not label.is_enter:
        return None
    return (index.time[event] if left else now) - index.time[enter]


def _switched(exchange: Exchange, local: int) -> bool:
    number = bisect_left(exchange.server, local)
    return number > 0 and exchange.switches[number] > exchange.switches[number - 1]


def _may_come(score: Score, lane: int, row: LocalRow, stretch: _Stretch) -> bool:
    """Whether a lane that has nothing in a row may still come to it: its exchange runs, and has not got so far."""
    layout = score.layout
    if stretch.block != len(layout.blocks) - 1:
        return False
    exchange = stretch.shape.exchanges.get(row.key.exchange)
    if exchange is None:
        return True
    last = layout.alignments[stretch.block].step_of[lane][exchange.events[-1]]
    return exchange.open_roots > 0 and row.step > last


_GAP = Cell(State.GAP, False, "", None, None, None, None, None, False)
_EXPECTED = Cell(State.NOT_REACHED, False, "", None, None, None, None, None, False)
