from dataclasses import replace

import pytest

from visualizer.lab import Request
from visualizer.lab.manner import Manner
from visualizer.ui.scenarios.plan import FieldError, Plan, Typed, base_of, first_line, parse, sentence

BASE = Request.build("POST", "/echo/", [("X-Note", "mine")], b"body")
TYPED = Typed(first_line(BASE))


def test_the_visits_own_request_is_sent_as_it_is() -> None:
    plan = parse(TYPED, BASE)
    assert plan.request is BASE
    assert [request.data for request in plan.requests()] == [BASE.data] * 20
    assert {request.connection for request in plan.requests()} == set(range(20))


def test_another_request_is_written_as_a_line() -> None:
    plan = parse(replace(TYPED, request="GET /hello/?name=Ada", clients="3", stagger="10", each="2", pace="4"), BASE)
    assert plan.request.line == b"GET /hello/?name=Ada HTTP/1.1"
    assert [request.connection for request in plan.requests()] == [0, 0, 1, 1, 2, 2]
    assert [request.manner for request in plan.requests()[::2]] == [
        Manner(wait=wait, every=0.25) for wait in (0.0, 0.01, 0.02)
    ]
    assert plan.seconds == pytest.approx(0.27)


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"request": "GET"}, "request", "is not a method and a target"),
        ({"clients": "300"}, "clients", "'300' is not a whole number from 1 to 200"),
        ({"clients": "many"}, "clients", "'many' is not a whole"),
        ({"clients": "0"}, "clients", "'0' is not a whole number from 1 to 200"),
        ({"clients": "1.5"}, "clients", "'1.5' is not a whole number"),
        ({"clients": ""}, "clients", "'' is not a whole"),
        ({"stagger": "-1"}, "one after another", "a number of milliseconds up to 60000; 0 is all at once"),
        ({"stagger": "nan"}, "one after another", "is not a number of milliseconds"),
        ({"each": "200"}, "requests each", "4000 requests to a lane are too many: each of 20 clients may send 100"),
        ({"pace": "fast"}, "pace", "'fast' is not a number of requests a second"),
        ({"pace": "0"}, "pace", "leave it empty"),
        ({"each": "100", "pace": "0.1"}, "pace", "that takes 990 s a lane at the least: 300 s is the most"),
        ({"stagger": "60000"}, "one after another", "that takes 1.14e+03 s"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_field(change: dict[str, str], field: str, problem: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse(replace(TYPED, **change), BASE)
    assert caught.value.field == field
    assert str(caught.value).startswith(f"{field}: ")
    assert problem in str(caught.value)


LANES = "to each lane, one lane after the other"


@pytest.mark.parametrize(
    ("plan", "lanes", "parts"),
    [
        (
            Plan(BASE, 20, 0, 1, None),
            2,
            [
                "20 clients come at once; each sends POST /echo/ once, on a connection of its own",
                f": 20 requests {LANES}.",
            ],
        ),
        (
            Plan(BASE, 1, 0, 1, None),
            1,
            ["1 client sends POST /echo/ once, on a connection of its own: 1 request to the lane."],
        ),
        (
            Plan(BASE, 100, 0.01, 5, 2),
            2,
            [
                "100 clients come one every 10 ms; each sends POST /echo/ 5 times on one kept-alive connection",
                f", at most 2 a second: 500 requests {LANES}, at least 2.99 s a lane.",
            ],
        ),
        (
            Plan(BASE, 2, 0.005, 3, None),
            1,
            [
                "2 clients come one every 5 ms; each sends POST /echo/ 3 times on one kept-alive connection",
                ", each as soon as the one before is answered: 6 requests to the lane, at least 5 ms a lane.",
            ],
        ),
    ],
)
def test_a_sentence_says_what_will_happen(plan: Plan, lanes: int, parts: list[str]) -> None:
    assert sentence(plan, lanes) == "".join(parts)


def test_of_a_crowds_requests_one_is_the_base_of_the_next() -> None:
    crowd = parse(replace(TYPED, stagger="5", each="3", pace="10"), BASE).requests()
    assert base_of(crowd[-3:]) == BASE
    assert base_of(()).line == b"GET / HTTP/1.1"
