"""Two runs side by side, or two lanes of one: aligned by the one aligner, level by level the same or not.

Exchange by exchange, the events of none (a start, a lifespan) first. Between two levels that both have, what only the
left one has comes before what only the right one has, as in a diff. Comparing two ways round gives the same, with left
and right exchanged.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from visualizer.replay.data import Change
from visualizer.replay.pairing import Codes, Pair, Run, Side, pairs
from visualizer.replay.said import CUT_BY_THE_KERNEL, changes, says_otherwise
from visualizer.replay.score import Lazy
from visualizer.replay.shape import NONE
from visualizer.trace import Event, Value


class Verdict(Enum):
    """How two runs stand to each other at a level."""

    SAME = "same"
    DIFFERS = "differs"
    """Both have the event, and it says something else."""
    ONLY_LEFT = "only left"
    ONLY_RIGHT = "only right"


class Level(NamedTuple):
    """One line of the comparison."""

    number: int
    """Its place in `Comparison.levels`."""
    verdict: Verdict
    left: int | None
    """The event's position in the left run's lane; None where it has none."""
    right: int | None
    exchanges: tuple[int | None, int | None]
    """Which exchange of either run it belongs to, from 1; None for what belongs to none, or has no partner."""
    depth: int
    """How many middleware and view spans are around it."""
    diverges: bool
    """Whether it counts as a divergence: not the same, and not just a read that the kernel cut differently."""


class Group(NamedTuple):
    """The levels of two exchanges that are compared, or of what belongs to none."""

    begin: int
    """The first of its levels."""
    end: int
    """The level after its last."""
    exchanges: tuple[int | None, int | None]
    """Which exchange of either run, from 1; both None for what belongs to none, one for what has no partner."""


_VERDICTS = tuple(Verdict)
_SAME, _DIFFERS, _LEFT, _RIGHT = range(4)


class Comparison:
    """The levels of two runs. Made in one pass over both; what differs is named when it is asked for."""

    def __init__(self, left: Run, right: Run) -> None:
        codes = Codes()
        self._sides = Side(left, codes), Side(right, codes)
        self._verdicts = bytearray()
        self._events = array("i"), array("i")
        self._groups: list[Pair] = []
        self._begins = array("i")
        for exchanges, events in pairs(*self._sides):
            begin = len(self._verdicts)
            self._take(events)
            if len(self._verdicts) > begin:
                self._groups.append(exchanges)
                self._begins.append(begin)
        self._levels_of = self._turned_round(0), self._turned_round(1)
        self.divergences: Sequence[int] = array("i", filter(self._diverges, range(len(self._verdicts))))
        """The numbers of the levels that diverge, ascending."""
        self.levels: Sequence[Level] = Lazy(lambda: len(self._verdicts), self._level)
        """All levels, made when asked for."""
        self.groups: Sequence[Group] = Lazy(lambda: len(self._groups), self._group)
        """The exchanges, as they were paired, those that have levels."""

    @property
    def first(self) -> int | None:
        """The first level that diverges; None where the runs are the same."""
        return self.divergences[0] if self.divergences else None

    def next(self, level: int) -> int | None:
        """The first divergence after a level (−1: of all); None after the last."""
        at = bisect_right(self.divergences, level)
        return self.divergences[at] if at < len(self.divergences) else None

    def previous(self, level: int) -> int | None:
        """The last divergence before a level; None before the first."""
        at = bisect_left(self.divergences, level)
        return self.divergences[at - 1] if at else None

    def left(self, level: int) -> Event | None:
        """The left run's event at a level."""
        return self._event(0, self._events[0][level])

    def right(self, level: int) -> Event | None:
        """The right run's event at a level."""
        return self._event(1, self._events[1][level])

    def changes(self, level: int) -> tuple[Change, ...]:
        """The values that differ at a level, left as `before` and right as `after`; none where only one has it."""
        left, right = self.left(level), self.right(level)
        return () if left is None or right is None else changes(left, right)

    def level_of(self, position: int, *, right: bool = False) -> int:
        """The level at which the event at a position of the left (or right) run's lane stands."""
        return self._levels_of[right][position]

    def group_of(self, level: int) -> int:
        """The place in `groups` of the one that a level belongs to."""
        return bisect_right(self._begins, level) - 1

    def line(self, exchange: int, *, right: bool = False) -> Value:
        """The request line of an exchange of the left (or right) run, or what the server read of it."""
        return self._sides[right].line(exchange)

    def counts(self) -> dict[Verdict, int]:
        """How many levels there are of each verdict."""
        return {verdict: self._verdicts.count(number) for number, verdict in enumerate(_VERDICTS)}

    def _take(self, events: Sequence[Pair]) -> None:
        alone: list[Pair] = []
        mine, others = (side.events for side in self._sides)
        for left, right in events:
            if left == NONE or right == NONE:
                alone.append((left, right))
                continue
            self._only(alone)
            alone = []
            self._add(left, right, _DIFFERS if says_otherwise(mine[left], others[right]) else _SAME)
        self._only(alone)

    def _only(self, alone: Sequence[Pair]) -> None:
        """Levels that one of the two alone has: the left one's first."""
        for left, _ in alone:
            if left != NONE:
                self._add(left, NONE, _LEFT)
        for _, right in alone:
            if right != NONE:
                self._add(NONE, right, _RIGHT)

    def _add(self, left: int, right: int, verdict: int) -> None:
        self._events[0].append(left)
        self._events[1].append(right)
        self._verdicts.append(verdict)

    def _turned_round(self, side: int) -> array[int]:
        """For each event of a side its level."""
        found = array("i", [NONE]) * len(self._sides[side].events)
        for level, position in enumerate(self._events[side]):
            if position != NONE:
                found[position] = level
        return found

    def _diverges(self, level: int) -> bool:
        verdict = self._verdicts[level]
        if verdict in (_SAME, _DIFFERS):
            return verdict == _DIFFERS
        event = self.left(level) or self.right(level)
        return event is not None and (event.stage, event.name) not in CUT_BY_THE_KERNEL

    def _event(self, side: int, position: int) -> Event | None:
        return None if position == NONE else self._sides[side].events[position]

    def _level(self, number: int) -> Level:
        left, right = (events[number] for events in self._events)
        side, position = (0, left) if left != NONE else (1, right)
        return Level(
            number,
            _VERDICTS[self._verdicts[number]],
            None if left == NONE else left,
            None if right == NONE else right,
            _numbers(self._groups[self.group_of(number)]),
            self._sides[side].key(position).depth,
            self._diverges(number),
        )

    def _group(self, number: int) -> Group:
        following = number + 1
        end = self._begins[following] if following < len(self._begins) else len(self._verdicts)
        return Group(self._begins[number], end, _numbers(self._groups[number]))


def _numbers(exchanges: Pair) -> tuple[int | None, int | None]:
    left, right = exchanges
    return (left if left > 0 else None, right if right > 0 else None)
