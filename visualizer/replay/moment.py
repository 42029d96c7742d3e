"""One lane at a cursor: where it stands, found by bisection, from which every pane works out what it shows."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from visualizer.replay.label import Label
from visualizer.replay.score import Score
from visualizer.replay.shape import NONE, Exchange, Shape
from visualizer.trace import Event, Place


class Moment:
    """A lane at the moment that a cursor looks at. Its positions count the lane's events from 0."""

    __slots__ = ("at", "begin", "event_list", "exchange", "index", "last", "reached", "score", "shape")

    def __init__(self, score: Score, lane: int, step: int, exchange: int) -> None:
        """`exchange` is counted in the step's block; a step of −1 is before everything."""
        layout = score.layout
        block, local = layout.local_step(max(step, 0))
        alignment = layout.alignments[block]
        self.score = score
        self.index = layout.indexes[lane]
        self.event_list = self.index.events
        self.shape: Shape = alignment.shapes[lane]
        self.begin = layout.blocks[block].begins[lane]
        """The position of the block's first event; the shape's positions count from there."""
        self.exchange: Exchange = self.shape.exchanges.get(exchange) or _NOTHING
        """The exchange that is looked at, as the shape knows it."""
        self.reached = self.begin + (alignment.reached[lane][local] if step >= 0 else 0)
        """How many events of the lane are at or before the cursor."""
        at = alignment.steps[lane][local] if step >= 0 else NONE
        self.at = NONE if at == NONE else self.begin + at
        """The event exactly at the cursor, or NONE."""
        self.last = self.latest(self.exchange.events)
        """The latest event of the exchange at or before the cursor, or NONE."""

    def count(self, positions: array[int]) -> int:
        """How many of a shape's positions the cursor has reached."""
        return bisect_right(positions, self.reached - 1 - self.begin)

    def latest(self, positions: array[int]) -> int:
        """The last of a shape's positions that the cursor has reached, as a lane's position, or NONE."""
        count = self.count(positions)
        return self.begin + positions[count - 1] if count else NONE

    def event(self, position: int) -> Event:
        """The event at a position."""
        return self.event_list[position]

    def label(self, position: int) -> Label:
        """What the event at a position reports."""
        return self.index.labels.all[self.index.label[position]]

    def place(self, position: int) -> Place:
        """Where the event at a position happened."""
        return self.index.places.all[self.index.place[position]]

    def partner(self, position: int) -> int:
        """The other end of a span, or NONE."""
        found = self.shape.partner[position - self.begin]
        return NONE if found == NONE else self.begin + found

    def parent(self, position: int) -> int:
        """The innermost span around an event, or NONE."""
        found = self.shape.parent[position - self.begin]
        return NONE if found == NONE else self.begin + found

    @property
    def now(self) -> int | None:
        """The clock at the lane's last event at or before the cursor, ns; None before the first."""
        return self.index.time[self.reached - 1] if self.reached else None

    def stack(self) -> list[int]:
        """The spans that are open in the server at the cursor, the outermost first."""
        last = self.latest(self.exchange.server)
        if last == NONE:
            return []
        span = last if self.label(last).is_enter else self.parent(last)
        spans = []
        while span != NONE:
            spans.append(span)
            span = self.parent(span)
        return spans[::-1]


_NOTHING = Exchange()
