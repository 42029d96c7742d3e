"""What one small request costs without a socket: µs of CPU in this process, against h11 alone in the same run.

    python -m benchmarks.request

Each lane answers the same request again and again over a socket that is none: with the probe detached, with every event
made and thrown away, and with every event handed to the process that writes the file. h11 alone, the reference, reads
that request and writes that response. All are measured in alternation; the medians are printed.
"""

import asyncio
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, NamedTuple, cast

import h11

from benchmarks import hello
from visualizer.probe import asgi as asgi_probe
from visualizer.probe import emit
from visualizer.probe import wsgi as wsgi_probe
from visualizer.probe.buffer import Buffer
from visualizer.probe.recording import Recording
from visualizer.server.asgi.connection import Connection as AsgiConnection
from visualizer.server.settings import Settings
from visualizer.server.wsgi.connection import Connection as WsgiConnection

ROUNDS, REQUESTS = 15, 1000
REQUEST = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n"
CLIENT, SERVER = ("127.0.0.1", 50000), ("127.0.0.1", 8000)


class Discard:
    """A sink that keeps nothing: what an event costs to make."""

    def put(self, event: emit.Event) -> None:
        """Keep nothing."""

    def lose(self, reason: str) -> None:
        """None is lost."""

    def close(self) -> None:
        """Nothing waits."""

    def forked(self) -> None:
        """Nothing to start anew."""


class Socket:
    """Always has the request, and room for the response."""

    def getsockname(self) -> tuple[str, int]:
        """The server's end."""
        return SERVER

    def setblocking(self, flag: bool) -> None:
        """It never blocks."""

    def recv(self, size: int) -> bytes:
        """The request."""
        return REQUEST

    def send(self, data: memoryview) -> int:
        """All of it is taken."""
        return len(data)


class Transport(asyncio.Transport):
    """Takes the response."""

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """The server's end."""
        return SERVER

    def is_closing(self) -> bool:
        """Never."""
        return False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """All of it is taken."""


class Host:
    """What a connection of the ASGI lane needs of its server."""

    stopping = False

    def __init__(self, loop: asyncio.AbstractEventLoop, application: Any) -> None:
        self.loop, self.application, self.settings = loop, application, Settings()
        self.state: dict[str, Any] = {}
        self.connections: set[AsgiConnection] = set()

    def forget(self, connection: AsgiConnection) -> None:
        """It is never closed."""


class Case(NamedTuple):
    """Something that is measured."""

    name: str
    answer: Callable[[], None]
    """Answers REQUESTS requests."""
    sink: Callable[[], emit.Sink] | None = None


def h11_alone() -> None:
    """Read the request and write the response, as the lanes have h11 do it."""
    http = h11.Connection(h11.SERVER)
    fields = [("content-type", "text/plain"), ("content-length", "14"), ("Date", "x"), ("Server", "visualizer")]
    response = h11.Response(status_code=200, headers=fields, reason="OK")
    for _ in range(REQUESTS):
        http.receive_data(REQUEST)
        http.next_event()
        http.next_event()
        http.send(response)
        http.send(h11.Data(data=hello.BODY))
        http.send(h11.EndOfMessage())
        http.start_next_cycle()


def wsgi_lane(application: Any) -> Callable[[], None]:
    """The WSGI lane, in this thread."""
    connection = WsgiConnection(cast(socket.socket, Socket()), CLIENT, application, Settings())

    def answer() -> None:
        for _ in range(REQUESTS):
            connection.serve()

    return answer


def asgi_lane(loop: asyncio.AbstractEventLoop, application: Any) -> Callable[[], None]:
    """The ASGI lane, on a loop."""
    connection = AsgiConnection(Host(loop, application), CLIENT)
    loop.call_soon(connection.connection_made, Transport())

    async def answers() -> None:
        await asyncio.sleep(0)
        for _ in range(REQUESTS):
            connection.data_received(REQUEST)
            assert connection.task is not None
            await connection.task

    return lambda: loop.run_until_complete(answers())


def cases(loop: asyncio.AbstractEventLoop, folder: Path) -> Iterator[Case]:
    """All that is compared, the reference first."""
    yield Case("h11 alone", h11_alone)
    lanes = {
        "wsgi": (wsgi_lane(hello.wsgi), wsgi_lane(wsgi_probe.wrap(hello.wsgi))),
        "asgi": (asgi_lane(loop, hello.asgi), asgi_lane(loop, asgi_probe.wrap(hello.asgi))),
    }
    for name, (bare, watched) in lanes.items():

        def recording(path: Path = folder / f"{name}.jsonl", lane: str = name) -> emit.Sink:
            return Buffer(Recording(path, lane))

        yield Case(f"{name}, probe detached", bare)
        yield Case(f"{name}, events made", watched, Discard)
        yield Case(f"{name}, events recorded", watched, recording)


@contextmanager
def listening(sink: Callable[[], emit.Sink] | None) -> Iterator[None]:
    """With the probe attached to what `sink` makes, if anything."""
    if sink is not None:
        emit.attach(sink())
    try:
        yield
    finally:
        emit.detach()


def cost(case: Case) -> float:
    """µs a request."""
    with listening(case.sink):
        begin = process_time()
        case.answer()
        return (process_time() - begin) / REQUESTS * 1e6


def main() -> int:
    """Measure in alternation, and print the medians."""
    loop = asyncio.new_event_loop()
    with TemporaryDirectory() as folder:
        all_cases = list(cases(loop, Path(folder)))
        for case in all_cases:
            cost(case)  # once for warmth
        found = {case.name: [cost(case)] for case in all_cases}
        for _ in range(ROUNDS - 1):
            for case in all_cases:
                found[case.name].append(cost(case))
    loop.close()
    reference = median(found["h11 alone"])
    for name, costs in found.items():
        print(f"{name:<24} {median(costs):7.1f} µs a request {median(costs) / reference:7.2f} × h11 alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
