"""The connections that wait in the WSGI lane and the listening socket, watched by the main thread alone.

A thread that has served a connection adds it again by itself: where the system notices that while it waits (epoll,
kqueue) the main thread sleeps on.
"""

import contextlib
import math
import selectors
import socket
import threading
from time import monotonic
from typing import Literal

from visualizer.server.wsgi.connection import Connection

LISTENER: Literal["listener"] = "listener"

_NOTICES = selectors.DefaultSelector.__name__ in ("EpollSelector", "KqueueSelector")
"""Whether a selector that waits notices what another thread registers meanwhile."""


class Waiting:
    """Says which connections have bytes to read, whether a client waits in the backlog, and whose time is up."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._waker, self._wake = socket.socketpair()
        self._waker.setblocking(False)
        self._wake.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._waker, selectors.EVENT_READ)
        self._lock = threading.Lock()
        self._connections: set[Connection] = set()
        self._closed = False
        self._look_at = math.inf
        """When the next deadline may pass; it is only made exact when it is reached."""
        self._listening = False
        self._listen_again_at = 0.0

    def __len__(self) -> int:
        return len(self._connections)

    def add(self, connection: Connection) -> None:
        """Watch it, if it is not watched yet, until its deadline; from any thread."""
        with self._lock:
            if self._closed:
                return
            is_news = connection.deadline < self._look_at
            self._look_at = min(self._look_at, connection.deadline)
            if connection not in self._connections:
                self._connections.add(connection)
                self._selector.register(connection.client.socket, selectors.EVENT_READ, connection)
        if is_news or not _NOTICES:
            self.wake()

    def remove(self, connection: Connection) -> None:
        """Watch it no more; from any thread."""
        with self._lock:
            if connection in self._connections:
                self._connections.discard(connection)
                self._selector.unregister(connection.client.socket)

    def ready(self, anybody: bool) -> list[Connection | Literal["listener"]]:
        """Wait for bytes, for `wake`, for deadlines, and, where there is `anybody` to serve them, for clients."""
        now = monotonic()
        self._listen(anybody and now >= self._listen_again_at)
        until = min(self._look_at, self._listen_again_at if anybody and not self._listening else math.inf)
        found = [key.data for key, _ in self._selector.select(None if until == math.inf else max(until - now, 0))]
        if None in found:
            with contextlib.suppress(BlockingIOError):
                self._waker.recv(4096)
        return [data for data in found if data is not None]

    def expired(self) -> list[Connection]:
        """Those whose deadline has passed."""
        now = monotonic()
        if now < self._look_at:
            return []
        with self._lock:
            late = [connection for connection in self._connections if connection.deadline <= now]
            self._look_at = min((one.deadline for one in self._connections if one.deadline > now), default=math.inf)
        return late

    @property
    def wakeup(self) -> int:
        """The descriptor that a byte has to be written to so that a `ready` that waits ends."""
        return self._wake.fileno()

    def wake(self) -> None:
        """End a `ready` that waits; from any thread."""
        with contextlib.suppress(BlockingIOError):  # It is full: there is a wake-up under way.
            self._wake.send(b"\0")

    def _listen(self, listen: bool) -> None:
        if listen and not self._listening:
            with contextlib.suppress(ValueError):  # A signal has closed it this very moment.
                self._selector.register(self._listener, selectors.EVENT_READ, LISTENER)
        elif self._listening and not listen:
            self._selector.unregister(self._listener)
        self._listening = listen

    def pause_listening(self, seconds: float) -> None:
        """Leave further clients in the backlog for a while."""
        self._listen_again_at = monotonic() + seconds

    def stop_listening(self) -> None:
        """Close the listening socket; for signal handlers."""
        self._listen_again_at = math.inf
        self._listener.close()

    def close(self) -> list[Connection]:
        """Watch nothing any more; the connections that were watched."""
        with self._lock:
            self._closed = True
            rest = list(self._connections)
            self._connections.clear()
            self._selector.close()
        self._waker.close()
        self._wake.close()
        return rest
