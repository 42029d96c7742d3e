"""A graceful stop: listening ends, what runs may finish, the rest is cut off and said so."""

import signal
import socket

import pytest

from tests.conformance.servers import Running, ours
from tests.server.beyond import CONTINUE, EXPECT
from tests.server.talk import LANES, connect, get, one_response, until_end, wait_for

SETUPS = pytest.mark.parametrize(("lane", "threads"), [("wsgi", "1"), ("wsgi", "2"), ("asgi", "1")])


def _refuses(server: Running) -> bool:
    try:
        connect(server).close()
    except OSError:
        return True
    return False


def _begin(sock: socket.socket) -> None:
    """Bring the application to wait for the body: then, and only then, the server sends 100 (Continue)."""
    sock.sendall(EXPECT)
    assert sock.recv(4096) == CONTINUE


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


@SETUPS
def test_a_response_that_the_client_still_reads_arrives_whole(lane: str, threads: str) -> None:
    size = 12_345_678
    with ours(lane, options=["--threads", threads]) as server, connect(server) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        slow.sendall(get(f"piece/{size}"))
        data = slow.recv(1)
        server.process.send_signal(signal.SIGTERM)
        wait_for(lambda: _refuses(server))
        data += until_end(slow)
        assert len(data.partition(b"\r\n\r\n")[2]) == size
        assert server.wait() == ""


@pytest.mark.parametrize("how", ["thread", "sync", "loop", "task"])
def test_an_asgi_application_that_hangs_does_not_keep_the_server(how: str) -> None:
    with (
        ours("asgi", "tests.server.asgi.hanging:application", ["--stop", "0.2", "--linger", "0.1"]) as server,
        connect(server) as sock,
    ):
        sock.sendall(EXPECT.replace(b"echo", how.encode()))
        assert sock.recv(100) == CONTINUE
        sock.sendall(b"abc")
        server.process.send_signal(signal.SIGTERM)
        assert "cut off" in server.wait()
        assert server.process.returncode == 0
        until_end(sock)


@pytest.mark.parametrize("lane", LANES)
def test_a_signal_wakes_the_main_thread_also_in_the_moment_before_it_falls_asleep(lane: str) -> None:
    """Python hears of a signal between two instructions; one that comes after the last before a wait ends no wait."""
    with ours(lane, "tests.server.awake:" + lane) as server, connect(server) as sock:
        sock.sendall(get(""))
        assert one_response(sock)[-5:] == b"wakes"
