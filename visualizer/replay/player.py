"""The player: a cursor over the steps of a score, and every way of moving it.

Immutable: each move gives a new player and leaves the old one as it was. It has no clock: playing is a schedule, the
delay to wait before the next `next()`, and whoever has a timer waits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from visualizer.replay.score import Score

START = -1
"""The cursor before the first step."""

TRAIL_LIMIT = 100
"""How many jumps can be taken back."""

SHORTEST, LONGEST = 0.02, 2.0
"""Seconds: the bounds of a delay, so that one can see every step and never waits for a pause of the program."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast to play: steps at an even pace, or the time that really passed, stretched."""

    steps_per_second: float | None = 4.0
    stretch: float = 1_000.0
    """Seconds to play a second that passed, where `steps_per_second` is None."""


@dataclass(frozen=True, slots=True)
class Player:
    """A place in a score. Moves never fail: at either end they stay where they are."""

    score: Score
    cursor: int = START
    """The step that is looked at, START (−1) before the first."""
    stops: tuple[int, ...] = ()
    """The steps at which the lesson stops, ascending."""
    trail: tuple[int, ...] = ()
    """Where the jumps came from, the latest last."""

    @property
    def frontier(self) -> int:
        """The last step that there is, START in an empty trace."""
        return len(self.score.steps) - 1

    @property
    def at_frontier(self) -> bool:
        """Whether "next" has nowhere to go: in live mode it now lets the held exchange go one stage further."""
        return self.cursor >= self.frontier

    @property
    def at_start(self) -> bool:
        """Whether the cursor is before the first step."""
        return self.cursor == START

    @property
    def stop(self) -> int:
        """How many stops lie at or before the cursor: the number, from 1, of the stop that is reached; 0 before any."""
        return bisect_right(self.stops, self.cursor)

    @property
    def at_stop(self) -> bool:
        """Whether the cursor is exactly at a stop."""
        return self.stop > 0 and self.stops[self.stop - 1] == self.cursor

    def with_stops(self, steps: Iterable[int]) -> Player:
        """The same place, with the lesson's stops, in whatever order they come."""
        return replace(self, stops=tuple(sorted(set(steps))))

    def next(self) -> Player:
        """One step on."""
        return self._at(self.cursor + 1)

    def back(self) -> Player:
        """One step back. The server never notices."""
        return self._at(self.cursor - 1)

    def next_stop(self) -> Player:
        """On to the next stop, or to the frontier after the last."""
        return self._at(self.stops[self.stop] if self.stop < len(self.stops) else self.frontier)

    def back_stop(self) -> Player:
        """Back to the stop before, or to the start before the first."""
        before = bisect_left(self.stops, self.cursor)
        return self._at(self.stops[before - 1] if before else START)

    def next_in(self, lane: int) -> Player:
        """On to the next step at which this lane has an event; nowhere if there is none."""
        steps = self.score.lane_steps(lane)
        after = bisect_right(steps, self.cursor)
        return self._at(steps[after]) if after < len(steps) else self

    def back_in(self, lane: int) -> Player:
        """Back to the step before at which this lane has an event, or to the start."""
        steps = self.score.lane_steps(lane)
        before = bisect_left(steps, self.cursor)
        return self._at(steps[before - 1] if before else START)

    def jump(self, step: int) -> Player:
        """To any step, or as near as there is; `undo` comes back from it."""
        return self._jump(step)

    def home(self) -> Player:
        """To before the first step; `undo` comes back from it."""
        return self._jump(START)

    def end(self) -> Player:
        """To the frontier; `undo` comes back from it."""
        return self._jump(self.frontier)

    def undo(self) -> Player:
        """Back to where the latest jump came from; stays where there is none."""
        if not self.trail:
            return self
        return replace(self._at(self.trail[-1]), trail=self.trail[:-1])

    def delay(self, pace: Pace) -> float | None:
        """Seconds until the next step is due; None at the frontier, where playing ends (or waits for more)."""
        if self.at_frontier:
            return None
        if pace.steps_per_second is not None:
            seconds = 1 / pace.steps_per_second
        else:
            seconds = (
                (self.score.time_of(self.cursor + 1) - self.score.time_of(max(self.cursor, 0))) * pace.stretch / 1e9
            )
        return min(max(seconds, SHORTEST), LONGEST)

    def grow(self) -> Player:
        """Take in what the trace has got since, and look at the same event as before.

        Stops and trail stay at their events, too. One who was at the frontier stays there: following is a move.
        """
        places = [self.score.anchor(step) for step in (self.cursor, *self.stops, *self.trail)]
        if not self.score.grow():
            return self
        cursor, *others = [self.score.step_at(place) for place in places]
        stops = tuple(sorted(set(others[: len(self.stops)])))
        return replace(self, cursor=cursor, stops=stops, trail=tuple(others[len(self.stops) :]))

    def _at(self, step: int) -> Player:
        step = min(max(step, START), self.frontier)
        return self if step == self.cursor else replace(self, cursor=step)

    def _jump(self, step: int) -> Player:
        there = self._at(step)
        return there if there is self else replace(there, trail=(*self.trail, self.cursor)[-TRAIL_LIMIT:])
