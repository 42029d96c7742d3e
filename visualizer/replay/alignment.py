"""A block's alignment: the shapes of all lanes side by side, as rows and steps with local numbers.

Like a shape it is worked out once for all blocks that look the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple, cast

from visualizer.replay.aligner import align
from visualizer.replay.label import Label
from visualizer.replay.shape import NONE, Key, Shape


class Side(NamedTuple):
    """One lane's part of a row, as far as it does not depend on the cursor."""

    enter: int
    """Position of the enter or point in the lane's shape, or NONE."""
    leave: int
    """Position of the exit, or NONE."""
    label: Label | None
    """Of the enter, or of the exit where there is no enter; None for a gap."""
    arrow: str
    """While it is inside, or of a point."""
    arrow_left: str
    """Once it is left."""
    switched: bool
    """Whether it runs in another thread than what the server did before."""


class Line(NamedTuple):
    """One row, as far as it does not depend on the cursor."""

    key: Key
    """Of its first event; its exchange is counted in the block, 0 for none."""
    step: int
    """The first step of the row."""
    sides: tuple[Side, ...]
    stages: tuple[str | None, ...]
    """For each lane the stage of its event, None for a gap."""
    names: tuple[str | None, ...]
    """For each lane the name of its event, None for a gap."""


_GAP = Side(NONE, NONE, None, "", "", False)


class Alignment:
    """The steps and rows of one block, where each lane has one of these shapes."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.shapes = tuple(shapes)
        levels = align([shape.keys for shape in shapes], lambda key: cast(Key, key).tier)
        self.steps = [array("i", [_position(level[lane]) for level in levels]) for lane in range(len(shapes))]
        """For each lane: the position of its event at each step, or NONE."""
        self.reached = [_reached(positions) for positions in self.steps]
        """For each lane: how many of its events each step has reached."""
        self.step_of = [
            _step_of(positions, len(shape.keys)) for positions, shape in zip(self.steps, shapes, strict=True)
        ]
        """For each lane: the step of each of its events."""
        self.row_of = array("i")
        """The row of each step."""
        self.first_step = array("i")
        """The step at which each row appears."""
        self.rows_by_exchange: dict[int, array[int]] = {}
        """The rows of each exchange, ascending."""
        self._lines: dict[int, Line] = {}
        self._make_rows(len(levels))
        self._begins, self._ends = self._sorted_out()

    def key_at(self, step: int) -> Key:
        """What the events at a step stand for."""
        return next(
            shape.keys[positions[step]]
            for shape, positions in zip(self.shapes, self.steps, strict=True)
            if positions[step] != NONE
        )

    def line(self, row: int) -> Line:
        """A row, worked out at the first question."""
        found = self._lines.get(row)
        if found is None:
            step = self.first_step[row]
            sides = tuple(self._side(row, lane) for lane in range(len(self.shapes)))
            labels = [side.label for side in sides]
            stages = tuple([label.stage if label else None for label in labels])
            names = tuple([label.name if label else None for label in labels])
            found = self._lines[row] = Line(self.key_at(step), step, sides, stages, names)
        return found

    def _make_rows(self, steps: int) -> None:
        numbers: dict[tuple[object, ...], int] = {}
        for step in range(steps):
            key = self.key_at(step)
            number = numbers.setdefault(key[:4], len(numbers))
            if number == len(self.first_step):
                self.first_step.append(step)
                self.rows_by_exchange.setdefault(key.exchange, array("i")).append(number)
            self.row_of.append(number)

    def _sorted_out(self) -> tuple[list[array[int]], list[array[int]]]:
        """For each lane and row the position of its enter or point, and of its exit; NONE for gaps."""
        begins, ends = ([array("i", [NONE]) * len(self.first_step) for _ in self.shapes] for _ in range(2))
        for lane, (shape, positions) in enumerate(zip(self.shapes, self.steps, strict=True)):
            for step, position in enumerate(positions):
                if position != NONE:
                    (ends if shape.keys[position].is_exit else begins)[lane][self.row_of[step]] = position
        return begins, ends

    def _side(self, row: int, lane: int) -> Side:
        enter, leave = self._begins[lane][row], self._ends[lane][row]
        first = leave if enter == NONE else enter
        if first == NONE:
            return _GAP
        shape = self.shapes[lane]
        exchange = shape.exchanges[shape.keys[first].exchange]
        label = shape.label(first)
        # What the request passes through turns when it is left; all else points the way that the request was going.
        arrow = "↑" if NONE != exchange.turn <= first else "↓"
        arrow_left = "↑" if shape.passed[first] else arrow
        return Side(enter, leave, label, arrow, arrow_left, not label.is_client and exchange.has_switched(first))


def _position(position: int | None) -> int:
    return NONE if position is None else position


def _reached(positions: array[int]) -> array[int]:
    reached = array("i")
    count = 0
    for position in positions:
        count += position != NONE
        reached.append(count)
    return reached


def _step_of(positions: array[int], size: int) -> array[int]:
    steps = array("i", [NONE]) * size
    for step, position in enumerate(positions):
        if position != NONE:
            steps[position] = step
    return steps
