"""A block's alignment: the shapes of all lanes side by side, as rows and steps with local numbers.

Like a shape it is worked out once for all blocks that look the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from visualizer.replay.aligner import Level, align
from visualizer.replay.shape import NONE, Key, Shape


class RowKey(NamedTuple):
    """What a row stands for."""

    exchange: int
    """Counted in the block, from 1; 0 for what belongs to no exchange."""
    meaning: tuple[str, str]
    depth: int
    occurrence: int


@dataclass(frozen=True, slots=True)
class LocalRow:
    """One row; for each lane the position of its events in its shape, or NONE."""

    key: RowKey
    begins: tuple[int, ...]
    """The enter, or the point."""
    ends: tuple[int, ...]
    """The exit."""
    step: int
    """The first step of the row."""


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
        self.rows: list[LocalRow] = []
        self.rows_by_exchange: dict[int, array[int]] = {}
        self._make_rows(levels)

    def key_at(self, step: int) -> Key:
        """What the events at a step stand for."""
        return next(
            shape.keys[positions[step]]
            for shape, positions in zip(self.shapes, self.steps, strict=True)
            if positions[step] != NONE
        )

    def _make_rows(self, levels: Sequence[Level]) -> None:
        numbers: dict[RowKey, int] = {}
        first_steps: list[int] = []
        ends: list[tuple[list[int], list[int]]] = []
        for step, level in enumerate(levels):
            found = self.key_at(step)
            key = RowKey(found.exchange, found.meaning, found.depth, found.occurrence)
            number = numbers.setdefault(key, len(numbers))
            if number == len(ends):
                ends.append(([NONE] * len(self.shapes), [NONE] * len(self.shapes)))
                first_steps.append(step)
            self.row_of.append(number)
            for lane, position in enumerate(level):
                if position is not None:
                    ends[number][found.is_exit][lane] = position
        for key, number in numbers.items():
            begins, exits = ends[number]
            self.rows.append(LocalRow(key, tuple(begins), tuple(exits), first_steps[number]))
            self.rows_by_exchange.setdefault(key.exchange, array("i")).append(number)


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
