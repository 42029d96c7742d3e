from __future__ import annotations

import pytest

from tests.build import Builder
from visualizer.replay.said import changes, says_otherwise
from visualizer.trace import Event, Stage
from visualizer.trace.values import Object


def point(stage: Stage, name: str, **data: object) -> Event:
    return Builder("one").point(stage, name, None, **data)


def answer(date: str) -> dict[str, object]:
    return {"bytes": f"HTTP/1.1 200 OK\r\nDate: {date}\r\n\r\n".encode()}


def host(name: str) -> dict[str, object]:
    return {"environ": {"HTTP_HOST": name}}


def paths(left: Event, right: Event) -> list[tuple[str, ...]]:
    found = [change.path for change in changes(left, right)]
    assert says_otherwise(left, right) is bool(found)
    return found


def test_when_and_where_it_happened_does_not_count() -> None:
    lane = Builder("one")
    assert paths(lane.point("view", "hello", a=1), lane.point("view", "hello", a=1)) == []


@pytest.mark.parametrize(
    ("stage", "name", "left", "right"),
    [
        ("client", "connect", {"peer": ["127.0.0.1", 1]}, {"peer": ["127.0.0.1", 2]}),
        ("environ", "application", {"environ": {"REMOTE_PORT": "1"}}, {"environ": {"REMOTE_PORT": "2"}}),
        ("environ", "application", host("localhost:1"), host("localhost:22")),
        ("lane", "listen", {"address": "127.0.0.1:80"}, {"address": "127.0.0.1:81"}),
        ("socket", "recv", {"bytes": b"a", "size": 1}, {"bytes": b"ab", "size": 2}),
        ("socket", "send", answer("Mon"), answer("Tue")),
    ],
)
def test_what_differs_in_any_two_runs_does_not_count(
    stage: Stage, name: str, left: dict[str, object], right: dict[str, object]
) -> None:
    assert paths(point(stage, name, **left), point(stage, name, **right)) == []


def test_addresses_in_memory_do_not_count() -> None:
    left, right = (point("view", "hello") for _ in range(2))
    left.data["kwargs"] = Object("<X object at 0x7f00aa11>", "x.X")
    right.data["kwargs"] = Object("<X object at 0x7f00bb22>", "x.X")
    assert paths(left, right) == []
    right.data["kwargs"] = Object("<X object at 0x7f00bb22>", "x.Y")
    assert paths(left, right) == [("kwargs",)]


def test_a_date_in_a_body_counts() -> None:
    left, right = (point("socket", "send", bytes=b"HTTP/1.1 200 OK\r\n\r\nDate: %s" % day) for day in (b"Mon", b"Tue"))
    assert paths(left, right) == [("bytes",)]


def test_values_have_paths() -> None:
    left = point("response", "http.response.body", message={"body": b"a", "more_body": False}, one=1)
    right = point("response", "http.response.body", message={"body": b"b", "more_body": True}, two=2)
    assert paths(left, right) == [("message", "body"), ("message", "more_body"), ("one",), ("two",)]


def test_headers_are_compared_by_name() -> None:
    left = point("response", "start_response", headers=[("A", "1"), ("B", "1"), ("B", "2")])
    right = point("response", "start_response", headers=[("a", "1"), ("B", "1"), ("C", "3")])
    assert paths(left, right) == [("headers", "b"), ("headers", "c")]
    assert paths(left, point("response", "start_response", headers=None)) == [("headers",)]


def test_an_outcome_counts() -> None:
    lane = Builder("one")
    lefts, rights = lane.leave("view", "hello", status=200), lane.leave("view", "hello", "raised", exception="E")
    assert paths(lefts, rights) == [("outcome",), ("status",), ("exception",)]


def test_a_view_of_another_name() -> None:
    assert paths(point("view", "hello", mode="sync"), point("view", "other", mode="async")) == [("name",), ("mode",)]
