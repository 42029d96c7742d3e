"""Rare turns of a connection, in both lanes: what comes late, what goes early, what is reset."""

import select
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.servers import ours
from tests.server.talk import LANES, ask, connect, get, one_response, post, until_end
from visualizer.server.__main__ import main
from visualizer.server.application import load


def _reset(sock: socket.socket) -> None:
    """Close so that the other side gets a reset."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


@pytest.mark.parametrize("lane", LANES)
def test_the_rest_of_a_body_may_come_after_the_response(lane: str) -> None:
    with ours(lane) as server, connect(server) as sock:
        sock.sendall(post("unread", 4))
        one_response(sock)
        sock.sendall(b"abcd" + get("unread", "Connection: close\r\n"))
        assert until_end(sock).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("lane", LANES)
def test_the_rest_of_a_body_that_is_wrong_ends_the_connection(lane: str) -> None:
    with ours(lane) as server, connect(server) as sock:
        sock.sendall(b"POST /unread HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n")
        answer = until_end(sock)
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize("sent", [b"", b"GET / HT", post("echo", 5, b"ab"), get("large")])
def test_a_reset_disturbs_nobody(lane: str, sent: bytes) -> None:
    with ours(lane) as server:
        for _ in range(5):
            sock = connect(server)
            sock.sendall(sent)
            _reset(sock)
        assert ask(server, "log")["log"] == []


@pytest.mark.parametrize("lane", LANES)
def test_the_servers_own_answer_to_head_has_no_content(lane: str) -> None:
    with ours(lane) as server, connect(server) as sock:
        sock.sendall(b"HEAD /raise HTTP/1.1\r\nHost: a\r\n\r\n")
        head, _, content = until_end(sock).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 500")
        assert content == b""


@pytest.mark.parametrize("lane", LANES)
def test_a_half_close_after_the_response_ends_the_connection(lane: str) -> None:
    with ours(lane) as server, connect(server) as sock:
        sock.sendall(get("unread"))
        one_response(sock)
        sock.shutdown(socket.SHUT_WR)
        assert until_end(sock) == b""


def test_a_subprotocol_is_not_named_by_a_header() -> None:
    opening = (
        b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    with ours("asgi", "tests.server.asgi.wrong_header:application") as server, connect(server) as sock:
        sock.sendall(opening)
        answer = until_end(sock)
        assert answer.startswith(b"HTTP/1.1 101")
        assert b"sec-websocket-protocol" not in answer.lower()


def test_a_host_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    name = "tests.conformance.wsgi_application:application"
    assert main(["wsgi", name, "--bind", "no.such.host.invalid:0"]) == 2
    assert "cannot listen on no.such.host.invalid:0: " in capsys.readouterr().err


def test_the_same_application_twice() -> None:
    name = "tests.conformance.wsgi_application:application"
    assert load(name) is load(name)


def test_ctrl_c_while_the_application_is_imported(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("raise KeyboardInterrupt\n")
    command = [sys.executable, "-m", "visualizer.server", "wsgi", "mine:app"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.parametrize("lane", LANES)
def test_a_reader_that_is_slow_but_reads_is_not_cut_off(lane: str) -> None:
    size, bite = 16 << 20, 1 << 19
    with ours(lane, options=["--write", "1"]) as server, connect(server) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        sock.sendall(get(f"piece/{size}", "Connection: close\r\n"))
        data = bytearray()
        while piece := sock.recv(bite):
            data += piece
            if len(data) % bite < len(piece):
                select.select([], [], [], 0.06)  # Being slow is what this client does: all of it takes 2 s.
        assert len(data.partition(b"\r\n\r\n")[2]) == size
