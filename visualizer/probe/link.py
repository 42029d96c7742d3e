"""The sink that reports to the program: a trace's lines go out over loopback TCP, `arm` and `ping` come in.

A write that the program does not take within seconds is dropped and the connection made anew; an application is never
held up by a program that has stopped reading.
"""

import json
import socket
import threading
from contextlib import suppress
from typing import Any, Callable, Iterator, List, Optional, Tuple

from visualizer.probe import hold
from visualizer.probe.settings import Settings
from visualizer.vocabulary.limits import LINE_LIMIT

WRITE_SECONDS = 5.0
"""How long one write may wait for the program to read."""

_READ = 65_536


class Link:
    """One process's connection to the program; OSError if nobody listens there."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.answer: Optional[Callable[[int], None]] = None
        """Called with the number of each ping."""
        self._connection, self._listener = self._open()

    def _open(self) -> Tuple[socket.socket, threading.Thread]:
        connection = self._settings.connect("events")
        connection.settimeout(WRITE_SECONDS)
        listener = threading.Thread(target=_listen, args=(self, connection), name="visualizer-link", daemon=True)
        listener.start()
        return connection, listener

    def write(self, text: str) -> None:
        """Send whole lines."""
        self._connection.sendall(text.encode("ascii"))

    def reopen(self) -> None:
        """Connect again: what was sent half is lost with the old connection."""
        self.close()
        self._connection, self._listener = self._open()

    def close(self) -> None:
        """Close the connection, so that its listener ends too."""
        with suppress(OSError):  # The program was first.
            self._connection.shutdown(socket.SHUT_RDWR)
        self._listener.join(WRITE_SECONDS)
        self._connection.close()

    def forked(self) -> None:
        """Leave the parent's connection to the parent, and open one of this process's own."""
        self._connection.close()
        self._connection, self._listener = self._open()

    def obey(self, message: Any) -> None:
        """Do what one message of the program says; ValueError if it is none."""
        if not isinstance(message, dict):
            raise ValueError("a message is an object")
        if "arm" in message:
            hold.arm(message["arm"])
        elif "ping" in message and self.answer is not None:
            self.answer(message["ping"])


def _listen(link: Link, connection: socket.socket) -> None:
    """Do what the program says until the connection ends; then nothing is armed any more."""
    with suppress(OSError, ValueError):  # The connection broke, or this is not our program.
        for line in lines(connection):
            link.obey(json.loads(line))
    hold.arm([])


def lines(connection: socket.socket) -> Iterator[bytes]:
    """Whole lines as they arrive; ValueError if one is too long."""
    waiting: List[bytes] = []
    size = 0
    while True:
        try:
            data = connection.recv(_READ)
        except socket.timeout:  # The time limit is for writing; the program may be silent for as long as it likes.
            continue
        if not data:
            return
        *whole, rest = data.split(b"\n")
        for line in whole:
            yield b"".join(waiting) + line
            waiting, size = [], 0
        waiting.append(rest)
        size += len(rest)
        if size > LINE_LIMIT:
            raise ValueError("a line of the link is longer than %d bytes" % LINE_LIMIT)
