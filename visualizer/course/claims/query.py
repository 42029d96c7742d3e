"""What a claim may ask of a run: a lane's exchanges, their events found by selectors, and what each event says.

Every answer notes the events that it rests on, so that a claim that fails can name them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from visualizer.course.claims.language import ClaimError
from visualizer.replay import Score
from visualizer.replay.selector import LAST, Selector, SelectorError
from visualizer.trace import Event, Trace, plain


class Absent(Exception):
    """The run has no such event: whatever is claimed of it is false."""


@dataclass(frozen=True, slots=True)
class Looked:
    """An event that an answer rests on."""

    lane: str
    index: int
    """Its place in the lane's list, from 0."""
    event: Event


class Run:
    """A trace to ask."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.score = Score(trace)
        self.looked: list[Looked] = []
        """What the answers since the last `forget` rest on, in order."""
        self.everything: list[Looked] = []
        """The same since the last `begin`: of a whole claim."""

    def begin(self) -> None:
        """Begin a claim."""
        self.looked, self.everything = [], []

    def forget(self) -> None:
        """Begin a part of a claim."""
        self.looked = []

    def lane(self, name: str) -> "LaneQuery":
        """A lane of the run. Raises ClaimError where there is none of that name."""
        if name not in self.score.lanes:
            raise ClaimError(f"there is no lane {name!r}: there is {', '.join(self.score.lanes) or 'none'}")
        return LaneQuery(self, name)

    def look(self, lane: str, index: int) -> Event:
        """The event of a lane at this place, noted."""
        event = self.trace.events(lane)[index]
        self.looked.append(Looked(lane, index, event))
        self.everything.append(self.looked[-1])
        return event


@dataclass(frozen=True, slots=True)
class LaneQuery:
    """A lane, or one exchange of it."""

    run: Run
    name: str
    exchange: int | None = None

    def item(self, key: object) -> "LaneQuery":
        """Of one exchange alone: `asgi[2]`."""
        if not isinstance(key, int) or key < 1 or self.exchange is not None:
            raise ClaimError(f"{self.name}[…] takes the number of an exchange, from 1")
        return replace(self, exchange=key)

    def span(self, words: object) -> "SpanQuery":
        """The event that these words select, as stops do. Raises Absent."""
        selector = self.selector(words)
        found = self.find(selector)
        at = selector.ordinal - 1 if selector.ordinal != LAST else -1
        if not found or at >= len(found):
            raise Absent(
                f"{self.name} has no event “{words}”" + (f" of exchange {self.exchange}" if self.exchange else "")
            )
        return SpanQuery(self.run, self.name, found[at])

    def selector(self, words: object) -> Selector:
        """The selector that these words spell, within this lane and exchange."""
        if not isinstance(words, str):
            raise ClaimError("an event is named in words, as in " + self.name + '("second receive")')
        try:
            selector = Selector.parse(words)
        except SelectorError as error:
            raise ClaimError(str(error)) from None
        if selector.lane is not None:
            raise ClaimError(f"{words!r} names a lane, and {self.name} is one: leave out `in {selector.lane}`")
        return replace(selector, lane=self.name, exchange=self.exchange or selector.exchange)

    def find(self, selector: Selector) -> list[int]:
        """The places in the lane's list of all events that fit, ordinal apart."""
        score = self.run.score
        lane = score.lanes.index(self.name)
        events = (score.steps[step].events[lane] for step in selector.steps(score))
        return [event for event in events if event is not None]

    def spans(self, words: object) -> "list[SpanQuery]":
        """Every event that the words fit."""
        return [SpanQuery(self.run, self.name, index) for index in self.find(self.selector(words))]

    def events(self, *observers: str) -> list[int]:
        """The places of the exchange's events that these observers saw."""
        return [
            index
            for index, event in enumerate(self.run.trace.events(self.name))
            if event.observer in observers and event.exchange is not None and self.exchange in (None, event.exchange)
        ]


@dataclass(frozen=True, slots=True)
class SpanQuery:
    """One event: a point, or a span by its enter or its exit."""

    run: Run
    lane: str
    index: int

    def attribute(self, name: str) -> object:
        """A field of the event, or a value of its data, of the enter or of the exit."""
        event = self.run.look(self.lane, self.index)
        field = _FIELDS.get(name)
        if field is not None:
            return field(self, event)
        for each in (event, self.partner()):
            if each is not None and name in each.data:
                return plain(each.data[name])
        there = [*_FIELDS, *event.data, *(self.partner() or event).data]
        raise Absent(f"{self.lane}’s “{event.stage} {event.name}” has no {name!r}{instead(name, there)}")

    def partner(self) -> Event | None:
        """The exit of this enter or the enter of this exit; None of a point and of what has not ended."""
        score = self.run.score
        found = score.partner(score.lanes.index(self.lane), self.index)
        return None if found is None else self.run.trace.events(self.lane)[found]

    def span(self) -> tuple[int, int]:
        """From when to when, ns; a point begins and ends at once. Raises Absent while it has not ended."""
        event, other = self.run.look(self.lane, self.index), self.partner()
        if other is None and event.phase != "point":
            raise Absent(f"{self.lane}’s “{event.stage} {event.name}” has not ended")
        times = (event.time, other.time if other else event.time)
        return min(times), max(times)


def _outcome(span: SpanQuery, event: Event) -> str | None:
    other = span.partner()
    return event.outcome or (other.outcome if other else None)


def _duration(span: SpanQuery, event: Event) -> int:
    begin, end = span.span()
    return end - begin


_FIELDS: dict[str, Callable[[SpanQuery, Event], object]] = {
    "thread": lambda span, event: event.place.thread,
    "task": lambda span, event: event.place.task,
    "process": lambda span, event: event.place.process,
    "stage": lambda span, event: event.stage,
    "name": lambda span, event: event.name,
    "exchange": lambda span, event: event.exchange,
    "outcome": _outcome,
    "duration": _duration,
}


def instead(word: str, words: Sequence[str]) -> str:
    """What may have been meant by the word; empty where nothing is near."""
    close = get_close_matches(word, words, 2)
    return f"; did you mean {' or '.join(dict.fromkeys(close))}?" if close else ""
