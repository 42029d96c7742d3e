"""A client's socket in the ASGI lane: what is written leaves no faster than the client reads, or is cut off."""

import asyncio
from collections.abc import Callable

from visualizer.probe import emit
from visualizer.server.asgi.deadline import Deadline
from visualizer.server.limits import Limits


class ClientDisconnected(OSError):
    """The specification: "If send() is called on a closed connection the server should raise a server-specific subclass
    of OSError."
    """


class Wire(asyncio.Protocol):
    """The part of a connection that is the same for HTTP and WebSocket: writing, waiting, and the end."""

    transport: asyncio.Transport

    def __init__(self, loop: asyncio.AbstractEventLoop, limits: Limits, late: Callable[[], None]) -> None:
        self.loop = loop
        self.limits = limits
        self.gone = False
        """Whether nothing that is written from now on will leave: the client has gone, or the connection is ending."""
        self.ended_by = ("client", "")
        """Who ends the connection, and why."""
        self.deadline = Deadline(loop, late)
        self._stalled = Deadline(loop, self._cut_reader)
        self._change: asyncio.Future[None] | None = None
        self.peer_ended = False
        """Whether the client has said that it sends no more."""
        self._buffered = 0

    # ---- writing ----

    def write(self, data: bytes) -> None:
        """Hand bytes to the kernel, or to the transport's buffer where the kernel takes no more."""
        if self.transport.is_closing():
            self.gone = True
        if data and not self.gone:
            if emit.on:
                emit.ahead("socket", "send", bytes=data, size=len(data))
            self.transport.write(data)

    async def drain(self) -> None:
        """Wait until the client has taken most of what it was sent; so a slow reader makes the application slow."""
        while self._buffered and not self.gone:
            await self.changed()

    def pause_writing(self) -> None:
        """The transport's buffer has more than it should."""
        self._buffered = self.transport.get_write_buffer_size()
        self._stalled.set(self.limits.write)

    def resume_writing(self) -> None:
        """It has little again."""
        self._buffered = 0
        if not self.gone:
            self._stalled.clear()
        self.wake()

    def _cut_reader(self) -> None:
        left = self.transport.get_write_buffer_size()
        if left < self._buffered:
            self._buffered = left
            self._stalled.set(self.limits.write)
        else:
            self.cut("the client did not read the response")

    # ---- waiting ----

    async def changed(self) -> None:
        """Wait until bytes have come, the client reads again, or the connection ends."""
        if self._change is None:
            self._change = self.loop.create_future()
        await asyncio.shield(self._change)

    def wake(self) -> None:
        """Let everything look again that waits in `changed`."""
        if self._change is not None:
            self._change.set_result(None)
            self._change = None

    # ---- the end ----

    def close(self, by: str, reason: str) -> None:
        """Let what is written leave, then end the connection."""
        self._ending(by, reason)
        self.transport.close()

    def linger(self, reason: str) -> None:
        """RFC 9112 §9.6: "First, the server performs a half-close by closing only the write side of the read/write
        connection. The server then continues to read from the connection until it receives a corresponding close by the
        client": else a reset could destroy the answer before the client has read it.
        """
        if self.gone:
            return
        self._ending("server", reason)
        if self.peer_ended:
            self.transport.close()
            return
        try:
            self.transport.write_eof()
        except OSError:
            self.transport.abort()  # The client has reset the connection, and the loop has not noticed yet.
            return
        self.transport.resume_reading()
        self.loop.call_later(self.limits.linger, self._leave)

    def _leave(self) -> None:
        """The client has had its time to read; unless there are bytes of the response that have not even left."""
        if self.transport.get_write_buffer_size():
            self.loop.call_later(self.limits.linger, self._leave)
        else:
            self.transport.abort()

    def cut(self, reason: str) -> None:
        """End the connection at once."""
        self._ending("server", reason)
        self.transport.abort()

    def _ending(self, by: str, reason: str) -> None:
        if self.gone:
            return
        self.gone = True
        self.ended_by = (by, reason)
        self.deadline.end()
        self._buffered = self.transport.get_write_buffer_size()
        self._stalled.set(self.limits.write)
        self.wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing can be read or written any more."""
        if not self.gone and exc is not None:
            self.ended_by = ("client", str(exc))
        self.gone = True
        self.deadline.end()
        self._stalled.end()
        self.wake()
