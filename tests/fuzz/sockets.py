"""The invariant over real sockets: both lanes answer as the model without a socket does, and close cleanly."""

import select
import socket
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random

from wsproto.extensions import Extension, PerMessageDeflate
from wsproto.frame_protocol import FrameProtocol, ParseFailed

from tests.conformance.reader import Reader
from tests.conformance.servers import Running, ours
from tests.fuzz.invariant import cut, single
from tests.fuzz.model import Outcome, play
from tests.fuzz.requests import OPTIONS

LANES = ("wsgi", "asgi")
PATIENCE = 10.0
"""Seconds that the server has to answer and close; it has told itself to take far less."""
HELLO = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
_SWITCHED = b"HTTP/1.1 101 "


@contextmanager
def lane(name: str) -> Iterator[Running]:
    """Our server of this lane, with the application that judges what it sees."""
    with ours(name, f"tests.fuzz.application:{name}", OPTIONS) as running:
        yield running


def broken(data: bytes, address: tuple[str, int], random: Random) -> str:
    """How the lane at this address breaks the invariant with this input; empty when it does not."""
    way = random.choice(("whole", "cut", "byte by byte", "leave"))
    try:
        if way == "leave":
            leave(data, address)
            problem = judge(HELLO, converse([HELLO], address))  # It lives, and is not confused.
        else:
            pieces = {"cut": cut(data, random), "byte by byte": single(data)}.get(way, [data])
            problem = judge(data, converse(pieces, address))
    except OSError as error:
        # RFC 6455 §7.1.1: behind the closing handshake the server closes at once, whatever the client goes on to send.
        excused = mentions_websocket(data) and not isinstance(error, TimeoutError)
        problem = "" if excused else f"no clean close: {type(error).__name__}: {error}"
    return f"{way}: {problem}" if problem else ""


def converse(pieces: Sequence[bytes], address: tuple[str, int]) -> bytes:
    """Send the pieces and that there are no more, and read until the server has closed; OSError if it does not."""
    answer = bytearray()
    with socket.create_connection(address, timeout=PATIENCE) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            sock.sendall(piece)
        sock.shutdown(socket.SHUT_WR)
        while data := sock.recv(65536):
            answer += data
    return bytes(answer)


def leave(data: bytes, address: tuple[str, int]) -> None:
    """Send it and reset the connection without reading anything."""
    with socket.create_connection(address, timeout=PATIENCE) as sock:
        sock.sendall(data)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def judge(data: bytes, answer: bytes) -> str:
    """What is wrong with the lane's answer to these bytes."""
    expected = play([data])
    at = answer.find(_SWITCHED)
    if at >= 0:
        head_end = answer.index(b"\r\n\r\n", at) + 4
        return compare(expected, answer[:at], is_all=False) or ill_framed(answer[at:head_end], answer[head_end:])
    return compare(expected, answer, is_all=not mentions_websocket(data))


def mentions_websocket(data: bytes) -> bool:
    """Whether the ASGI lane may make something else of these bytes than the model, which knows HTTP alone."""
    return b"websocket" in data.lower()


def compare(expected: Outcome, answer: bytes, is_all: bool) -> str:
    """What the lane answered that is not HTTP, or, where HTTP was `all` that there is, otherwise than the model."""
    reader = Reader(expected.methods)
    reader.feed(answer)
    reader.ended("closed")
    talk = reader.talk
    if talk.malformed or talk.rest or not all(one.complete for one in talk.responses):
        return f"not well-formed: {talk.malformed or talk.rest or 'the last response is not complete'!r}"
    statuses = tuple(one.status for one in talk.responses)
    if {500, 599} & set(statuses):
        return f"the application failed: {talk.responses[-1].body!r}"
    if is_all and statuses != expected.statuses:
        return f"answered {statuses}, the model {expected.statuses}"
    for request, response in zip(expected.requests, talk.responses, strict=False):
        if is_all and request.method != b"HEAD" and response.body != request.digest:
            return f"the application saw {response.body!r} of {request.digest!r}"
    return ""


def ill_framed(head: bytes, data: bytes) -> str:
    """What is wrong with the frames behind the head of a 101 (Switching Protocols), as a client reads them."""
    extensions: list[Extension] = [PerMessageDeflate()] if b"permessage-deflate" in head.lower() else []
    for extension in extensions:
        extension.finalize("permessage-deflate")
    frames = FrameProtocol(client=True, extensions=extensions)
    frames.receive_bytes(data)
    try:
        for _ in frames.received_frames():
            pass
    except ParseFailed as error:
        return f"not well-formed frames: {error}"
    return ""


def complaint(running: Running) -> str:
    """What the server has written to its log, or that it has ended; it has nothing to say of what clients do."""
    assert running.process.stderr is not None
    if running.process.poll() is not None:
        return f"the server ended with status {running.process.returncode}"
    readable, _, _ = select.select([running.process.stderr], [], [], 0)
    return f"the server's log says {running.process.stderr.readline()!r}" if readable else ""
