"""The exchanges of all lanes of a score in one list, by when they began, and what is to be said of some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visualizer.replay import Listed, Listing, Score


class Book:
    """All exchanges of a score; it grows as the score does."""

    def __init__(self, score: Score) -> None:
        self.score = score
        self._listings: list[Listing] = []

    def all(self) -> list[Listed]:
        """All that there are by now, by when they began."""
        for lane in range(len(self._listings), len(self.score.lanes)):
            self._listings.append(Listing(self.score, lane))
        return sorted((one for listing in self._listings for one in listing.all()), key=lambda one: one.begin)

    def step(self, one: Listed) -> int:
        """The step of its first event."""
        return self.score.step_of(self.score.lanes.index(one.lane), one.first)


class Summary(NamedTuple):
    """What some exchanges of one lane come to."""

    lane: str
    total: int
    statuses: tuple[tuple[int | None, int], ...]
    """Each status and how often it was the answer; None where there was none."""
    median: int
    """Of how long they took, ns."""
    slowest: int
    """The 99th percentile, ns: 99 of 100 took as long or less."""


def summaries(exchanges: Sequence[Listed]) -> Iterator[Summary]:
    """Of each lane that has any, in the order of their first."""
    for lane in dict.fromkeys(one.lane for one in exchanges):
        ours = [one for one in exchanges if one.lane == lane]
        counts = Counter(one.status for one in ours)
        statuses = sorted(counts.items(), key=lambda pair: (pair[0] is None, pair[0] or 0))
        took = sorted(one.duration for one in ours)
        yield Summary(lane, len(ours), tuple(statuses), percentile(took, 50), percentile(took, 99))


def percentile(ascending: Sequence[int], percent: int) -> int:
    """The least of them that so many percent of them do not exceed (nearest rank)."""
    return ascending[max(-(-len(ascending) * percent // 100), 1) - 1]
