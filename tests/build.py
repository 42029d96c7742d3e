"""Makes traces by hand, for tests and for the golden files: what a lane would have reported, one call an event.

lane = Builder("wsgi")
lane.enter("view", "hello", view="demo.views.hello", mode="sync")
lane.leave("view", "hello", status=200)
trace = trace_of(lane)
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec

from visualizer.trace import Event, Header, Outcome, Phase, Place, Scenario, Source, SourceFile, Stage, Trace, Value
from visualizer.trace.event import Observer
from visualizer.vocabulary.values import encode


class Builder:
    """Makes the events of one lane in order; its public attributes say when and where the next one happens.

    `acts` of each call is the statement that the event reports; the keyword arguments are the event's data.
    """

    def __init__(self, lane: str, *, time: int = 1_000_000_000, step: int = 20_000) -> None:
        self.lane = lane
        self.time = time
        """Of the next event, ns."""
        self.step = step
        """How far the clock moves with each event, ns."""
        self.connection: int | None = 1
        self.exchange: int | None = 1
        self.place = Place(1, "MainThread", None)
        self.observer: Observer = "probe"
        self.events: list[Event] = []
        """All events so far."""
        self._seq: dict[int, int] = {}

    def enter(self, stage: Stage, name: str, acts: Source | None = None, **data: object) -> Event:
        """The beginning of a span."""
        return self._event(stage, name, "enter", None, acts, data)

    def leave(
        self, stage: Stage, name: str, outcome: Outcome = "returned", acts: Source | None = None, **data: object
    ) -> Event:
        """The end of a span."""
        return self._event(stage, name, "exit", outcome, acts, data)

    def point(self, stage: Stage, name: str, acts: Source | None = None, **data: object) -> Event:
        """What has no extent in time."""
        return self._event(stage, name, "point", None, acts, data)

    @contextmanager
    def at(self, place: Place, observer: Observer | None = None) -> Iterator[None]:
        """What is reported inside happens at `place`, as seen by `observer`."""
        before = self.place, self.observer
        self.place, self.observer = place, observer or self.observer
        yield
        self.place, self.observer = before

    @contextmanager
    def request(self, connection: int | None, exchange: int | None) -> Iterator[None]:
        """What is reported inside belongs to this exchange; (None, None) for what belongs to none."""
        before = self.connection, self.exchange
        self.connection, self.exchange = connection, exchange
        yield
        self.connection, self.exchange = before

    def _event(
        self,
        stage: Stage,
        name: str,
        phase: Phase,
        outcome: Outcome | None,
        acts: Source | None,
        data: dict[str, object],
    ) -> Event:
        seq = self._seq[self.place.process] = self._seq.get(self.place.process, 0) + 1
        event = Event(
            seq=seq,
            time=self.time,
            lane=self.lane,
            connection=self.connection,
            exchange=self.exchange,
            stage=stage,
            name=name,
            phase=phase,
            outcome=outcome,
            place=self.place,
            data={key: value_of(value) for key, value in data.items()},
            source=acts,
            observer=self.observer,
        )
        self.time += self.step
        self.events.append(event)
        return event


def value_of(value: object) -> Value:
    """A Python value as the trace holds it, by way of the vocabulary's encoding."""
    decoded: Value = msgspec.convert(encode(value), Value)
    return decoded


def source_file(number: int, name: str, text: str) -> SourceFile:
    """A source file with its text embedded."""
    return SourceFile(number=number, name=name, hash=hashlib.sha256(text.encode()).hexdigest(), text=text)


def statement(file: SourceFile, beginning: str, lines: int = 1) -> Source:
    """The first statement of `file` that begins with `beginning`; it takes so many lines."""
    assert file.text is not None
    for number, line in enumerate(file.text.splitlines(), start=1):
        if line.strip().startswith(beginning):
            return Source(file.number, number, number + lines - 1)
    raise LookupError(f"{file.name} has no line that begins with {beginning!r}")


def trace_of(
    *lanes: Builder, name: str = "test", sources: Iterable[SourceFile] = (), header: Header | None = None
) -> Trace:
    """The trace of these lanes, whose events are as the builders hold them."""
    trace = Trace(header or Header(scenario=Scenario(name, tuple(lane.lane for lane in lanes))))
    for source in sources:
        trace.add_source(source)
    for lane in lanes:
        for event in lane.events:
            trace.append(event)
    return trace
