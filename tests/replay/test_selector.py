from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import trace_of
from tests.golden.make import golden
from tests.replay.traces import requests
from visualizer.replay import Score, Selector, SelectorError


@pytest.fixture(scope="module")
def both() -> Score:
    return Score(golden("both"))


def told(score: Score, text: str) -> tuple[str, str, str, tuple[int | None, ...]]:
    """What a selector means: stage, name, phase and the events of the step."""
    step = score.steps[Selector.parse(text).resolve(score)]
    row = score.rows[step.row]
    return row.stage, row.name, step.phase, step.events


@pytest.mark.parametrize(
    ("text", "stage", "name", "phase"),
    [
        ("view", "view", "hello", "enter"),
        ("view exit", "view", "hello", "exit"),
        ("hello", "view", "hello", "enter"),
        ("view hello", "view", "hello", "enter"),
        ("URL match", "view", "URL match", "enter"),
        ("view URL match exit", "view", "URL match", "exit"),
        ("SQL", "view", "SQL SELECT", "enter"),
        ("parse", "parse", "head", "enter"),
        ("scope", "environ", "application", "enter"),
        ("environ", "environ", "application", "enter"),
        ("middleware", "middleware", "SessionMiddleware", "enter"),
        ("socket", "socket", "accept", "enter"),
        ("first client", "client", "request", "enter"),
        ("http.response.start", "response", "start_response", "enter"),
        ("  last   client  exit ", "client", "request", "exit"),
        ("signal", "middleware", "signal request_started", "enter"),
        ("last signal", "middleware", "signal request_finished", "enter"),
    ],
)
def test_what_is_meant(both: Score, text: str, stage: str, name: str, phase: str) -> None:
    assert told(both, text)[:3] == (stage, name, phase)


def test_the_second_of_its_name_in_a_lane(both: Score) -> None:
    step = both.steps[Selector.parse("second receive exit in asgi").resolve(both)]
    event = step.events[1]
    assert event is not None
    assert (both.event(1, event).name, both.event(1, event).outcome) == ("receive", "cancelled")


def test_a_lane_decides_where_lanes_end_in_another_order(both: Score) -> None:
    wsgi, asgi = (Selector.parse(f"application exit in {lane}").resolve(both) for lane in both.lanes)
    assert wsgi < asgi
    assert Selector.parse("application exit").resolve(both) == wsgi
    assert Selector.parse("last application exit").resolve(both) == asgi


def test_an_exchange_by_its_number() -> None:
    score = Score(trace_of(requests("one", 12)))
    seventh = Selector.parse("view of exchange 7").resolve(score)
    assert score.rows[score.steps[seventh].row].exchange == 7
    assert Selector.parse("view #7") == Selector.parse("view enter of exchange 7")
    assert Selector.parse("7th view").resolve(score) == seventh == Selector.parse("seventh view").resolve(score)
    assert Selector.parse("12th view").resolve(score) == Selector.parse("last view").resolve(score)


def test_it_is_said_in_full() -> None:
    assert str(Selector.parse("view")) == "first view enter"
    assert str(Selector.parse("last hello exit in asgi of exchange 2")) == "last hello exit in asgi of exchange 2"
    assert [str(Selector.parse(f"{number}th chunk")).split()[0] for number in (10, 11, 21, 22, 23, 24, 112)] == [
        *("tenth", "11th", "21st", "22nd", "23rd", "24th", "112th")
    ]


names = st.sampled_from(["view", "URL match", "http.response.start", "view hello", "SQL", "SessionMiddleware"])
ordinals = st.sampled_from(["", "first ", "third ", "last ", "11th "])
phases = st.sampled_from(["", " enter", " exit"])
lanes = st.sampled_from(["", " in asgi"])
exchanges = st.sampled_from(["", " of exchange 3"])


@given(st.tuples(ordinals, names, phases, lanes, exchanges).map("".join))
def test_what_is_said_in_full_means_the_same(text: str) -> None:
    selector = Selector.parse(text)
    assert Selector.parse(str(selector)) == selector


@given(st.text(max_size=30))
def test_any_text_is_a_selector_or_an_error(text: str) -> None:
    try:
        selector = Selector.parse(text)
    except SelectorError:
        return
    assert selector.what


@pytest.mark.parametrize(
    "text", ["", "  ", "enter", "second", "second exit", "in asgi", "of exchange 2", "last in wsgi"]
)
def test_a_selector_that_names_nothing(text: str) -> None:
    with pytest.raises(SelectorError, match="names no event: say"):
        Selector.parse(text)


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5"])
def test_an_exchange_that_is_no_number(number: str) -> None:
    with pytest.raises(SelectorError, match="an exchange is a number from 1"):
        Selector.parse(f"view of exchange {number}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sesion middleware", "nothing of that name happened; there is SessionMiddleware"),
        ("recieve", "nothing of that name happened; there is receive"),
        ("view in asg", "there is no lane 'asg'; there is asgi"),
        ("view in zzz", "there is no lane 'zzz'; there is wsgi, asgi"),
        ("second view", "`second view enter`: there are only 1"),
        ("view of exchange 4", "there is no exchange 4: there are 1"),
        ("chunk exit", "it has no exit: it is a point, or a span that has not ended"),
        ("scope receive in wsgi", "it happened, but not in that lane or exchange"),
    ],
)
def test_why_nothing_is_meant(both: Score, text: str, says: str) -> None:
    with pytest.raises(SelectorError) as caught:
        Selector.parse(text).resolve(both)
    assert says in str(caught.value)


def test_what_is_not_there_yet_may_be_asked_for() -> None:
    score = Score(trace_of(requests("one", 1)))
    assert Selector.parse("second view").find(score) is None
    assert Selector.parse("last lifespan").find(score) is None
    assert Selector.parse("lifespan").steps(score) == []


def test_without_anything_near_it_says_what_there_is_at_all() -> None:
    with pytest.raises(SelectorError, match="there is request, send, "):
        Selector.parse("zzzzzzzz").resolve(Score(trace_of(requests("one", 1))))
