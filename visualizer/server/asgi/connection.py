"""A client's connection in the ASGI lane, from request to request, and a task for each exchange."""

import asyncio
import contextvars
from typing import Protocol, cast

from visualizer.probe import emit
from visualizer.server import sites
from visualizer.server.asgi import handshake
from visualizer.server.asgi import scope as scopes
from visualizer.server.asgi.exchange import Application, Exchange
from visualizer.server.asgi.websocket import WebSocket
from visualizer.server.asgi.wire import Wire
from visualizer.server.http1 import response as http_response
from visualizer.server.http1 import rules
from visualizer.server.http1.connection import Connection as Http
from visualizer.server.http1.head import Head
from visualizer.server.http1.rules import Refusal
from visualizer.server.settings import Settings


class Host(Protocol):
    """What a connection needs of the server that accepted it."""

    loop: asyncio.AbstractEventLoop
    application: Application
    settings: Settings
    state: scopes.State
    stopping: bool
    connections: "set[Connection]"

    def forget(self, connection: "Connection") -> None:
        """The connection's socket is closed."""


class Connection(Wire):
    """What asyncio calls when bytes come, and what an exchange asks for."""

    def __init__(self, server: Host, client: tuple[str, int]) -> None:
        super().__init__(server.loop, server.settings.limits, self._late)
        self.client = client
        self.http = Http(self.limits)
        self.task: asyncio.Task[None] | None = None
        """The exchange that runs."""
        self._server = server
        self._exchanges = 0
        self._websocket: WebSocket | None = None
        self._open = False
        """Whether an exchange has begun and not ended."""
        self._refused = False
        self._reading = True
        self._head_by = 0.0

    # ---- what asyncio calls ----

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Accepted: wait for the first byte."""
        self.transport = cast(asyncio.Transport, transport)
        # Of its own accord asyncio takes 256 KiB at once, however small the window is.
        self.transport.max_size = self.limits.window  # type: ignore[attr-defined]  # of its transports on a selector
        server = transport.get_extra_info("sockname")[:2]
        self._origin = scopes.Origin(self.client, server, self._server.settings.root_path, self._server.state)
        # Each exchange starts from this context, not from that of the exchange before it.
        self._context = contextvars.copy_context()
        self._identify(None)
        self._server.connections.add(self)
        self.deadline.set(self.limits.first_byte)
        if len(self._server.connections) > self.limits.connections:
            self.refuse(Refusal(rules.OVERLOADED, f"more than {self.limits.connections} connections"))

    def data_received(self, data: bytes) -> None:
        """Bytes of a request's head or body, or of a request that has to wait for its turn."""
        if self.gone:
            return
        if not self._open:
            self._begin()
        if emit.on:
            emit.event("socket", "recv", "point", None, {"bytes": data, "size": len(data)}, _DATA_RECEIVED)
        if self._websocket is not None:
            self.http.feed_some(data)
            self._websocket.received()
            self.wake()
            self._pause_when_full()
            return
        self.http.feed(data)
        self._advance()

    def eof_received(self) -> bool:
        """The client sends no more; whether the connection stays open for the response."""
        self.http.feed(b"")
        self.peer_ended = True
        if self._websocket is not None:
            return False  # RFC 6455 §7.1.4: without a Close frame that is the abnormal end of a WebSocket.
        if self._open and not self.gone:
            self._advance()
        return self.task is not None

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing can be read or written any more."""
        super().connection_lost(exc)
        self._server.forget(self)
        if self._open and self.task is None:
            self._end("cancelled")
        self._identify(None)
        if emit.on:
            by, reason = self.ended_by
            emit.event("socket", "close", "point", None, {"by": by, "reason": reason}, _CONNECTION_LOST)

    def _late(self) -> None:
        """Too long a silence: 408 within a request, or before the first; a ping on a WebSocket."""
        if self._websocket is not None:
            if self._websocket.ping():
                self.deadline.set(self.limits.ping)
            else:
                self.cut("the client did not answer a ping")
        elif self._open or not self._exchanges:
            self.refuse(Refusal(rules.TIMEOUT, "silence"))
        else:
            self.close("server", "the connection was idle")

    # ---- from request to request ----

    def _identify(self, exchange: int | None) -> None:
        emit.identity.set((self.client[1], exchange))

    def _begin(self) -> None:
        self._exchanges += 1
        self._identify(self._exchanges)
        if emit.on:
            emit.enter("socket", "exchange")
        self._open = True
        self._head_by = self.loop.time() + self.limits.head

    def _end(self, outcome: str) -> None:
        self._open = False
        if emit.on:
            emit.leave("socket", "exchange", outcome)

    def _advance(self) -> None:
        if self.task is not None:
            self.wake()
            self._pause_when_full()
            return
        try:
            head = self.http.read_head()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        if head is None:
            self._read_on()  # A head may be larger than the window.
            self.deadline.set(min(self.limits.between_bytes, self._head_by - self.loop.time()))
        else:
            self.deadline.clear()
            self._start(head)
            self._pause_when_full()

    def _start(self, head: Head) -> None:
        context = self._context.copy()
        context.run(self._identify, self._exchanges)
        if handshake.wanted(head):
            self._start_websocket(head, context)
            return
        if emit.on and (upgrade := head.values(b"upgrade")):
            http_response.report_ignored(rules.UPGRADE, b", ".join(upgrade))
        self.task = self.loop.create_task(self._exchange(head), context=context)

    def _start_websocket(self, head: Head, context: contextvars.Context) -> None:
        try:
            handshake.check(head)
        except Refusal as refusal:
            self.refuse(refusal)
            return
        if self.peer_ended:
            # RFC 6455 §7.1.4: without a Close frame that is the abnormal end, here of a WebSocket that was to be.
            self.close("client", "")
            return
        self.http.read_body()  # There is none; the protocol wants to be told.
        self._websocket = WebSocket(self, self.http, head)
        self.deadline.set(self.limits.ping)
        self.task = self.loop.create_task(self._session(self._websocket, head), context=context)

    async def _session(self, websocket: WebSocket, head: Head) -> None:
        outcome = "cancelled"
        try:
            outcome = await websocket.run(self._server.application, scopes.websocket(head, self._origin))
        finally:
            self.task = None
            self._end(outcome)
        self.linger("the WebSocket is closed")

    async def _exchange(self, head: Head) -> None:
        exchange = Exchange(self, self.http, head)
        scope = scopes.http(head, self._origin)
        outcome = "cancelled"
        try:
            outcome = await exchange.run(self._server.application, scope)
            outcome = "raised" if self._refused else outcome
            rest_is_read = outcome == "returned" and await exchange.rest_is_read()
        finally:
            self.task = None
            self._end(outcome)
        if outcome != "returned":
            self.linger("the application did not complete its response")
        elif not rest_is_read:
            self.linger("the application left the body unread")
        else:
            self._next()

    def _next(self) -> None:
        if self._server.stopping or not self.http.next_request():
            self.linger("the response ends the connection")
        elif self.http.waiting:
            self.resume()
            # In a context of its own: this task's still says that it works on the exchange before.
            context = self._context.copy()
            context.run(self._begin)
            context.run(self._advance)
        elif self.http.ended:
            self.close("client", "")
        else:
            self.resume()
            self.deadline.set(self.limits.keep_alive)

    # ---- what an exchange asks for ----

    async def more(self) -> None:
        """Wait for bytes of the request, so long as the client may be silent within one."""
        self._read_on()  # However small the window is: without more bytes there is nothing to read at all.
        self.deadline.set(self.limits.between_bytes)
        try:
            await self.changed()
        finally:
            self.deadline.clear()

    def refuse(self, refusal: Refusal) -> None:
        """Answer by the rule, and end the connection."""
        if self.gone:
            return
        self._refused = True
        self.write(http_response.refuse(self.http, refusal))
        self.linger(refusal.rule.id)
        if self._open and self.task is None:
            self._end("raised")

    def _waiting(self) -> int:
        return self.http.waiting + (self._websocket.waiting if self._websocket is not None else 0)

    def _pause_when_full(self) -> None:
        if self._reading and not self.gone and self._is_full():
            self._reading = False
            self.transport.pause_reading()

    def _is_full(self) -> bool:
        # A WebSocket's pings are answered without the application: who does not read the pongs is not read from.
        return self._waiting() >= self.limits.window or (self._websocket is not None and self._buffered > 0)

    def resume(self) -> None:
        """Read on, where there is room again."""
        if not self._is_full():
            self._read_on()

    def resume_writing(self) -> None:
        """The client has read most of what it was sent."""
        super().resume_writing()
        self.resume()

    def _read_on(self) -> None:
        if not self._reading:
            self._reading = True
            self.transport.resume_reading()


_DATA_RECEIVED = sites.header(Connection.data_received)
_CONNECTION_LOST = sites.header(Connection.connection_lost)
