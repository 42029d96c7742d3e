"""Stretches of time that may overlap, asked for by column: how many there are, and which of them began last.

Begins and ends are kept sorted apart, so a question costs bisections, however many stretches there are.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise

FOREVER = sys.maxsize
NONE_THERE: tuple[int, int | None] = (0, None)


class Intervals:
    """Stretches of the clock, each with the event that began it."""

    def __init__(self) -> None:
        self._begins = array("q")
        self._events = array("i")
        self._closed = array("q")
        """When each ended, FOREVER for one that has not."""
        self._ends: list[int] = []

    def __len__(self) -> int:
        return len(self._begins)

    def begin(self, time: int, event: int) -> None:
        """A stretch begins."""
        self._put(time, FOREVER, event)

    def end(self, event: int, time: int) -> None:
        """The stretch that this event began has ended."""
        at = next(at for at in reversed(range(len(self))) if self._events[at] == event)
        self._closed[at] = time
        insort(self._ends, time)

    def add(self, begin: int, end: int, event: int) -> None:
        """A whole stretch."""
        self._put(begin, end, event)
        insort(self._ends, end)

    def within(self, begin: int, end: int) -> tuple[int, int | None]:
        """How many stretches there are between two times, and the event of the one that began last; None without any.

        A stretch that ends exactly at `begin` is over.
        """
        return self.over((begin, end))[0]

    def over(self, edges: Sequence[int]) -> list[tuple[int, int | None]]:
        """The same of each stretch between two neighbouring edges."""
        begins, ends = self._begins, self._ends
        found: list[tuple[int, int | None]] = []
        for begin, end in pairwise(edges):
            begun = bisect_left(begins, end)
            count = begun - bisect_right(ends, begin)
            found.append((count, self._last(begun, begin)) if count > 0 else NONE_THERE)
        return found

    def _last(self, begun: int, begin: int) -> int:
        """The event of the last of the first `begun` that was not over at `begin`."""
        while self._closed[begun - 1] <= begin:
            begun -= 1
        return self._events[begun - 1]

    def _put(self, begin: int, end: int, event: int) -> None:
        at = bisect_right(self._begins, begin)
        self._begins.insert(at, begin)
        self._events.insert(at, event)
        self._closed.insert(at, end)
