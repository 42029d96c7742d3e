"""What the suite's conversations cannot show of a WebSocket: clients that vanish, pings, the stop."""

import socket
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from tests.conformance.frames import BINARY, CLOSE, PING, PONG, TEXT, close, frame, parse
from tests.conformance.servers import ours
from tests.server.talk import ask, connect, events, until_end, wait_for
from visualizer.server.asgi.exchange import Client
from visualizer.server.asgi.websocket import WebSocket
from visualizer.server.http1.connection import Connection
from visualizer.server.limits import Limits

OPEN = (
    b"GET /%s HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (b"", ["websocket.disconnect", "1006", ""]),
        (close(3001, "so long"), ["websocket.disconnect", "3001", "so long"]),
        (frame(8), ["websocket.disconnect", "1005", ""]),
        (frame(TEXT, b"\xff"), ["websocket.disconnect", "1007"]),
    ],
)
def test_how_the_end_is_told(last: bytes, told: list[str]) -> None:
    with ours("asgi") as server:
        with connect(server) as sock:
            sock.sendall(OPEN % b"disconnect?k")
            assert sock.recv(4096).startswith(b"HTTP/1.1 101")
            sock.sendall(last)
        wait_for(lambda: len(ask(server, "log?k")["log"]) == 5)
        log = ask(server, "log?k")["log"]
    assert log[: len(told)] == told
    assert log[3:] == ["websocket.disconnect", "ClientDisconnected"]


def test_a_client_that_answers_pings_lives_and_one_that_does_not_is_cut_off() -> None:
    with ours("asgi", options=["--ping", "0.1"]) as server, connect(server) as sock:
        _opened(sock, b"echo")
        for _ in range(3):
            (ping,) = parse(sock.recv(2))
            assert ping.opcode == PING
            sock.sendall(frame(PONG))
        assert until_end(sock)[:2] == bytes([128 | PING, 0])


def _opened(sock: socket.socket, path: bytes) -> None:
    """Open a WebSocket, and read the answer's head and no more."""
    sock.sendall(OPEN % path)
    data = b""
    while b"\r\n\r\n" not in data:
        data += sock.recv(1)


def test_every_message_of_a_fast_client_is_received_though_few_are_taken_ahead() -> None:
    count, reply = 200, b'{"type": "bytes", "length": 5000}'
    with ours("asgi", options=["--window", "1000"]) as server, connect(server) as sock:
        _opened(sock, b"length")
        sock.sendall(frame(BINARY, b"x" * 5000) * count)
        data = b""
        while len(data) < count * (2 + len(reply)):
            data += sock.recv(65536)
        assert [one.payload for one in parse(data)] == [reply] * count


def test_an_application_that_sends_to_who_has_closed_is_ended_and_that_is_no_error(tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with ours("asgi", options=["--trace", str(trace)]) as server, connect(server) as sock:
        _opened(sock, b"length")
        sock.sendall(frame(TEXT, b"one") + frame(TEXT, b"two") + close())
        assert [one.opcode for one in parse(until_end(sock))] == [CLOSE]
    (exchange,) = [one for one in events(trace) if one["name"] == "exchange" and one["phase"] == "exit"]
    assert exchange["outcome"] == "cancelled"
    assert server.errors == ""


def test_the_stop_closes_what_is_open() -> None:
    with ours("asgi", options=["--stop", "0.2"]) as server, connect(server) as sock:
        sock.sendall(OPEN % b"echo")
        assert sock.recv(4096).startswith(b"HTTP/1.1 101")
        assert "cut off" in server.stop()
        until_end(sock)


def test_before_the_application_accepts_it_is_neither_pinged_nor_fed() -> None:
    http = Connection(Limits())
    http.feed(OPEN % b"echo" + b"early")
    head = http.read_head()
    assert head is not None
    client = SimpleNamespace(limits=Limits(), gone=False)
    websocket = WebSocket(cast(Client, client), http, head)
    assert websocket.ping()
    websocket.received()
    assert (websocket.waiting, http.waiting) == (0, len(b"early"))
