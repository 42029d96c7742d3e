"""The server that the faults happen to: a child process with short limits, asked from outside what it holds."""

import asyncio
import contextlib
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, NamedTuple

from tests.faults import holdings
from tests.faults.holdings import Holdings

ROOT = Path(__file__).parents[2]
SETTLE_SECONDS = 30.0
POLL = 0.02
_SMALL = b"GET /small HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


class Changed(Exception):
    """The server holds something else than before: the message says what."""


class Speed(NamedTuple):
    """How fast a run is: the limits of the server, and the pace of the slow."""

    limit: float
    """Seconds of each time limit of the server."""
    pace: float
    """Seconds between two bytes of a slow client; less than the limit."""


class Child:
    """A running server."""

    def __init__(self, process: "subprocess.Popen[str]", lane: str, log: IO[str]) -> None:
        self.process = process
        self.log = log
        self.lane = lane
        assert process.stdout is not None
        line = process.stdout.readline()
        host, _, port = line.strip().removeprefix("listening on http://").rpartition(":")
        self.address = (host, int(port))

    def said(self) -> str:
        """What it has written to its log: nothing, for what clients do is not worth a word."""
        self.log.seek(0)
        return self.log.read()

    async def ask(self) -> bytes:
        """A small request's answer; OSError or TimeoutError where there is none.

        The server's limits are fractions of a second here. On a busy machine it may be we who are too slow for them: a
        408 is then the right answer, and what it shows is that we have to ask again.
        """
        async with asyncio.timeout(SETTLE_SECONDS):
            answer = await self._ask_once()
            while answer.startswith(b"HTTP/1.1 408 "):
                answer = await self._ask_once()
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise Changed(f"the {self.lane} lane answers {head.partition(bytes([13]))[0]!r}")
        return body

    async def _ask_once(self) -> bytes:
        reader, writer = await asyncio.open_connection(*self.address)
        try:
            writer.write(_SMALL)
            return await reader.read()
        finally:
            writer.close()
            await writer.wait_closed()

    async def holdings(self) -> Holdings:
        """What it holds now; that it answers is part of it."""
        body = await self.ask()
        # The body is chunked: a size line, the number of tasks, and the end.
        return holdings.of(self.process.pid, int(body.split(b"\r\n")[1] if b"\r\n" in body else body))

    async def settled(self, before: Holdings | None = None) -> Holdings:
        """What it holds once that is what it held before, or, the first time, once it is twice the same."""
        deadline = monotonic() + SETTLE_SECONDS
        now = await self.holdings()
        while now != before:
            if monotonic() > deadline:
                raise Changed(f"{self.lane}: it held {before}, and {SETTLE_SECONDS:g} s after the faults {now}")
            # The kernel tells nobody when a descriptor of another process is closed: look again in a moment.
            await _moment()
            before, now = before or now, await self.holdings()
        return now

    @contextmanager
    def few_descriptors(self, spare: int) -> Iterator[None]:
        """Leave it so many descriptors more than it has open."""
        pid = self.process.pid
        soft, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (len(holdings.descriptors(pid)) + spare, hard))
        try:
            yield
        finally:
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def child(lane: str, speed: Speed, threads: int) -> Iterator[Child]:
    """Start the lane, and stop it; Changed where it did not end well."""
    names = ("first-byte", "between-bytes", "head", "keep-alive", "write", "linger")
    limits = [text for name in names for text in (f"--{name}", str(speed.limit))]
    command = [sys.executable, "-m", "visualizer.server", lane, f"tests.faults.application:{lane}"]
    options = ["--bind", "127.0.0.1:0", "--threads", str(threads), "--backlog", "512"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [*command, *options, *limits], stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT
        )
        try:
            server = Child(process, lane, log)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=SETTLE_SECONDS)
        if process.returncode or server.said():
            raise Changed(f"{lane}: it ended with status {process.returncode} and had said {server.said()[:2000]!r}")


async def _moment() -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(POLL):
            await asyncio.get_running_loop().create_future()
