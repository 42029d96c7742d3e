"""What goes beyond each limit of the server, what the client then gets, and which event says so."""

import socket
import sys
from collections.abc import Callable
from typing import NamedTuple

from tests.conformance.frames import BINARY, frame
from tests.conformance.servers import Running
from tests.server.talk import LANES, backlog, connect, get, one_response, post, until_end, wait_for

CHUNKED = b"POST /%s HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
OPEN = (
    b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
EXPECT = b"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
"""Brings the application to wait for the body: then, and only then, the server says CONTINUE."""
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
Client = Callable[[Running, socket.socket], bytes]
"""What a client does on its connection; what it gets when it goes too far."""


class Beyond(NamedTuple):
    """One way to go beyond a limit."""

    limit: str
    value: str
    """Of the limit, for the command line: small, so that it is soon reached."""
    client: Client
    status: str = ""
    """That the client gets; empty where it gets none, but just the end."""
    rule: str = ""
    """That the refusal's event names."""
    reason: str = ""
    """That the event of the connection's end gives, where nothing was refused."""
    lanes: tuple[str, ...] = LANES


def sends(data: bytes) -> Client:
    """Send these bytes and wait for the end."""

    def client(server: Running, sock: socket.socket) -> bytes:
        sock.sendall(data)
        return until_end(sock)

    return client


def idles(server: Running, sock: socket.socket) -> bytes:
    """Get an answer, and say no more."""
    sock.sendall(get("unread"))
    one_response(sock)
    return until_end(sock)


def reads_nothing(server: Running, sock: socket.socket) -> bytes:
    """Ask for more than kernels keep, and read nothing before the server has given up."""
    sock.sendall(get("piece/50000000"))
    wait_for(lambda: _is_reset(sock))
    return b""


def leaves_its_body_unread(server: Running, sock: socket.socket) -> bytes:
    """Send a body to an application that does not read it; the answer says that the connection ends."""
    sock.sendall(post("unread", 6, b"abc"))
    assert b"\r\nConnection: close\r\n" in until_end(sock)
    return b""


def is_one_too_many(server: Running, sock: socket.socket) -> bytes:
    """Connect while another client keeps its connection."""
    sock.sendall(get("unread"))
    one_response(sock)
    with connect(server) as second:
        return until_end(second)


def goes_on_sending(server: Running, sock: socket.socket) -> bytes:
    """Do not leave although refused, until the server has: it resets whoever still sends."""
    sock.sendall(b"nonsense\r\n")
    answer = until_end(sock)
    wait_for(lambda: _is_reset(sock, b"x" * 65536))
    return answer


def _is_reset(sock: socket.socket, data: bytes = b"x") -> bool:
    try:
        sock.sendall(data)
    except ConnectionError:
        return True
    return False


def fills_the_backlog(server: Running, sock: socket.socket) -> bytes:
    """Keep the only worker while others connect; Linux lets one more in than the backlog says."""
    sock.sendall(post("echo", 3))
    wait_for(lambda: backlog(server.address[1]) == 0)
    others = [socket.socket() for _ in range(4)]
    for other in others:
        other.setblocking(False)
        other.connect_ex(server.address)
    wait_for(lambda: backlog(server.address[1]) == 2)
    sock.sendall(b"abc")
    one_response(sock)
    for other in others:
        other.close()
    return b""


def runs_when_it_stops(server: Running, sock: socket.socket) -> bytes:
    """Keep an exchange running while the server is told to stop."""
    sock.sendall(EXPECT)
    assert sock.recv(100) == CONTINUE
    assert "cut off" in server.stop()
    return until_end(sock)


def answers_no_ping(server: Running, sock: socket.socket) -> bytes:
    """Open a WebSocket, and say no more."""
    sock.sendall(OPEN)
    until_end(sock)
    return b""


def says_too_much(server: Running, sock: socket.socket) -> bytes:
    """Send a WebSocket message that is too big."""
    sock.sendall(OPEN + frame(BINARY, b"x" * 11))
    assert until_end(sock).partition(b"\r\n\r\n")[2][2:4] == (1009).to_bytes(2, "big")
    return b""


_LINUX = ("wsgi",) if sys.platform == "linux" else ()
BEYOND = (
    Beyond("request_line", "20", sends(get("a" * 20)), "414", "target-too-long"),
    Beyond("header_size", "20", sends(get("", "X-A: a long value\r\n")), "431", "head-too-large"),
    Beyond("header_size", "50", sends(CHUNKED % b"echo" + b"0\r\nX: " + b"y" * 50), "431", "head-too-large"),
    Beyond("header_count", "1", sends(get("", "X-A: b\r\n")), "431", "head-too-large"),
    Beyond("chunk_line", "10", sends(CHUNKED % b"echo" + b"3;extension\r\n"), "400", "chunk-line-too-long"),
    Beyond("body", "10", sends(post("echo", 11)), "413", "body-too-large"),
    Beyond("body", "10", sends(CHUNKED % b"echo" + b"6\r\nabcdef\r\n5\r\n"), "413", "body-too-large"),
    Beyond("unread_body", "5", leaves_its_body_unread, reason="the application left the body unread"),
    Beyond("first_byte", "0.1", sends(b""), "408", "timeout"),
    Beyond("between_bytes", "0.1", sends(b"GET / HT"), "408", "timeout"),
    Beyond("between_bytes", "0.1", sends(post("echo", 5, b"ab")), "408", "timeout"),
    Beyond("head", "0.1", sends(b"GET / HT"), "408", "timeout"),
    Beyond("keep_alive", "0.1", idles, reason="the connection was idle"),
    Beyond("write", "0.2", reads_nothing, reason="the client did not read the response"),
    Beyond("linger", "0.1", goes_on_sending, "400", "request-line"),
    Beyond("connections", "1", is_one_too_many, "503", "overloaded"),
    Beyond("backlog", "1", fills_the_backlog, lanes=_LINUX),
    Beyond("stop", "0.2", runs_when_it_stops, reason="the server stops"),
    Beyond("websocket_message", "10", says_too_much, reason="a message may have 10 bytes", lanes=("asgi",)),
    Beyond("ping", "0.1", answers_no_ping, reason="the client did not answer a ping", lanes=("asgi",)),
)
