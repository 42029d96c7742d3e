from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.build import Builder, trace_of
from tests.golden.make import golden
from visualizer.replay import FilterError, Listed, Listing, Score, filtered, listing
from visualizer.trace import Outcome, Trace


def exchange(lane: Builder, number: int, target: str, status: int | None, outcome: Outcome = "returned") -> None:
    with lane.request(number, 1):
        lane.enter("socket", "exchange")
        lane.leave("parse", "head", method="GET", target=target.encode())
        lane.enter("view", "hello")
        if status is not None:
            lane.point("response", "start_response", status=f"{status} X", headers=[])
        lane.time += number * 10_000_000
        lane.leave("socket", "exchange", outcome)


def several() -> Sequence[Listed]:
    lane = Builder("wsgi", step=0)
    exchange(lane, 1, "/hello/", 200)
    exchange(lane, 2, "/echo/", 404)
    exchange(lane, 3, "/echo/b", None, "cancelled")
    exchange(lane, 4, "/raise/", 500, "raised")
    with lane.request(5, 1):
        lane.enter("socket", "exchange")
    return listing(Score(trace_of(lane)), 0)


def test_the_list() -> None:
    found = several()
    assert [(each.exchange, each.line, each.status, each.outcome) for each in found] == [
        (1, "GET /hello/", 200, "returned"),
        (2, "GET /echo/", 404, "returned"),
        (3, "GET /echo/b", None, "cancelled"),
        (4, "GET /raise/", 500, "raised"),
        (5, "", None, "running"),
    ]
    assert [each.duration for each in found] == [10_000_000, 20_000_000, 30_000_000, 40_000_000, 0]
    assert found[0].begin == 1_000_000_000
    assert found[0].stages == {"socket", "parse", "view", "response"}
    assert "hello" in found[0].names


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("2", [2]),
        ("2-4", [2, 3, 4]),
        ("404", [2]),
        ("5xx", [4]),
        (">20ms", [3, 4]),
        ("<0.02s", [1, 5]),
        (">1us >29000µs <999999999ns", [3, 4]),
        ("in:view", [1, 2, 3, 4]),
        ("in:scope", []),
        ("lane:wsgi 404", [2]),
        ("raised", [4]),
        ("running", [5]),
        ("ECHO", [2, 3]),
        ("hello", [1, 2, 3, 4]),
        ("/echo/ cancelled", [3]),
        ("nothing", []),
    ],
)
def test_a_filter(words: str, numbers: list[int]) -> None:
    assert [each.exchange for each in filtered(several(), words)] == numbers


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("in:vieww", "is no stage: there is client"),
        (">5", "is no duration"),
        ("lane:x", "there is wsgi"),
    ],
)
def test_a_filter_that_cannot_be_read(words: str, problem: str) -> None:
    with pytest.raises(FilterError, match=problem):
        filtered(several(), words)


def test_both_protocols_tell_their_status() -> None:
    score = Score(golden("both"))
    assert [each.status for lane in (0, 1) for each in listing(score, lane)] == [200, 200]
    assert listing(score, 1)[0].line.startswith("GET /hello/")


def test_a_status_from_the_client_alone() -> None:
    lane = Builder("asgi")
    lane.enter("client", "request", line=b"GET / HTTP/1.1")
    lane.leave("client", "request", status=400, size=3)
    with lane.request(2, 1):
        lane.leave("client", "request", "raised", status=None, size=0)
        lane.enter("response", "http.response.start", message={"status": 204})
    assert [each.status for each in listing(Score(trace_of(lane)), 0)] == [400, 204]


def test_the_list_grows_with_the_trace_and_is_the_same_as_one_made_at_once() -> None:
    lane = Builder("wsgi")
    with lane.request(1, None):
        lane.point("socket", "accept")
    for number in (1, 2, 3):
        exchange(lane, number, f"/{number}", 200)
    trace = Trace()
    score = Score(trace)
    found: Listing | None = None
    for event in lane.events:
        trace.append(event)
        score.grow()
        found = found or Listing(score, 0)
        assert list(found.all()) == list(listing(Score(trace), 0))
    assert found is not None
    assert "accept" in found.all()[0].names
    assert found.all()[0].first == 0
    assert [each.lane for each in found.all()] == ["wsgi"] * 3
