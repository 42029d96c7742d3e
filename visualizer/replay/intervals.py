"""Stretches of time that may overlap, asked for by column: how many there are at once, and which began last.

Begins and ends are kept sorted apart, so a question costs bisections, however many stretches there are.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right, insort

FOREVER = sys.maxsize


class Intervals:
    """Stretches of the clock, each with the event that began it."""

    def __init__(self) -> None:
        self._begins = array("q")
        self._events = array("i")
        self._ends: list[int] = []

    def __len__(self) -> int:
        return len(self._begins)

    def begin(self, time: int, event: int) -> None:
        """A stretch begins."""
        at = bisect_right(self._begins, time)
        self._begins.insert(at, time)
        self._events.insert(at, event)

    def end(self, time: int) -> None:
        """A stretch that has begun ends."""
        insort(self._ends, time)

    def add(self, begin: int, end: int, event: int) -> None:
        """A whole stretch."""
        self.begin(begin, event)
        self.end(end)

    def within(self, begin: int, end: int) -> tuple[int, int | None]:
        """How many stretches there are between two times, and the event of the one that began last; None without any.

        A stretch that ends exactly at `begin` is over.
        """
        begun = bisect_left(self._begins, end)
        count = begun - bisect_right(self._ends, begin)
        return max(count, 0), self._events[begun - 1] if count > 0 else None
