"""What a claim may ask of a lane: its answers by name, and the queries that take arguments."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from visualizer.course.claims.language import ClaimError
from visualizer.course.claims.query import LaneQuery, SpanQuery, instead
from visualizer.vocabulary.stages import STAGES


def ask(lane: LaneQuery, name: str) -> object:
    """What the lane knows under this name. Raises ClaimError where it knows nothing."""
    if name in STAGES:
        return lane.span(name)
    answer = ANSWERS.get(name)
    if answer is not None:
        return answer(lane)
    if name in METHODS:
        return Method(name, lane)
    raise ClaimError(f"a lane does not know {name!r}{instead(name, (*ANSWERS, *METHODS, *STAGES))}")


@dataclass(frozen=True, slots=True)
class Method:
    """A lane's query that takes arguments, not yet called."""

    name: str
    lane: LaneQuery

    def call(self, arguments: Sequence[object], named: Mapping[str, object]) -> object:
        """The answer."""
        return METHODS[self.name](self.lane, arguments, named)


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
