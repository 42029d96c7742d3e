"""The client: sends raw bytes over real sockets, reads what comes back, and reports what it did as `client` events.

Each request is an exchange of its connection. A connection's identity is the client's own port, for the server too.
Every wait has an end: where the time is up the client closes, and says so.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Any

from visualizer.lab.framing import ResponseReader
from visualizer.lab.manner import Act, Leave, Manner, Pause, Send
from visualizer.lab.observer import Observer
from visualizer.lab.request import Request

UNFRAMED_SECONDS = 2.0
"""How long the client waits for a server to hang up where HTTP does not say when the response is complete."""
_CHUNK = 65_536
_READS_A_SECOND = 20


@dataclass(frozen=True, slots=True)
class Response:
    """What came back for one request."""

    connection: int
    """The client's port."""
    exchange: int
    """Which request of the connection it answers, from 1."""
    status: int | None
    """The status code, None where nothing came that has one."""
    size: int
    """How many bytes came, head and body."""
    outcome: str
    """`returned`; `raised` when the connection broke, `cancelled` when the time was up."""


Prepare = Callable[[int], Awaitable[None]]
"""Awaited with a connection's port, before it is made: whoever wants to hold its exchanges says so now."""


async def unprepared(port: int) -> None:
    """Prepare nothing."""


async def send(
    address: tuple[str, int],
    requests: Iterable[Request],
    observer: Observer,
    seconds: float,
    prepare: Prepare = unprepared,
    on_response: Callable[[Response], None] = lambda response: None,
) -> list[Response]:
    """Send all requests, those of one connection one after another, different connections at once.

    `seconds` is how long each request may take; `on_response` is told each response when it is there. They are returned
    in the order of connections, then of requests.
    """
    connections: dict[int, list[Request]] = {}
    for request in requests:
        connections.setdefault(request.connection, []).append(request)
    ways = _Ways(prepare, on_response)
    runs = [_Connection(address, observer, seconds, ways).run(each) for each in connections.values()]
    return [response for responses in await asyncio.gather(*runs) for response in responses]


@dataclass(frozen=True, slots=True)
class _Ways:
    """Whom a connection tells what."""

    prepare: Prepare
    on_response: Callable[[Response], None]


class _Connection:
    """One TCP connection from the client's side."""

    def __init__(self, address: tuple[str, int], observer: Observer, seconds: float, ways: _Ways) -> None:
        self._address = address
        self._ways = ways
        self._observer = observer
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._closed_by: str | None = None
        self._rest = b""

    async def run(self, requests: Sequence[Request]) -> list[Response]:
        """Send the requests one after another, as long as the connection lasts; it is closed in the end."""
        with socket.socket() as self._socket:
            self._socket.setblocking(False)
            await _rest(requests[0].manner.wait)
            # Bound before it is connected, so that the port is known to the very first event.
            self._socket.bind(("127.0.0.1", 0))
            self._port = self._socket.getsockname()[1]
            await self._ways.prepare(self._port)
            return await self._exchanges(requests)

    async def _exchanges(self, requests: Sequence[Request]) -> list[Response]:
        responses: list[Response] = []
        begun = self._loop.time()
        exchange = 1
        try:
            for exchange, request in zip(count(1), requests):
                if responses:
                    await _rest(begun + request.manner.every - self._loop.time())
                begun = self._loop.time()
                following = list(takewhile(lambda each: each.pipelined, requests[exchange:]))
                responses.append(await self._exchange(exchange, request, following))
                self._ways.on_response(responses[-1])
                if self._closed_by:
                    break
        finally:  # Whoever has it sent may give it up at any time: the client leaves then, and says so.
            self._report(exchange, "close", by=self._closed_by or "client")
        return responses

    def _report(self, exchange: int, name: str, phase: str = "point", **more: Any) -> None:
        self._observer.report("client", name, phase, connection=self._port, exchange=exchange, **more)

    async def _exchange(self, exchange: int, request: Request, following: Sequence[Request]) -> Response:
        reader = ResponseReader(request.data)
        if not request.pipelined or exchange == 1:
            for number, each in enumerate([request, *following], start=exchange):
                self._report(number, "request", "enter", line=each.line)
        outcome = "cancelled"
        seconds = self._seconds if reader.framed else min(self._seconds, UNFRAMED_SECONDS)
        try:
            async with asyncio.timeout(seconds):
                await self._converse(exchange, request, following, reader)
            outcome = "returned"
        except (TimeoutError, _Left):
            self._closed_by = "client"
        except OSError:
            outcome, self._closed_by = "raised", "server"
        finally:
            if reader.cut_off:
                outcome = "raised"
            self._report(exchange, "request", "exit", outcome=outcome, status=reader.status, size=reader.size)
        self._rest = reader.rest
        return Response(self._port, exchange, reader.status, reader.size, outcome)

    async def _converse(
        self, exchange: int, request: Request, following: Sequence[Request], reader: ResponseReader
    ) -> None:
        if exchange == 1:
            await self._connect(request)
        if not request.pipelined or exchange == 1:
            for act in request.acts(*following):
                await self._act(exchange, act)
        if self._rest:
            reader.feed(self._rest)
        while not reader.complete or reader.closes:
            data = await self._loop.sock_recv(self._socket, self._appetite(request.manner, reader))
            reader.feed(data)
            if not data:
                self._closed_by = "server"
                return
            self._report(exchange, "receive", bytes=data, size=len(data))
            await self._after_reading(request.manner, len(data), reader)

    async def _connect(self, request: Request) -> None:
        if request.manner.receive_buffer is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, request.manner.receive_buffer)
        # Said before it is done: the server may accept before this loop hears that the connection stands, and other
        # connections may report what they do meanwhile.
        self._report(1, "connect", peer=list(self._address), local=["127.0.0.1", self._port])
        await self._loop.sock_connect(self._socket, self._address)

    async def _act(self, exchange: int, act: Act) -> None:
        if isinstance(act, Send):
            await self._send(exchange, act.data)
        elif isinstance(act, Pause):
            await self._pause(act.seconds)
        else:
            self._leave(act)

    def _leave(self, leave: Leave) -> None:
        """Send no more; raise _Left unless the response is still to be read."""
        if leave.how == "half-close":
            with suppress(OSError):  # The server was first.
                self._socket.shutdown(socket.SHUT_WR)
            return
        if leave.how == "reset":
            # With a linger time of 0 the kernel ends the connection with RST (tcp(7), socket(7): SO_LINGER).
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise _Left

    def _appetite(self, manner: Manner, reader: ResponseReader) -> int:
        """How many bytes to read at the most."""
        size = _CHUNK if manner.read_rate is None else max(manner.read_rate // _READS_A_SECOND, 1)
        if manner.leave is not None and manner.leave.received is not None:
            size = min(size, max(manner.leave.received - reader.size, 1))
        return size

    async def _after_reading(self, manner: Manner, size: int, reader: ResponseReader) -> None:
        if manner.leave is not None and manner.leave.received is not None and reader.size >= manner.leave.received:
            self._leave(manner.leave)
        if manner.read_rate is not None and not reader.complete:
            await _rest(size / manner.read_rate)

    async def _pause(self, seconds: float) -> None:
        """Wait so long, or until the server has something to say already."""
        spoken = asyncio.Event()
        self._loop.add_reader(self._socket, spoken.set)
        try:
            async with asyncio.timeout(seconds):
                await spoken.wait()
        except TimeoutError:
            pass
        finally:
            self._loop.remove_reader(self._socket)

    async def _send(self, exchange: int, data: bytes) -> None:
        self._report(exchange, "send", bytes=data, size=len(data))  # The server may read before sendall returns.
        with suppress(OSError):  # A server may refuse early and hang up; its answer can still be read.
            await self._loop.sock_sendall(self._socket, data)


class _Left(Exception):
    """The client has had enough."""


async def _rest(seconds: float) -> None:
    """Do nothing for so long."""
    if seconds > 0:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.Event().wait()
