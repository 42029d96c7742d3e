"""A response is complete when HTTP says so, however its bytes arrive."""

import pytest

from visualizer.lab.framing import ResponseReader

Seen = tuple[bool, bool, bool, bool, int | None]


def seen(reader: ResponseReader) -> Seen:
    """framed, complete, closes, cut off, status."""
    return reader.framed, reader.complete, reader.closes, reader.cut_off, reader.status


GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
HEAD = b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"


@pytest.mark.parametrize(
    ("request_", "response"),
    [
        (GET, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
        (POST, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
        (GET, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
        (HEAD, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
        (GET, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    ],
)
def test_a_framed_response_is_complete_at_its_last_byte(request_: bytes, response: bytes) -> None:
    reader = ResponseReader(request_)
    for position in range(len(response)):
        assert seen(reader)[1] is False
        reader.feed(response[position : position + 1])

    assert seen(reader) == (True, True, False, False, 200)
    assert reader.size == len(response)


def test_no_content_has_no_body() -> None:
    reader = ResponseReader(GET)
    reader.feed(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")

    assert seen(reader) == (True, True, False, False, 204)


def test_connection_close_is_noticed() -> None:
    reader = ResponseReader(GET)
    reader.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    assert seen(reader) == (True, True, True, False, 200)

    reader.feed(b"")
    assert seen(reader) == (True, True, True, False, 200)


def test_a_response_without_a_length_ends_with_the_connection() -> None:
    reader = ResponseReader(GET)
    reader.feed(b"HTTP/1.0 200 OK\r\n\r\nhello")
    assert seen(reader)[1] is False

    reader.feed(b"")
    assert seen(reader)[1:] == (True, True, False, 200)


def test_a_response_that_is_cut_off_is_told_from_a_whole_one() -> None:
    reader = ResponseReader(GET)
    reader.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")
    reader.feed(b"")

    assert seen(reader)[3:] == (True, 200)


def test_an_upgrade_ends_http() -> None:
    reader = ResponseReader(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    reader.feed(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")

    assert seen(reader) == (True, True, False, False, 101)


@pytest.mark.parametrize(
    "request_",
    [
        b"\x00\xff\x1b[31m",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab",
        b"GET / HTTP/1.1\r\n\r\n",
        GET + GET,
        b"",
    ],
)
def test_what_is_not_one_whole_request_has_no_framing(request_: bytes) -> None:
    reader = ResponseReader(request_)
    assert seen(reader) == (False, False, True, False, None)

    reader.feed(b"HTTP/1.1 400 ")
    reader.feed(b"Bad Request\r\n\r\n")
    reader.feed(b"")
    assert seen(reader) == (False, False, True, False, 400)


def test_an_answer_that_is_no_http_ends_with_the_connection() -> None:
    reader = ResponseReader(GET)
    reader.feed(b"SSH-2.0-OpenSSH\r\n\r\n")

    assert seen(reader) == (False, False, True, False, None)
