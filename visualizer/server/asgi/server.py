"""The ASGI lane: an asyncio.Protocol a connection, a task an exchange, and the lifespan around them."""

import asyncio
import signal
import socket
from typing import cast

from visualizer.probe import emit
from visualizer.server.asgi import scope as scopes
from visualizer.server.asgi.exchange import Application, Exchange
from visualizer.server.asgi.lifespan import Lifespan
from visualizer.server.http1 import response as http_response
from visualizer.server.http1 import rules
from visualizer.server.http1.connection import Connection as Http
from visualizer.server.http1.head import Head
from visualizer.server.http1.rules import Refusal
from visualizer.server.listener import announce, listen
from visualizer.server.settings import Settings


class Connection(asyncio.Protocol):
    """One client's connection, its requests one after another."""

    transport: asyncio.Transport

    def __init__(self, server: "Server") -> None:
        self._server = server
        self._limits = server.settings.limits
        self._loop = server.loop
        self.http = Http(self._limits)
        self.gone = False
        self._exchanges = 0
        self._open = False
        self._task: asyncio.Task[None] | None = None
        self._change: asyncio.Future[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()
        self._reading = True
        self._timer: asyncio.TimerHandle | None = None
        self._closing = ("server", "")

    # ---- what asyncio calls ----

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Accepted: wait for the first byte."""
        self.transport = cast(asyncio.Transport, transport)
        self.client: tuple[str, int] = transport.get_extra_info("peername")[:2]
        self.server: tuple[str, int] = transport.get_extra_info("sockname")[:2]
        self._server.connections.add(self)
        emit.identity.set((self.client[1], None))
        if emit.on:
            emit.point("socket", "accept", peer=list(self.client), local=list(self.server))
        self._wait(self._limits.first_byte)

    def data_received(self, data: bytes) -> None:
        """Bytes of a request's head or body, or of a request that has to wait for its turn."""
        if self._closing[1]:
            return
        if not self._open:
            self._begin()
        if emit.on:
            emit.point("socket", "recv", bytes=data, size=len(data))
        self.http.feed(data)
        self._advance()

    def eof_received(self) -> bool:
        """The client sends no more; a complete request still gets its response."""
        self.http.feed(b"")
        self._advance()
        return self._open

    def pause_writing(self) -> None:
        """The client takes less than it is sent."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """The client has taken it."""
        self._writable.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing can be read or written any more."""
        self.gone = True
        self._wait(None)
        self._writable.set()
        self._wake()
        self._server.connections.discard(self)
        if self._open and self._task is None:
            self._leave("cancelled")
        emit.identity.set((self.client[1], None))
        if emit.on:
            by, why = self._closing
            emit.point("socket", "close", by=by if why else "client", reason=why or (str(exc) if exc else ""))

    # ---- from request to request ----

    def _begin(self) -> None:
        self._open = True
        self._exchanges += 1
        emit.identity.set((self.client[1], self._exchanges))
        if emit.on:
            emit.enter("socket", "exchange")
        self._wait(self._limits.head)

    def _leave(self, outcome: str) -> None:
        self._open = False
        if emit.on:
            emit.leave("socket", "exchange", outcome)

    def _advance(self) -> None:
        if self._task is not None:
            self._wake()
            self._pause_when_full()
            return
        try:
            head = self.http.read_head()
        except Refusal as refusal:
            self.refuse(refusal)
            self._leave("raised")
            return
        if head is not None:
            self._wait(None)
            self._task = self._loop.create_task(self._exchange(head))

    async def _exchange(self, head: Head) -> None:
        emit.identity.set((self.client[1], self._exchanges))
        exchange = Exchange(self, head)
        scope = scopes.http(head, self.client, self.server, self._server.settings.root_path, self._server.state)
        outcome = "cancelled"
        try:
            await exchange.run(self._server.application, scope)
            goes_on = exchange.complete and not self.gone and await self._rest_is_read()
            outcome = "cancelled" if self.gone else "returned" if exchange.complete else "raised"
        finally:
            self._task = None
            self._leave(outcome)
        self._next(goes_on)

    async def _rest_is_read(self) -> bool:
        left = self._limits.unread_body
        while not self.gone and left >= 0 and not self.http.continue_is_due:
            try:
                piece = self.http.read_body()
            except Refusal:
                return False
            if piece is None:
                await self.changed()
            elif piece:
                left -= len(piece)
            else:
                return True
        return False

    def _next(self, goes_on: bool) -> None:
        if self.gone:
            return
        if not goes_on or self._server.stopping or not self.http.next_request():
            self.close("server", "the response ends the connection")
            return
        self._resume()
        if self.http.waiting:
            self._begin()
            self._advance()
        elif self.http.ended:
            self.close("client", "")
        else:
            self._wait(self._limits.keep_alive)

    # ---- what an exchange asks for ----

    def write(self, data: bytes) -> None:
        """Hand bytes to the kernel, or to the transport's buffer where the kernel takes no more."""
        if data and not self.gone:
            if emit.on:
                emit.ahead("socket", "send", bytes=data, size=len(data))
            self.transport.write(data)

    async def drain(self) -> None:
        """Wait until the client has taken most of what it was sent."""
        if not self._writable.is_set():
            await self._writable.wait()

    async def changed(self) -> None:
        """Wait for bytes, or for the end of the connection."""
        self._resume()
        if self._change is None:
            self._change = self._loop.create_future()
        await asyncio.shield(self._change)

    def refuse(self, refusal: Refusal) -> None:
        """Answer by the rule, and end the connection."""
        self.write(http_response.refuse(self.http, refusal))
        self.close("server", refusal.rule.id)

    def close(self, by: str, reason: str) -> None:
        """Let what is written leave, then end the connection."""
        self._closing = (by, reason)
        self._wait(None)
        self.transport.close()

    def _wake(self) -> None:
        if self._change is not None:
            change, self._change = self._change, None
            change.set_result(None)

    def _pause_when_full(self) -> None:
        if self._reading and self.http.waiting >= self._limits.window:
            self._reading = False
            self.transport.pause_reading()

    def _resume(self) -> None:
        if not self._reading and self.http.waiting < self._limits.window:
            self._reading = True
            self.transport.resume_reading()

    def _wait(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self._loop.call_later(seconds, self._late)

    def _late(self) -> None:
        if self._open or not self._exchanges:
            self.refuse(Refusal(rules.TIMEOUT, "silence"))
        else:
            self.close("server", "it said nothing for too long")


class Server:
    """Serves until it is told to stop."""

    def __init__(self, application: Application, settings: Settings) -> None:
        self.application = application
        self.settings = settings
        self.connections: set[Connection] = set()
        self.stopping = False
        self._listener: socket.socket = listen(settings)

    async def run(self) -> None:
        """Start the application, listen, say so, serve; return when stopped and everything is closed."""
        self.loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            self.loop.add_signal_handler(name, self._stop.set)
        lifespan = Lifespan(self.application)
        await lifespan.startup()
        self.state = lifespan.state
        server = await self.loop.create_server(lambda: Connection(self), sock=self._listener)
        announce(self._listener)
        await self._stop.wait()
        self.stopping = True
        server.close()
        await self._finish()
        await lifespan.shutdown()

    async def _finish(self) -> None:
        tasks = [connection._task for connection in self.connections if connection._task is not None]
        for connection in list(self.connections):
            if connection._task is None:
                connection.close("server", "the server stops")
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=self.settings.limits.stop)
            for task in late:
                task.cancel()
