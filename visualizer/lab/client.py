"""The client: sends raw bytes over real sockets, reads what comes back, and reports what it did as `client` events.

Each request is an exchange of its connection. A connection's identity is the client's own port, for the server too.
Every wait has an end: where the time is up the client closes, and says so.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from time import perf_counter_ns
from typing import Any

from visualizer.lab.framing import ResponseReader
from visualizer.lab.observer import Observer
from visualizer.lab.request import Request

UNFRAMED_SECONDS = 2.0
"""How long the client waits for a server to hang up where HTTP does not say when the response is complete."""
_CHUNK = 65_536


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
) -> list[Response]:
    """Send all requests, those of one connection one after another, different connections at once.

    `seconds` is how long each request may take. The responses are in the order of connections, then of requests.
    """
    connections: dict[int, list[Request]] = {}
    for request in requests:
        connections.setdefault(request.connection, []).append(request)
    ways = [_Connection(address, observer, seconds, prepare).run(each) for each in connections.values()]
    return [response for responses in await asyncio.gather(*ways) for response in responses]


class _Connection:
    """One TCP connection from the client's side."""

    def __init__(self, address: tuple[str, int], observer: Observer, seconds: float, prepare: Prepare) -> None:
        self._address = address
        self._prepare = prepare
        self._observer = observer
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._closed_by: str | None = None

    async def run(self, requests: Sequence[Request]) -> list[Response]:
        """Send the requests one after another, as long as the connection lasts; it is closed in the end."""
        responses: list[Response] = []
        with socket.socket() as self._socket:
            self._socket.setblocking(False)
            # Bound before it is connected, so that the port is known to the very first event.
            self._socket.bind(("127.0.0.1", 0))
            self._port = self._socket.getsockname()[1]
            await self._prepare(self._port)
            for exchange, request in zip(count(1), requests):
                responses.append(await self._exchange(exchange, request))
                if self._closed_by:
                    break
            self._report(responses[-1].exchange, "close", by=self._closed_by or "client")
        return responses

    def _report(self, exchange: int, name: str, phase: str = "point", **more: Any) -> None:
        self._observer.report("client", name, phase, connection=self._port, exchange=exchange, **more)

    async def _exchange(self, exchange: int, request: Request) -> Response:
        reader = ResponseReader(request.data)
        self._report(exchange, "request", "enter", line=request.line)
        outcome = "returned"
        seconds = self._seconds if reader.framed else min(self._seconds, UNFRAMED_SECONDS)
        try:
            async with asyncio.timeout(seconds):
                await self._converse(exchange, request, reader)
        except TimeoutError:
            outcome, self._closed_by = "cancelled", "client"
        except OSError:
            outcome, self._closed_by = "raised", "server"
        if reader.cut_off:
            outcome = "raised"
        self._report(exchange, "request", "exit", outcome=outcome, status=reader.status, size=reader.size)
        return Response(self._port, exchange, reader.status, reader.size, outcome)

    async def _converse(self, exchange: int, request: Request, reader: ResponseReader) -> None:
        if exchange == 1:
            begin = perf_counter_ns()  # The server may accept before this loop hears that the connection stands.
            await self._loop.sock_connect(self._socket, self._address)
            self._report(exchange, "connect", time=begin, peer=list(self._address), local=["127.0.0.1", self._port])
        for number, piece in enumerate(request.pieces()):
            if request.pace is not None and number:
                await self._pause(request.pace.seconds)
            await self._send(exchange, piece)
        while not reader.complete or reader.closes:
            data = await self._loop.sock_recv(self._socket, _CHUNK)
            reader.feed(data)
            if not data:
                self._closed_by = "server"
                return
            self._report(exchange, "receive", bytes=data, size=len(data))

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
        begin = perf_counter_ns()  # Before the kernel has them: the server may read before sendall returns.
        with suppress(OSError):  # A server may refuse early and hang up; its answer can still be read.
            await self._loop.sock_sendall(self._socket, data)
        self._report(exchange, "send", time=begin, bytes=data, size=len(data))
