"""What was held in a lane: at which event, from when to when, and why it ended; a fold over what the sampler saw.

A hold begins with the event at which it waits. It ends when the program has seen that it does, or a moment before, with
the next event at the same place. What is new is taken in, and no sample is looked at twice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from visualizer.replay.index import LaneIndex
from visualizer.trace import Event, Trace, plain


class Hold(NamedTuple):
    """An exchange that waits at one of its events, or has waited."""

    event: int
    """The event's position in the lane."""
    exchange: int
    begin: int
    """The clock at that event, ns."""
    end: int | None = None
    """The clock when it was over; None of one that waits, and where the trace ends before it does."""
    by: str = ""
    """Why it ended: one of names.HOLD_ENDS; empty where it has not."""

    @property
    def duration(self) -> int | None:
        """How long it waited, ns; None where it has not ended."""
        return None if self.end is None else self.end - self.begin


class Holds:
    """Those of one lane, in the order in which they began."""

    def __init__(self, index: LaneIndex, trace: Trace, lane: str, parent: Callable[[int], int | None]) -> None:
        """`parent` gives the span around an event, as `Score.parent` does."""
        self.index = index
        self._trace = trace
        self._lane = lane
        self._parent = parent
        self._taken = 0
        self._all: list[Hold] = []
        self._open: dict[tuple[object, object], int] = {}
        """The place in the list of each that waits, by the process and the seq of its event."""
        self._last: int | None = None
        self._around: set[int] = set()
        """The enters of all spans within which anything was held."""

    def all(self) -> list[Hold]:
        """All that there are by now."""
        for sample in self._trace.samples(self._lane)[self._taken :]:
            if sample.name == "hold" and not self._take(sample):
                break  # The index has not come so far.
            self._taken += 1
        return self._all

    def at(self, event: int) -> Hold | None:
        """What waited at this event; None where nothing did."""
        return next((hold for hold in reversed(self.all()) if hold.event == event), None)

    def last(self) -> Hold | None:
        """The one that ended last; None as long as none has."""
        self.all()
        return None if self._last is None else self._all[self._last]

    def lengthened(self, enter: int) -> bool:
        """Whether the span that begins there was held, itself or inside of it: its time is not its own then."""
        self.all()
        return enter in self._around

    def client_left(self, hold: Hold) -> bool:
        """Whether the client had left before the hold ended, or has by now."""
        events, last = self.index.events, self.index.last[hold.exchange]
        after = (events[position] for position in range(hold.event + 1, last + 1))
        return any(_is_leaving(event) and (hold.end is None or event.time <= hold.end) for event in after)

    def _take(self, sample: Event) -> bool:
        """Take in a beginning or an end; False of one whose event is not in the index yet."""
        key = sample.data.get("process"), sample.data.get("seq")
        if sample.phase == "exit":
            if key in self._open:
                self._last = self._open.pop(key)
                hold = self._all[self._last]
                self._all[self._last] = hold._replace(end=self._end(hold, sample.time), by=str(sample.data.get("by")))
            return True
        event = held_at(self.index, sample)
        if event is None:
            return self.index.size == len(self.index.events)
        self._open[key] = len(self._all)
        self._all.append(Hold(event, self.index.exchange[event], self.index.time[event]))
        span = event if self.index.events[event].phase == "enter" else self._parent(event)
        while span is not None:
            self._around.add(span)
            span = self._parent(span)
        return True

    def _end(self, hold: Hold, seen: int) -> int:
        """When it was over: the program sees it some time after the lane goes on."""
        place, times = self.index.place, self.index.time
        for position in range(hold.event + 1, self.index.size):
            if times[position] >= seen:
                break
            if place[position] == place[hold.event]:
                return times[position]
        return seen


def held_at(index: LaneIndex, hold: Event) -> int | None:
    """The position of the event at which a hold waits; None where the lane has it not."""
    seq = hold.data.get("seq")
    for position in range(bisect_right(index.time, hold.time) - 1, -1, -1):
        event = index.events[position]
        if (event.seq, event.exchange, event.observer) == (seq, hold.exchange, "probe"):
            return position
    return None


def _is_leaving(event: Event) -> bool:
    """Whether the client gives its request up, or the application is told that it has gone."""
    if (event.stage, event.name, event.phase) == ("client", "request", "exit"):
        return event.outcome == "cancelled"
    said = plain(event.data["message"]) if event.name == "receive" and "message" in event.data else None
    return isinstance(said, dict) and said.get("type") == "http.disconnect"
