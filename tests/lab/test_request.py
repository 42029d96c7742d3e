"""Requests are well-formed where they are built, and anything at all where they are given as bytes."""

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.lab import Request, RequestError


def test_build_adds_what_is_not_given() -> None:
    request = Request.build("GET", "/hello/?name=Ada")

    assert request.data.startswith(b"GET /hello/?name=Ada HTTP/1.1\r\nHost: localhost\r\nUser-Agent: visualizer/")
    assert request.data.endswith(b"\r\nAccept: */*\r\n\r\n")
    assert request.line == b"GET /hello/?name=Ada HTTP/1.1"


def test_build_keeps_what_is_given() -> None:
    request = Request.build("POST", "/", [("host", "example.org"), ("User-Agent", ""), ("accept", "a")], b"x=1")

    assert request.data == (
        b"POST / HTTP/1.1\r\nhost: example.org\r\nUser-Agent: \r\naccept: a\r\nContent-Length: 3\r\n\r\nx=1"
    )


def test_build_leaves_the_framing_to_whoever_chose_one() -> None:
    request = Request.build("POST", "/", [("Transfer-Encoding", "chunked")], b"0\r\n\r\n")

    assert b"Content-Length" not in request.data


def test_build_encodes_the_target_as_a_browser_does() -> None:
    assert Request.build("GET", "/café?x=%41").line == b"GET /caf%C3%A9?x=%41 HTTP/1.1"


@pytest.mark.parametrize(
    ("method", "target", "headers", "wrong"),
    [
        ("GE T", "/", [], "is no method"),
        ("GET", "/a b", [], "is no request target"),
        ("GET", "", [], "is no request target"),
        ("GET", "/\x1b", [], "is no request target"),
        ("GET", "/", [("a b", "c")], "is no field name"),
        ("GET", "/", [("a", "b\r\nc: d")], "control characters"),
        ("GET", "/", [("a", "日")], "beyond latin-1"),
    ],
)
def test_what_cannot_be_sent_is_said(method: str, target: str, headers: list[tuple[str, str]], wrong: str) -> None:
    with pytest.raises(RequestError, match=wrong):
        Request.build(method, target, headers)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("GET /hello/?name=Ada", b"GET /hello/?name=Ada HTTP/1.1"),
        ("/hello/", b"GET /hello/ HTTP/1.1"),
        ("  DELETE  /a  HTTP/1.1 ", b"DELETE /a HTTP/1.1"),
        ("OPTIONS *", b"OPTIONS * HTTP/1.1"),
    ],
)
def test_a_line_is_read(text: str, line: bytes) -> None:
    assert Request.parse_line(text).line == line


@pytest.mark.parametrize("text", ["", "   ", "GET", "GET /a b", "GET / HTTP/3"])
def test_a_line_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="GET /hello/"):
        Request.parse_line(text)


def test_raw_bytes_stay_as_they_are() -> None:
    assert Request(b"\x00\x1b[31m\xff\n").line == b"\x00\x1b[31m\xff"


@given(
    st.text(),
    st.text(),
    st.lists(st.tuples(st.text(), st.text()), max_size=3),
    st.binary(),
)
def test_what_is_built_is_one_http_request_or_refused(
    method: str, target: str, headers: list[tuple[str, str]], body: bytes
) -> None:
    """Whatever is asked for: h11 reads exactly one request head with our line, or RequestError says why not."""
    try:
        request = Request.build(method, target, [("x-" + name, value) for name, value in headers], body)
    except RequestError:
        return
    server = h11.Connection(h11.SERVER)
    server.receive_data(request.data)
    head = server.next_event()
    assert isinstance(head, h11.Request)
    assert head.method == method.encode()
    assert len(head.headers) == len(headers) + 3 + bool(body)


@given(st.text())
def test_any_line_is_read_or_refused(text: str) -> None:
    try:
        request = Request.parse_line(text)
    except RequestError:
        return
    assert request.line.endswith(b" HTTP/1.1")
