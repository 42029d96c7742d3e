"""The axis: round times, as many as have room, labelled in one unit that suits the latest of them."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from visualizer.replay import Window

ROOM = 12
"""Cells from one tick to the next at the least."""
UNITS = ((9, "s"), (6, "ms"), (3, "µs"), (0, "ns"))
"""Powers of ten, in ns."""


class Tick(NamedTuple):
    """A round time on the axis."""

    column: int
    label: str


def ticks(window: Window) -> list[Tick]:
    """The ticks of a window whose times count from 0."""
    power, step = distance(window)
    first = -(-window.begin // step) * step
    latest = max(abs(window.begin), abs(window.end))
    scale, unit = next((scale, unit) for scale, unit in UNITS if latest >= 10**scale or not scale)
    places = max(scale - power, 0)
    found = []
    for time in range(first, window.end + 1, step):
        column = window.column_of(time)
        if column is not None:
            found.append(Tick(column, f"{time / 10**scale:.{places}f} {unit}" if time else "0"))
    return found


def distance(window: Window) -> tuple[int, int]:
    """The least of 1, 2, 5, 10, 20, … ns that leaves each tick its room, with the power of ten in it."""
    least = max(window.extent * ROOM // max(window.columns, 1), 1)
    return next((power, step * 10**power) for power in count() for step in (1, 2, 5) if step * 10**power >= least)
