"""A graceful stop: listening ends, what runs may finish, the rest is cut off and said so."""

import signal
import socket

import pytest

from tests.conformance.servers import Running, ours
from tests.server.talk import connect, get, one_response, until_end, wait_for

SETUPS = pytest.mark.parametrize(("lane", "threads"), [("wsgi", "1"), ("wsgi", "2"), ("asgi", "1")])


def _refuses(server: Running) -> bool:
    try:
        connect(server).close()
    except OSError:
        return True
    return False


def _begin(sock: socket.socket) -> None:
    """Bring the application to wait for the body: then, and only then, the server sends 100 (Continue)."""
    sock.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
    assert sock.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"


@SETUPS
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_idle_connections_are_closed(lane: str, threads: str, name: signal.Signals) -> None:
    with ours(lane, options=["--threads", threads]) as server, connect(server) as idle, connect(server) as new:
        idle.sendall(get("unread"))
        one_response(idle)
        server.process.send_signal(name)
        assert until_end(idle) == until_end(new) == b""
        assert server.wait() == ""
        assert server.process.returncode == 0


@SETUPS
def test_a_running_exchange_finishes(lane: str, threads: str) -> None:
    with ours(lane, options=["--threads", threads]) as server, connect(server) as slow:
        _begin(slow)
        server.process.send_signal(signal.SIGTERM)
        wait_for(lambda: _refuses(server))
        slow.sendall(b"abc")
        assert b'"body": "abc"' in one_response(slow)
        assert until_end(slow) == b""
        assert server.wait() == ""
        assert server.process.returncode == 0


@SETUPS
def test_what_does_not_finish_in_time_is_cut_off(lane: str, threads: str) -> None:
    with ours(lane, options=["--threads", threads, "--stop", "0.2"]) as server, connect(server) as slow:
        _begin(slow)
        server.process.send_signal(signal.SIGTERM)
        until_end(slow)
        assert "cut off" in server.wait()
        assert server.process.returncode == 0


@SETUPS
def test_a_second_signal_cuts_at_once(lane: str, threads: str) -> None:
    with ours(lane, options=["--threads", threads, "--stop", "1000"]) as server, connect(server) as slow:
        _begin(slow)
        server.process.send_signal(signal.SIGTERM)
        wait_for(lambda: _refuses(server))
        assert "cut off" in server.stop()
        until_end(slow)
