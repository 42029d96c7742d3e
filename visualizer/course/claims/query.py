"""What a claim may ask of a run: a lane's exchanges, their events found by selectors, and what each event says.

Every answer notes the events that it rests on, so that a claim that fails can name them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise

from visualizer.course.claims.language import ClaimError
from visualizer.replay import Score
from visualizer.replay.selector import LAST, Selector, SelectorError
from visualizer.trace import Event, Trace, plain
from visualizer.vocabulary.stages import STAGES


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

    def attribute(self, name: str) -> object:
        """What the lane knows under this name."""
        if name in STAGES:
            return self.span(name)
        answer = ANSWERS.get(name)
        if answer is not None:
            return answer(self)
        if name in METHODS:
            return Method(name, self)
        raise ClaimError(f"a lane does not know {name!r}{_instead(name, (*ANSWERS, *METHODS, *STAGES))}")

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
        raise Absent(f"{self.lane}’s “{event.stage} {event.name}” has no {name!r}{_instead(name, there)}")

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


@dataclass(frozen=True, slots=True)
class Method:
    """A lane's query that takes arguments, not yet called."""

    name: str
    lane: LaneQuery

    def call(self, arguments: Sequence[object], named: Mapping[str, object]) -> object:
        """The answer."""
        return METHODS[self.name](self.lane, arguments, named)


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


def _statuses(lane: LaneQuery) -> list[object]:
    return [span.attribute("status") for span in lane.spans("client request exit")]


def _status(lane: LaneQuery) -> object:
    return lane.span("client request exit").attribute("status")


def _received(lane: LaneQuery) -> bytes:
    """All bytes that the client read, in their order."""
    pieces = [span.attribute("bytes") for span in lane.spans("client receive")]
    return b"".join(piece for piece in pieces if isinstance(piece, bytes))


def _headers(lane: LaneQuery) -> dict[str, str]:
    """The response's headers as the client got them, names in lower case, the last of equal names."""
    head = _received(lane if lane.exchange else replace(lane, exchange=1)).partition(b"\r\n\r\n")[0]
    fields = [line.partition(":") for line in head.decode("latin-1").split("\r\n")[1:]]
    return {name.lower(): value.strip() for name, _, value in fields}


def _body(lane: LaneQuery) -> bytes:
    """The body's bytes as the application gave them to the server."""
    chunks = [span.attribute("bytes") for span in lane.spans("response chunk")]
    messages = [span.attribute("message") for span in lane.spans("http.response.body")]
    bodies = [message.get("body", b"") for message in messages if isinstance(message, dict)]
    return b"".join(piece for piece in (*chunks, *bodies) if isinstance(piece, bytes))


def _threads(lane: LaneQuery) -> list[str]:
    """The threads that the server used for it, in order of first appearance."""
    threads = dict.fromkeys(lane.run.look(lane.name, index).place.thread for index in lane.events("probe"))
    return list(threads)


def _switches(lane: LaneQuery) -> int:
    threads = [lane.run.look(lane.name, index).place.thread for index in lane.events("probe")]
    return sum(before != after for before, after in pairwise(threads))


def _hops(lane: LaneQuery) -> int:
    return len(_noted(lane.spans("hop sync_to_async"))) + len(_noted(lane.spans("hop async_to_sync")))


def _noted(spans: list[SpanQuery]) -> list[SpanQuery]:
    for span in spans:
        span.run.look(span.lane, span.index)
    return spans


ANSWERS: dict[str, Callable[[LaneQuery], object]] = {
    "status": _status,
    "statuses": _statuses,
    "received": _received,
    "headers": _headers,
    "body": _body,
    "threads": _threads,
    "switches": _switches,
    "hops": _hops,
    "duration": lambda lane: lane.span("socket exchange").attribute("duration"),
}
"""What a lane knows without being asked more, by name."""


def _count(lane: LaneQuery, arguments: Sequence[object], named: Mapping[str, object]) -> int:
    if len(arguments) != 1:
        raise ClaimError('count takes one event in words: count("scope receive", outcome="returned")')
    spans = _noted(lane.spans(arguments[0]))
    return sum(all(span.attribute(name) == value for name, value in named.items()) for span in spans)


def _order(lane: LaneQuery, arguments: Sequence[object], named: Mapping[str, object]) -> bool:
    if len(arguments) < 2 or named:
        raise ClaimError('order takes events in words: order("view exit", "start_response")')
    spans = _noted([lane.span(words) for words in arguments])
    events = [lane.run.trace.events(lane.name)[span.index] for span in spans]
    # Of one process its own order counts; between processes the clock that they share.
    places = [(event.time, event.seq if len({e.place.process for e in events}) == 1 else 0) for event in events]
    return all(before < after for before, after in pairwise(places))


def _overlap(lane: LaneQuery, arguments: Sequence[object], named: Mapping[str, object]) -> bool:
    if len(arguments) != 2 or named:
        raise ClaimError('overlap takes two spans in words: overlap("view", "second scope receive")')
    (first_begin, first_end), (second_begin, second_end) = [lane.span(words).span() for words in arguments]
    return first_begin < second_end and second_begin < first_end


def _between(lane: LaneQuery, arguments: Sequence[object], named: Mapping[str, object]) -> int:
    if len(arguments) != 2 or named:
        raise ClaimError('between takes two events in words: between("first chunk", "last chunk")')
    first, last = _noted([lane.span(words) for words in arguments])
    events = lane.run.trace.events(lane.name)
    return events[last.index].time - events[first.index].time


def _each(lane: LaneQuery, arguments: Sequence[object], named: Mapping[str, object]) -> list[object]:
    if len(arguments) != 2 or not isinstance(arguments[1], str) or named:
        raise ClaimError('each takes an event in words and what to know of each: each("middleware", "thread")')
    return [span.attribute(arguments[1]) for span in lane.spans(arguments[0])]


METHODS: dict[str, Callable[[LaneQuery, Sequence[object], Mapping[str, object]], object]] = {
    "count": _count,
    "order": _order,
    "overlap": _overlap,
    "between": _between,
    "each": _each,
}
"""A lane's queries that take arguments."""


def _instead(word: str, words: Sequence[str]) -> str:
    close = get_close_matches(word, words, 2)
    return f"; did you mean {' or '.join(dict.fromkeys(close))}?" if close else ""
