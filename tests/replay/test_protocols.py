from __future__ import annotations

from tests.build import Builder
from visualizer.replay.protocols import in_common
from visualizer.replay.said import changes
from visualizer.trace import Event

ENVIRON = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "/app",
    "PATH_INFO": "/gr\xc3\xbc\xc3\x9f",
    "QUERY_STRING": "a=1",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_X_NAME": "value",
    "CONTENT_TYPE": "text/plain",
    "wsgi.version": (1, 0),
}
SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/app/grüß",
    "query_string": b"a=1",
    "http_version": "1.1",
    "headers": [(b"x-name", b"value"), (b"content-type", b"text/plain")],
}


def paths(left: Event, right: Event) -> list[tuple[str, ...]]:
    return [change.path for change in changes(left, right)]


def test_environ_and_scope_tell_the_same_request() -> None:
    lane = Builder("one")
    left = lane.enter("environ", "application", environ=ENVIRON)
    assert paths(left, lane.enter("scope", "application", scope=SCOPE)) == []
    other = lane.enter("scope", "application", scope={**SCOPE, "method": "POST", "headers": []})
    assert paths(left, other) == [("method",), ("headers", "x-name"), ("headers", "content-type")]


def test_the_response_starts() -> None:
    lane = Builder("one")
    left = lane.point("response", "start_response", status="200 OK", headers=[("A", "b")])
    right = lane.enter("response", "http.response.start", message={"status": 200, "headers": [[b"a", b"b"]]})
    assert paths(left, right) == []
    other = lane.enter("response", "http.response.start", message={"status": 404, "headers": []})
    assert paths(left, other) == [("status",), ("headers", "a")]


def test_pieces_of_bodies() -> None:
    lane = Builder("one")
    chunk = lane.point("response", "chunk", bytes=b"hi", size=2)
    assert paths(chunk, lane.enter("response", "http.response.body", message={"body": b"hi"})) == []
    assert paths(chunk, lane.enter("response", "http.response.body", message={})) == [("body",)]
    read = lane.leave("environ", "input.read", bytes=b"in")
    assert paths(read, lane.leave("scope", "receive", message={"type": "http.request", "body": b"in"})) == []


def test_what_has_no_twin_has_nothing_in_common() -> None:
    lane = Builder("one")
    assert in_common(lane.leave("response", "http.response.start")) == {}
    assert paths(lane.leave("environ", "application", type="list"), lane.leave("scope", "application")) == []


def test_a_damaged_event_has_empty_facts() -> None:
    lane = Builder("one")
    environ = lane.enter("environ", "application")
    scope = lane.enter("scope", "application", scope="cut")
    assert paths(environ, scope) == []
