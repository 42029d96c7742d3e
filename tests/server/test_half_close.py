"""A client that says that it sends no more still gets every response that was due, unless the application gives up."""

import json
import socket
from pathlib import Path

import pytest

from tests.conformance.servers import ours
from tests.server.talk import LANES, ask, connect, events, get, post, until_end, wait_for

LARGE = 300_000
"""Bytes of a body: more than the window, so that the end behind it is not seen until the application reads on."""


def _bodies(data: bytes) -> list[bytes]:
    return [part.partition(b"\r\n\r\n")[2] for part in data.split(b"HTTP/1.1 200 OK")[1:]]


@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize(
    ("sent", "answers"),
    [
        (get("unread"), [b"unread"]),
        (post("unread", 3, b"abc"), [b"unread"]),
        (get("unread") * 3, [b"unread"] * 3),
        (post("unread", LARGE, b"x" * LARGE), [b"unread"]),
        (post("unread", 3, b"abc") + get("unread"), [b"unread"] * 2),
    ],
    ids=["no body", "unread", "pipelined", "unread past the window", "unread and pipelined"],
)
def test_every_complete_request_gets_its_response(lane: str, sent: bytes, answers: list[bytes]) -> None:
    with ours(lane) as server, connect(server) as sock:
        sock.sendall(sent)
        sock.shutdown(socket.SHUT_WR)
        assert _bodies(until_end(sock)) == answers


@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize("window", ["100", "65536"])
def test_a_body_past_the_window_is_read_to_its_end(lane: str, window: str) -> None:
    with ours(lane, options=["--window", window]) as server, connect(server) as sock:
        sock.sendall(post("echo", LARGE, b"x" * LARGE))
        sock.shutdown(socket.SHUT_WR)
        (body,) = _bodies(until_end(sock))
        assert json.loads(body)["body"] == "x" * LARGE


def test_an_application_that_gives_up_when_it_hears_of_it_is_not_answered_for(tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with ours("asgi", options=["--trace", str(trace)]) as server:
        with connect(server) as sock:
            sock.sendall(get("disconnect?k"))
            sock.shutdown(socket.SHUT_WR)
            assert until_end(sock) == b""
        wait_for(lambda: any(one["name"] == "close" and one["stage"] == "socket" for one in events(trace)))
        (exchange,) = [one for one in events(trace) if one["name"] == "exchange" and one["phase"] == "exit"]
        assert exchange["outcome"] == "cancelled"
    assert server.errors == ""


@pytest.mark.parametrize(("how", "told"), [("read", "http.disconnect"), ("write", "ClientDisconnected")])
def test_who_leaves_an_unread_body_past_the_window_is_missed_at_the_next_read_or_write(how: str, told: str) -> None:
    with ours("asgi", "tests.server.held:asgi") as server:
        with connect(server) as sock:
            sock.sendall(post(how, 2 * LARGE, b"x" * LARGE))
        assert ask(server, "told") == []
        ask(server, "release")
        wait_for(lambda: ask(server, "told") == [told])
    assert server.errors == ""
