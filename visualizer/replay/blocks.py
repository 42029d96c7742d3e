"""Cuts lanes into blocks: stretches that no exchange crosses in any lane, so that each can be aligned by itself.

Requests one after another give a block each; requests that overlap share one. Events that belong to no exchange go
with the block that follows them, those after the last with the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visualizer.replay.index import LaneIndex


class Block(NamedTuple):
    """A stretch of every lane."""

    first: int
    """The lowest number of its exchanges; one more than the block before had at the most."""
    begins: tuple[int, ...]
    """For each lane the position of its first event."""
    ends: tuple[int, ...]
    """And the position after its last; where both are equal the lane has nothing here."""


def cut(lanes: Sequence[LaneIndex], first: int, begins: tuple[int, ...]) -> Iterator[Block]:
    """The blocks from exchange `first` on, where the lanes go on at `begins`; at least one, if an empty one."""
    highest = max((len(lane.first) for lane in lanes), default=1) - 1
    free = [_free_cuts(lane, first) for lane in lanes]
    lowest = first
    for number in range(first, highest):
        if all(number >= len(lane.first) - 1 or cuts[number - first] for lane, cuts in zip(lanes, free, strict=True)):
            ends = tuple(
                max(lane.last[lowest : number + 1], default=begin - 1) + 1
                for lane, begin in zip(lanes, begins, strict=True)
            )
            yield Block(lowest, begins, ends)
            lowest, begins = number + 1, ends
    yield Block(lowest, begins, tuple(lane.size for lane in lanes))


def _free_cuts(lane: LaneIndex, first: int) -> list[bool]:
    """For each exchange from `first` on: whether those up to it have ended before any that follows begins."""
    free = []
    following = lane.size
    for begin, end in zip(reversed(lane.first[first:]), _reaches(lane, first), strict=True):
        free.append(end < following)
        following = min(following, begin)
    return free[::-1]


def _reaches(lane: LaneIndex, first: int) -> list[int]:
    """For each exchange, the last one first: how far those from `first` up to it reach."""
    reach, reaches = -1, []
    for end in lane.last[first:]:
        reach = max(reach, end)
        reaches.append(reach)
    return reaches[::-1]
