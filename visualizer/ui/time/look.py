"""Which stretch of time is looked at, and from where each lane counts it: frozen, and every move gives a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from visualizer.replay import Score, Timeline, Window

Span = tuple[int, int]
"""Two times, ns."""
MARGIN = 0.02
"""How much of its length is left free at either side of an exchange."""


class Start(Enum):
    """Where each lane's time begins; the value says so to the reader."""

    CLOCK = "one clock for all lanes"
    LANE = "each lane from its own beginning"
    EXCHANGE = "each lane from exchange"


class Clock(NamedTuple):
    """Where each lane's time begins, and how far it reaches."""

    origins: tuple[int, ...]
    """The clock, ns, that counts as 0 in each lane."""
    span: Span
    """From the first event of all to the last, or to now, counted so."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The exchanges that a filter has found: the others are drawn thin."""

    words: str
    """The filter."""
    exchanges: Mapping[str, frozenset[int]]
    """The numbers by lane."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at."""

    window: Window
    """Times count from each lane's beginning."""
    start: Start = Start.LANE
    exchange: int = 1
    """The exchange from whose beginning time counts, for Start.EXCHANGE."""
    shows_all: bool = True
    """Whether the window goes on showing all as more is recorded."""
    wanted: Wanted | None = None
    """None: every exchange is."""

    @property
    def said(self) -> str:
        """From where each lane's time counts, in words."""
        return f"{self.start.value} {self.exchange}" if self.start is Start.EXCHANGE else self.start.value

    def fit(self, clock: Clock) -> Look:
        """From the first request to the end."""
        begin = max(clock.span[0], 0) if clock.span[1] > 0 else clock.span[0]
        return replace(self, window=self.window.fit((begin, clock.span[1])), shows_all=True)

    def zoom(self, factor: float, clock: Clock, at: int | None = None) -> Look:
        """`factor` times as much time, around a time that keeps its place."""
        return replace(self, window=self.window.zoom(factor, clock.span, at), shows_all=False)

    def pan(self, columns: int, clock: Clock) -> Look:
        """So many columns later."""
        return replace(self, window=self.window.pan(columns, clock.span), shows_all=False)

    def move(self, nanoseconds: int, clock: Clock) -> Look:
        """So much later."""
        begin, end, columns = self.window
        moved = Window(begin + nanoseconds, end + nanoseconds, columns)
        return replace(self, window=moved.zoom(1, clock.span), shows_all=False)

    def show(self, time: int, clock: Clock) -> Look:
        """The same window if this time is in it, else one around it."""
        window = self.window.show(time, clock.span)
        return self if window == self.window else replace(self, window=window, shows_all=False)

    def frame(self, stretch: Span, clock: Clock) -> Look:
        """This stretch, with a margin."""
        margin = max(round((stretch[1] - stretch[0]) * MARGIN), 1)
        wanted = Window(stretch[0] - margin, stretch[1] + margin, self.window.columns)
        return replace(self, window=wanted.zoom(1, clock.span), shows_all=False)


def clock_of(timeline: Timeline, score: Score, look: Look, until: int | None = None) -> Clock:
    """Where each lane's time begins; `until` is the clock now, where something is still under way."""
    lanes = range(len(score.lanes))
    spans = [timeline.lane_span(lane) for lane in lanes]
    starts = [timeline.exchange_span(1, lane) or spans[lane] for lane in lanes]
    first = min((start[0] for start, span in zip(starts, spans, strict=True) if start and span), default=0)
    origins = tuple(_origin(timeline, look, lane, starts[lane], first) for lane in lanes)
    there = [(span, origin) for span, origin in zip(spans, origins, strict=True) if span]
    begin = min((span[0] - origin for span, origin in there), default=0)
    return Clock(origins, (begin, max((max(span[1], until or 0) - origin for span, origin in there), default=1)))


def _origin(timeline: Timeline, look: Look, lane: int, start: Span | None, first: int) -> int:
    if look.start is Start.CLOCK or start is None:
        return first
    found = timeline.exchange_span(look.exchange, lane) if look.start is Start.EXCHANGE else None
    return (found or start)[0]


def overlap(timeline: Timeline, score: Score) -> bool:
    """Whether lanes worked at the same time, so that one clock shows them side by side."""
    spans = sorted(filter(None, (timeline.lane_span(lane) for lane in range(len(score.lanes)))))
    return any(after[0] < before[1] for before, after in pairwise(spans))
