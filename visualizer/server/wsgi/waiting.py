"""The connections that wait in the WSGI lane and the listening socket, watched by the main thread alone."""

import contextlib
import math
import selectors
import socket
from time import monotonic
from typing import Literal

from visualizer.server.wsgi.connection import Connection

LISTENER: Literal["listener"] = "listener"


class Waiting:
    """Says which connections have bytes to read, whether a client waits in the backlog, and whose time is up."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._waker, self._wake = socket.socketpair()
        self._waker.setblocking(False)
        self._wake.setblocking(False)
        self._all = selectors.DefaultSelector()
        self._only_wake = selectors.DefaultSelector()
        for selector in (self._all, self._only_wake):
            selector.register(self._waker, selectors.EVENT_READ)
        self._connections: set[Connection] = set()
        self._look_at = math.inf
        """When the next deadline may pass; it is only made exact when it is reached."""
        self._listen_again_at = math.inf
        self._listen()

    def __len__(self) -> int:
        return len(self._connections)

    def add(self, connection: Connection) -> None:
        """Watch it, if it is not watched yet, until its deadline."""
        self._look_at = min(self._look_at, connection.deadline)
        if connection not in self._connections:
            self._connections.add(connection)
            self._all.register(connection.client.socket, selectors.EVENT_READ, connection)

    def remove(self, connection: Connection) -> None:
        """Watch it no more."""
        if connection in self._connections:
            self._connections.discard(connection)
            self._all.unregister(connection.client.socket)

    def ready(self, anybody: bool) -> list[Connection | Literal["listener"]]:
        """Wait for bytes and clients, or, where not `anybody` can be served, only for `wake` and for deadlines."""
        now = monotonic()
        if now >= self._listen_again_at:
            self._listen()
        until = min(self._look_at, self._listen_again_at)
        selector = self._all if anybody else self._only_wake
        found = [key.data for key, _ in selector.select(None if until == math.inf else max(until - now, 0))]
        if None in found:
            with contextlib.suppress(BlockingIOError):
                self._waker.recv(4096)
        return [data for data in found if data is not None]

    def expired(self) -> list[Connection]:
        """Those whose deadline has passed."""
        now = monotonic()
        if now < self._look_at:
            return []
        late = [connection for connection in self._connections if connection.deadline <= now]
        self._look_at = min((one.deadline for one in self._connections if one.deadline > now), default=math.inf)
        return late

    def wake(self) -> None:
        """End a `ready` that waits; for signal handlers and other threads."""
        with contextlib.suppress(BlockingIOError):  # It is full: there is a wake-up under way.
            self._wake.send(b"\0")

    def _listen(self) -> None:
        self._listen_again_at = math.inf
        self._all.register(self._listener, selectors.EVENT_READ, LISTENER)

    def pause_listening(self, seconds: float) -> None:
        """Leave further clients in the backlog for a while."""
        self._all.unregister(self._listener)
        self._listen_again_at = monotonic() + seconds

    def stop_listening(self) -> None:
        """Close the listening socket."""
        if self._listen_again_at == math.inf:
            self._all.unregister(self._listener)
        self._listen_again_at = math.inf
        self._listener.close()

    def close(self) -> list[Connection]:
        """Watch nothing any more; the connections that were watched."""
        rest = list(self._connections)
        self._connections.clear()
        for selector in (self._all, self._only_wake):
            selector.close()
        self._waker.close()
        self._wake.close()
        return rest
