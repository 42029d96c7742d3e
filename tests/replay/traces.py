"""Traces for the tests of this folder: small ones made on purpose, and any at all."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.build import Builder, trace_of
from visualizer.trace import Event, Header, Outcome, Phase, Place, Scenario, Stage, Trace
from visualizer.trace.event import Observer

MAIN = Place(1, "MainThread", None)
WORKER = Place(1, "worker-1", None)
CLIENT = Place(2, "MainThread", None)


def task(number: int, thread: str = "MainThread") -> Place:
    """A task of a loop."""
    return Place(1, thread, f"Task-{number}")


def plain_request(lane: Builder, view: str = "hello") -> None:
    """A request through one middleware, all in one thread, with the client's part around it."""
    with lane.at(CLIENT, "client"):
        lane.enter("client", "request")
        lane.point("client", "send", bytes=b"GET", size=3)
    lane.enter("socket", "exchange")
    lane.point("socket", "recv", bytes=b"GET", size=3)
    lane.enter("environ", "application", environ={"PATH_INFO": "/"})
    lane.enter("middleware", "Outer")
    lane.enter("view", view)
    lane.leave("view", view)
    lane.leave("middleware", "Outer")
    lane.point("response", "start_response", status="200 OK", headers=[])
    lane.leave("environ", "application")
    lane.point("response", "chunk", bytes=b"hi", size=2)
    lane.point("socket", "send", bytes=b"HTTP hi", size=7)
    lane.leave("socket", "exchange")
    with lane.at(CLIENT, "client"):
        lane.point("client", "receive", bytes=b"HTTP hi", size=7)
        lane.leave("client", "request")


def requests(name: str, count: int) -> Builder:
    """A lane of so many plain requests, each on a connection of its own."""
    lane = Builder(name)
    for number in range(1, count + 1):
        with lane.request(number, number):
            plain_request(lane)
    return lane


NAMES: Sequence[tuple[Stage, str]] = (
    ("client", "request"),
    ("client", "receive"),
    ("socket", "exchange"),
    ("socket", "recv"),
    ("socket", "send"),
    ("environ", "application"),
    ("scope", "application"),
    ("scope", "receive"),
    ("middleware", "Outer"),
    ("middleware", "hop sync_to_async"),
    ("middleware", "hop async_to_sync"),
    ("view", "hello"),
    ("view", "SQL SELECT"),
    ("response", "start_response"),
    ("response", "http.response.start"),
    ("response", "http.response.body"),
    ("response", "close"),
    ("lane", "sample"),
)
PHASES: Sequence[Phase] = ("enter", "exit", "point")
OUTCOMES: Sequence[Outcome] = ("returned", "raised", "cancelled")
OBSERVER: Observer = "probe"


@st.composite
def events(draw: st.DrawFn, lane: str) -> list[Event]:
    """Any events of a lane, in any order: overlapping exchanges, exits without enters and the other way round."""
    made = []
    for seq in range(1, draw(st.integers(0, 25)) + 1):
        stage, name = draw(st.sampled_from(NAMES))
        phase = draw(st.sampled_from(PHASES))
        connection = draw(st.sampled_from((None, 1, 2)))
        made.append(
            Event(
                seq=seq,
                time=seq * draw(st.integers(1, 9)),
                lane=lane,
                connection=connection,
                exchange=draw(st.sampled_from((None, 1, 2))),
                stage=stage,
                name=name,
                phase=phase,
                outcome=draw(st.sampled_from(OUTCOMES)) if phase == "exit" else None,
                place=draw(st.sampled_from((MAIN, WORKER, task(1), CLIENT))),
                data={"size": draw(st.integers(0, 2))},
                source=None,
                observer=OBSERVER,
            )
        )
    return made


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    """Any trace of one to three lanes."""
    names = draw(st.sampled_from((("one",), ("one", "two"), ("one", "two", "three"))))
    return filled(names, [draw(events(name)) for name in names])


@st.composite
def orderly_traces(draw: st.DrawFn) -> Trace:
    """Traces of plain requests, one after the other, of which a lane may have fewer than another."""
    return trace_of(*(requests(name, draw(st.integers(0, 4))) for name in ("one", "two")))


def filled(names: Sequence[str], lanes: Sequence[Sequence[Event]]) -> Trace:
    """A trace of these events."""
    trace = Trace(Header(scenario=Scenario("test", tuple(names))))
    for lane in lanes:
        for event in lane:
            trace.append(event)
    return trace
