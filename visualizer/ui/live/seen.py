"""What a live session shows beside its events, as frozen data: what each lane does, who waits, how to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visualizer.replay import Score
from visualizer.trace import Event

if TYPE_CHECKING:  # A recording is looked at without the lab.
    from visualizer.lab import BreakOn, Doing


@dataclass(frozen=True, slots=True)
class LaneSeen:
    """One lane."""

    name: str
    doing: Doing
    held: tuple[Event, ...]
    """Where chosen exchanges wait, as the trace has it."""
    backlog: int | None
    """How many clients wait in the kernel to be accepted; None where the system does not tell."""
    curl: str
    """The command that asks the lane from a shell."""


@dataclass(frozen=True, slots=True)
class Seen:
    """All lanes."""

    lanes: tuple[LaneSeen, ...]
    is_stepping: bool
    """Whether chosen exchanges are held at every boundary, or at breakpoints alone."""
    hold_seconds: float
    """How long one is held at the most."""

    @property
    def is_held(self) -> bool:
        """Whether any exchange waits."""
        return any(lane.held for lane in self.lanes)

    @property
    def is_under_way(self) -> bool:
        """Whether any chosen exchange is on its way to a boundary."""
        from visualizer.lab import Doing

        return any(lane.doing is Doing.RUNNING for lane in self.lanes)

    def lane(self, name: str) -> LaneSeen | None:
        """The lane of this name; None for one that does not work."""
        return next((lane for lane in self.lanes if lane.name == name), None)


def held_rows(seen: Seen, score: Score, lane: int) -> frozenset[int]:
    """The rows at which a lane's exchanges wait."""
    lane_seen = seen.lane(score.lanes[lane])
    places = (position_of(score, lane, event) for event in (lane_seen.held if lane_seen else ()))
    return frozenset(score.row_of(lane, place) for place in places if place is not None)


def position_of(score: Score, lane: int, event: Event) -> int | None:
    """Where an event stands in its lane: what is held is among the latest. None where the score has it not yet."""
    events = score.trace.events(score.lanes[lane])
    for position in range(len(score.lane_steps(lane)) - 1, -1, -1):
        if events[position].seq == event.seq and events[position].place.process == event.place.process:
            return position
    return None


def stops_here(breakpoints: tuple[BreakOn, ...], *events: Event | None) -> bool:
    """Whether a breakpoint fits one of these events, and an exchange can be held there."""
    if not breakpoints:
        return False
    from visualizer.lab import cannot_hold

    there = [event for event in events if event is not None and cannot_hold(event) is None]
    return any(stop.fits(event) for stop in breakpoints for event in there)


def holds_elsewhere(events: tuple[Event | None, ...], lane: int) -> bool:
    """Whether a boundary of a row is one that other lanes can hold and this one cannot."""
    from visualizer.lab import cannot_hold

    event = events[lane]
    if event is None or cannot_hold(event) is None:
        return False
    return any(other is not None and cannot_hold(other) is None for other in events)
