"""A number as it changes in time: what it is at a moment, and the most that it is in a stretch, however many changes.

Blocks of changes keep their peak, so a stretch costs its two ends and a look at each block between them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from visualizer.replay.shape import NONE

BLOCK = 64
"""Changes whose peak is kept together."""


class Counter:
    """0 before its first change. Changes come in the order of the trace, which is nearly that of the clock."""

    def __init__(self) -> None:
        self._times = array("q")
        self._values = array("q")
        self._events = array("i")
        self._peaks: list[int] = []

    def __len__(self) -> int:
        return len(self._times)

    def add(self, time: int, more: int, event: int = NONE) -> None:
        """From this time on it is so much more; `event` is the position of what says so."""
        at = bisect_right(self._times, time)
        self._put(at, time, (self._values[at - 1] if at else 0) + more, event)
        for later in range(at + 1, len(self)):
            self._values[later] += more
        self._renew(at)

    def set(self, time: int, value: int, event: int = NONE) -> None:
        """From this time on it is that, until the next change."""
        at = bisect_right(self._times, time)
        self._put(at, time, value, event)
        self._renew(at)

    @property
    def latest(self) -> int:
        """What it is in the end."""
        return self._values[-1] if self._values else 0

    @property
    def highest(self) -> int:
        """The most that it ever was."""
        return max(self._peaks, default=0)

    def at(self, time: int) -> int:
        """What it is at a time."""
        found = bisect_right(self._times, time)
        return self._values[found - 1] if found else 0

    def within(self, begin: int, end: int) -> tuple[int, int | None]:
        """The most that it is from `begin` to before `end`, and the latest event that changed it by then, if any."""
        return self.over((begin, end))[0]

    def over(self, edges: Sequence[int]) -> list[tuple[int, int | None]]:
        """The same of each stretch between two neighbouring edges."""
        times = self._times
        found: list[tuple[int, int | None]] = []
        before = NONE, NONE
        first = bisect_right(times, edges[0])
        for edge in edges[1:]:
            last = max(bisect_left(times, edge), first)  # Of an empty stretch: what it is at its beginning.
            found.append(found[-1] if (first, last) == before else self._between(first, last))
            before = first, last
            first = last if last == len(times) or times[last] != edge else bisect_right(times, edge)
        return found

    def _between(self, first: int, last: int) -> tuple[int, int | None]:
        """What it is before the change `first`, and all until before `last`."""
        if not last:
            return 0, None
        event = self._events[last - 1]
        return self._peak(max(first - 1, 0), last, begins_at_zero=not first), None if event == NONE else event

    def _peak(self, first: int, last: int, *, begins_at_zero: bool) -> int:
        """The highest of the changes from `first` to before `last`."""
        left, right = -(-first // BLOCK), last // BLOCK
        if left >= right:
            found = max(self._values[first:last])
        else:
            ends = [*self._values[first : left * BLOCK], *self._values[right * BLOCK : last]]
            found = max([*ends, *self._peaks[left:right]])
        return max(found, 0) if begins_at_zero else found

    def _put(self, at: int, time: int, value: int, event: int) -> None:
        self._times.insert(at, time)
        self._values.insert(at, value)
        self._events.insert(at, event)

    def _renew(self, at: int) -> None:
        """The peaks of the blocks from this change on."""
        first = at // BLOCK
        del self._peaks[first:]
        for begin in range(first * BLOCK, len(self), BLOCK):
            self._peaks.append(max(self._values[begin : begin + BLOCK]))
