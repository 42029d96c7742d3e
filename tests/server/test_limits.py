"""Every limit, in both lanes: what lies beyond it is refused with its status, or cut off, and an event says so."""

from pathlib import Path

import pytest

from tests.conformance.servers import ours
from tests.server.talk import LANES, ask, connect, events, get, one_response, post, until_end, wait_for

pytestmark = pytest.mark.parametrize("lane", LANES)


def _status(data: bytes) -> bytes:
    return data[9:12]


def _rules(trace: Path) -> list[str]:
    return [event["rule"] for event in events(trace) if event["name"] == "refusal"]


@pytest.mark.parametrize(
    ("limit", "sent"),
    [
        ("first-byte", b""),
        ("between-bytes", b"GET / HT"),
        ("between-bytes", post("echo", 5, b"ab")),
        ("head", b"GET / HT"),
    ],
)
def test_too_slow(lane: str, limit: str, sent: bytes, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with ours(lane, options=[f"--{limit}", "0.1", "--trace", str(trace)]) as server, connect(server) as sock:
        sock.sendall(sent)
        assert _status(until_end(sock)) == b"408"
    assert _rules(trace) == ["timeout"]


def test_a_head_that_drips_in_is_late_though_no_pause_is_long(lane: str) -> None:
    with ours(lane, options=["--head", "0.3", "--between-bytes", "9"]) as server, connect(server) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\n")
        sock.sendall(b"Host: a\r\n")
        assert _status(until_end(sock)) == b"408"


def test_an_idle_connection_is_closed_without_a_word(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with ours(lane, options=["--keep-alive", "0.1", "--trace", str(trace)]) as server, connect(server) as sock:
        sock.sendall(get("unread"))
        assert _status(one_response(sock)) == b"200"
        assert until_end(sock) == b""
    (close,) = [event for event in events(trace) if event["name"] == "close" and event["stage"] == "socket"]
    assert (close["by"], close["reason"]) == ("server", "the connection was idle")


def test_a_client_that_does_not_read_is_cut_off(lane: str) -> None:
    path, told = ("close-large", ["close"]) if lane == "wsgi" else ("gone", ["OSError", "subclass"])
    with ours(lane, options=["--write", "0.2"]) as server, connect(server) as sock:
        sock.sendall(get(f"{path}?slow"))
        wait_for(lambda: ask(server, "log?slow")["log"] == told)
        until_end(sock)


def test_a_response_that_is_complete_but_not_read_is_cut_off_too(lane: str) -> None:
    with ours(lane, options=["--write", "0.2"]) as server:
        with connect(server) as sock:
            sock.sendall(get("large", "Connection: close\r\n"))
            wait_for(lambda: ask(server, "log")["log"] == [])
        assert ask(server, "log")["log"] == []


def test_too_many_connections(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with (
        ours(lane, options=["--connections", "1", "--trace", str(trace)]) as server,
        connect(server) as first,
    ):
        first.sendall(get("unread"))
        assert _status(one_response(first)) == b"200"
        with connect(server) as second:
            assert _status(until_end(second)) == b"503"
        first.sendall(get("unread"))
        assert _status(one_response(first)) == b"200"
    assert _rules(trace) == ["overloaded"]


@pytest.mark.parametrize(
    "sent",
    [post("echo", 11), b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n"],
)
def test_too_large_a_body(lane: str, sent: bytes) -> None:
    with ours(lane, options=["--body", "10"]) as server, connect(server) as sock:
        sock.sendall(sent)
        assert _status(until_end(sock)) == b"413"


@pytest.mark.parametrize(
    ("option", "status"),
    [("--request-line", b"414"), ("--header-size", b"431"), ("--header-count", b"431")],
)
def test_too_large_a_head(lane: str, option: str, status: bytes) -> None:
    with ours(lane, options=[option, "1"]) as server, connect(server) as sock:
        sock.sendall(get("echo", "X-A: b\r\n"))
        assert _status(until_end(sock)) == status


def test_a_refused_client_that_goes_on_sending_gets_its_answer_and_then_the_end(lane: str) -> None:
    with ours(lane, options=["--linger", "0.2"]) as server, connect(server) as sock:
        sock.sendall(b"GET foo HTTP/1.1\r\n\r\n" + b"x" * 100_000)
        assert _status(until_end(sock)) == b"400"
        assert ask(server, "log")["log"] == []


def test_the_rest_of_a_small_body_is_read_and_a_large_one_ends_the_connection(lane: str) -> None:
    with ours(lane, options=["--unread-body", "5", "--linger", "0.2"]) as server:
        with connect(server) as sock:
            sock.sendall(post("unread", 4, b"abcd") + get("unread", "Connection: close\r\n"))
            assert until_end(sock).count(b"HTTP/1.1 200") == 2
        with connect(server) as sock:
            sock.sendall(post("unread", 6, b"abc"))
            answer = until_end(sock)
            assert b"\r\nConnection: close\r\n" in answer
        with connect(server) as sock:
            chunked = b"POST /unread HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            sock.sendall(chunked + b"9\r\n123456789\r\n")
            assert _status(until_end(sock)) == b"200"
