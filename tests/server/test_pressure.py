"""Backpressure: who sends fast or reads slowly makes the server keep no more than its limits say; the rest waits."""

import contextlib
import select
import socket
from pathlib import Path

import pytest

from tests.conformance.frames import PING, frame
from tests.conformance.servers import Running, ours
from tests.server.beyond import OPEN
from tests.server.talk import LANES, ask, connect, events, get, one_response, post, wait_for

MUCH = 64 << 20
"""More bytes than two kernels and a window keep."""
KERNELS = 48 << 20
"""No less than two kernels keep of a connection."""
WINDOW = 20_000


def _held(lane: str, *options: str) -> contextlib.AbstractContextManager[Running]:
    return ours(lane, f"tests.server.held:{lane}", ("--threads", "2", *options))


def _send_until_it_stalls(sock: socket.socket, piece: bytes) -> int:
    """Send for as long as the other side takes it; how many bytes it took."""
    sent = 0
    sock.setblocking(False)
    while sent < MUCH and select.select([], [sock], [], 0.5)[1]:
        with contextlib.suppress(BlockingIOError):
            sent += sock.send(piece)
    sock.settimeout(10)
    return sent


@pytest.mark.parametrize("lane", LANES)
def test_a_fast_uploader_never_runs_ahead_of_an_application_that_does_not_read(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with (
        _held(lane, "--window", str(WINDOW), "--body", str(MUCH), "--trace", str(trace)) as server,
        connect(server) as sock,
    ):
        sock.sendall(post("hold", MUCH))
        sent = _send_until_it_stalls(sock, b"x" * 65536)
        assert sent < KERNELS
        wait_for(lambda: any(one["name"] == "recv" for one in events(trace)))
        taken = sum(one["size"] for one in events(trace) if one["name"] == "recv")
        assert taken <= WINDOW * (2 if lane == "asgi" else 1)  # There a read may begin one byte before it is full.
        assert ask(server, "release") == 0
        sock.sendall(b"x" * (MUCH - sent))
        assert one_response(sock).endswith(b"\r\n\r\n%d" % MUCH)


@pytest.mark.parametrize("lane", LANES)
def test_a_client_that_reads_nothing_is_given_no_more_than_kernels_keep(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with _held(lane, "--write", "0.5", "--trace", str(trace)) as server, connect(server) as sock:
        sock.sendall(get("endless"))
        wait_for(lambda: "the client did not read the response" in [one.get("reason") for one in events(trace)])
        assert 0 < ask(server, "given") < KERNELS


def test_a_client_that_only_pings_and_reads_nothing_is_not_read_from() -> None:
    with _held("asgi", "--stop", "0.1") as server, connect(server) as sock:
        sock.sendall(OPEN)
        assert sock.recv(65536).startswith(b"HTTP/1.1 101")
        assert _send_until_it_stalls(sock, frame(PING, b"x" * 125) * 500) < KERNELS


def test_a_websockets_messages_wait_until_the_application_receives() -> None:
    with _held("asgi", "--window", "1000", "--stop", "0.1") as server, connect(server) as sock:
        sock.sendall(OPEN)
        assert sock.recv(65536).startswith(b"HTTP/1.1 101")
        assert _send_until_it_stalls(sock, frame(2, b"x" * 60_000)) < KERNELS
