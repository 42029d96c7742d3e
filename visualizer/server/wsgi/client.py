"""The client's socket in the WSGI lane: recv and send that wait for the client, within a time limit, and are reported.

The socket itself never blocks, so what can be done at once is one system call; only who has to wait asks to be woken.
"""

import select
import socket
from typing import NamedTuple

from visualizer.probe import emit
from visualizer.server import sites
from visualizer.server.http1 import rules
from visualizer.server.http1.rules import Refusal
from visualizer.server.limits import Limits


class Gone(OSError):
    """The client is not there any more: nobody is left to answer to."""

    by = "client"
    """Who ends the connection."""


class Stalled(Gone):
    """The client does not take what it is sent, and is sent no more."""

    by = "server"


class Ends(NamedTuple):
    """The two ends of a connection, as (host, port)."""

    server: tuple[str, int]
    client: tuple[str, int]


class Client:
    """One accepted socket."""

    def __init__(self, sock: socket.socket, peer: tuple[str, int], limits: Limits) -> None:
        self.socket = sock
        self.ends = Ends(sock.getsockname()[:2], peer)
        self._limits = limits
        sock.setblocking(False)

    def identify(self, exchange: int | None = None) -> None:
        """Say whose events are emitted from here on in this thread."""
        emit.identity.set((self.ends.client[1], exchange))

    def receive_now(self) -> bytes:
        """The bytes that have come; empty when the client has gone."""
        try:
            return self.socket.recv(self._limits.window)
        except OSError:
            return b""

    def goes_on(self, seconds: float) -> bool:
        """Whether bytes, or the end, come in this time."""
        return self._ready(select.POLLIN, seconds)

    def report(self, data: bytes) -> None:
        """Tell of the bytes that `receive_now` took: an exchange begins with them, and only now it has."""
        emit.event("socket", "recv", "point", None, {"bytes": data, "size": len(data)}, _RECEIVE_NOW)

    def receive(self, seconds: float) -> bytes:
        """Wait for bytes so long; empty when the client sends no more. Raises Refusal when none come, or Gone."""
        if not self._ready(select.POLLIN, seconds):
            raise Refusal(rules.TIMEOUT, f"silence for {seconds:.3g} s")
        try:
            data = self.socket.recv(self._limits.window)
            if emit.on:
                emit.point("socket", "recv", bytes=data, size=len(data))
        except OSError as error:
            raise Gone(str(error)) from None
        return data

    def send(self, data: bytes) -> None:
        """Hand all of it to the kernel, as fast as the client reads; raises Gone, or Stalled when it does not read."""
        left = memoryview(data)
        if emit.on and data:
            emit.ahead("socket", "send", bytes=data, size=len(data))
        while left:
            try:
                left = left[self.socket.send(left) :]
            except BlockingIOError:
                if not self._ready(select.POLLOUT, self._limits.write):
                    raise Stalled("the client did not read the response") from None
            except OSError as error:
                raise Gone(str(error)) from None

    def _ready(self, for_what: int, seconds: float) -> bool:
        """Whether a call that must not wait can do something, or the connection ends, within this time."""
        waiting = select.poll()
        waiting.register(self.socket, for_what)
        return bool(waiting.poll(max(seconds, 0) * 1000))

    def half_close(self) -> bool:
        """Send no more; whether the client is still there to notice.

        RFC 9112 §9.6: "First, the server performs a half-close by closing only the write side of the read/write
        connection. The server then continues to read from the connection until it receives a corresponding close by the
        client": else a reset could destroy the answer before the client has read it.
        """
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            return False
        return True

    def close(self, by: str, reason: str) -> None:
        """End the connection, and say who ended it and why."""
        self.identify()
        self.socket.close()
        if emit.on:
            emit.point("socket", "close", by=by, reason=reason)


_RECEIVE_NOW = sites.whole(Client.receive_now)
