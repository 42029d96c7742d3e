"""Plays a case against a server: sends its steps over a real socket and reads what comes back."""

import socket
from collections.abc import Callable
from functools import partial
from time import monotonic

from tests.conformance.case import Case, Heard
from tests.conformance.reader import Conversation, Reader

PATIENCE = 5.0
"""Seconds to wait for what should come, unless told otherwise."""


def play(case: Case, address: tuple[str, int], patience: float = PATIENCE) -> Conversation:
    """The conversation; it ends when all expected responses are there, the connection ends, or patience does."""
    reader = Reader(case.methods)
    talk = reader.talk
    with socket.create_connection(address, timeout=patience) as sock:
        deadline = monotonic() + patience
        waited = 0
        for step in case.send:
            if isinstance(step, int):
                waited += step
                _read(sock, reader, deadline, partial(_has, reader, waited))
            elif isinstance(step, Heard):
                _read(sock, reader, deadline, partial(_heard, reader, step.content))
            else:
                _send(sock, step)
        _read(sock, reader, deadline, lambda: sum(one.complete for one in talk.responses) >= case.responses)
        if case.closes:
            _read(sock, reader, deadline, lambda: False)
    return talk


def _has(reader: Reader, count: int) -> bool:
    return reader.count >= count


def _heard(reader: Reader, content: bytes) -> bool:
    return bool(reader.talk.responses) and reader.talk.responses[-1].body.endswith(content)


def _send(sock: socket.socket, step: bytes | None) -> None:
    try:
        if step is None:
            sock.shutdown(socket.SHUT_WR)
        else:
            sock.sendall(step)
    except OSError:
        return  # The server has closed already; what it said before is still to be read.


def _read(sock: socket.socket, reader: Reader, deadline: float, done: Callable[[], bool]) -> None:
    """Read until it is done, the connection ends, the server talks nonsense or the time is up."""
    while reader.talk.end == "open" and not reader.talk.malformed and not done():
        sock.settimeout(max(deadline - monotonic(), 0.001))
        try:
            data = sock.recv(65536)
        except TimeoutError:
            return
        except OSError:
            reader.ended("reset")
            return
        if data:
            reader.feed(data)
        else:
            reader.ended("closed")
