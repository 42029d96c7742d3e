"""The servers that throughput is compared with: how each is started, one process, its log of accesses off."""

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
START_SECONDS = 20.0
OURS = "visualizer"
_SLEEPS = re.compile(r"^voluntary_ctxt_switches:\s+(\d+)", re.MULTILINE)


class Server(NamedTuple):
    """One competitor. `{port}` and `{trace}` in its arguments are filled in when it is started."""

    name: str
    group: str
    module: str
    """What has to be installed, and is run by `python -m`."""
    arguments: tuple[str, ...]

    @property
    def is_installed(self) -> bool:
        """Whether it can be started here."""
        return find_spec(self.module.partition(".")[0]) is not None

    @property
    def is_ours(self) -> bool:
        """Whether it is the tiny server."""
        return self.name.startswith(OURS)


WSGI_1, WSGI_4, ASGI, RECORDED = "WSGI, one thread", "WSGI, four threads", "ASGI", "recording every event"


def _ours(kind: str, group: str, *options: str) -> Server:
    name = " ".join([OURS, kind, *options]).replace("--trace {trace}", "recorded")
    arguments = (kind, f"benchmarks.hello:{kind}", "--bind", "127.0.0.1:{port}", *options)
    return Server(name, group, "visualizer.server", arguments)


def _gunicorn(kind: str, group: str, *options: str) -> Server:
    fixed = ("-w", "1", "-k", kind, "-b", "127.0.0.1:{port}", "--no-control-socket", "benchmarks.hello:wsgi")
    return Server(f"gunicorn {kind}", group, "gunicorn", (*options, *fixed))


def _waitress(threads: int, group: str) -> Server:
    options = ("--listen", "127.0.0.1:{port}", "--threads", str(threads))
    return Server(f"waitress, threads {threads}", group, "waitress", (*options, "benchmarks.hello:wsgi"))


SERVERS = (
    _ours("wsgi", WSGI_1),
    _gunicorn("sync", WSGI_1),
    _waitress(1, WSGI_1),
    _ours("wsgi", WSGI_4, "--threads", "4"),
    _gunicorn("gthread", WSGI_4, "--threads", "4"),
    _waitress(4, WSGI_4),
    _ours("asgi", ASGI),
    Server(
        "uvicorn h11",
        ASGI,
        "uvicorn",
        ("--http", "h11", "--loop", "asyncio", "--lifespan", "off", "--no-access-log", "--log-level", "warning",
         "--port", "{port}", "benchmarks.hello:asgi"),
    ),
    Server("hypercorn", ASGI, "hypercorn", ("-w", "0", "-b", "127.0.0.1:{port}", "benchmarks.hello:asgi")),
    Server("daphne", ASGI, "daphne", ("-v", "0", "-b", "127.0.0.1", "-p", "{port}", "benchmarks.hello:asgi")),
    _ours("wsgi", RECORDED, "--trace", "{trace}"),
    _ours("asgi", RECORDED, "--trace", "{trace}"),
)  # fmt: skip


class Process(NamedTuple):
    """A server that runs."""

    port: int
    number: int

    def cpu(self) -> float:
        """Seconds of CPU that it and its children have used so far; 0 where there is no /proc to tell."""
        # The name, in parentheses, may hold spaces; user and system time are the 12th and 13th field after it.
        ticks = sum(int(field) for text in self._read("stat") for field in text.rpartition(")")[2].split()[11:13])
        return ticks / os.sysconf("SC_CLK_TCK")

    def sleeps(self) -> int:
        """How often its threads and those of its children have waited so far; 0 where there is no /proc to tell."""
        return sum(int(found[1]) for text in self._read("task/*/status") if (found := _SLEEPS.search(text)))

    def _read(self, file: str) -> list[str]:
        """What the system says of it and of its children."""
        children = Path(f"/proc/{self.number}/task/{self.number}/children")
        numbers = [self.number, *children.read_text().split()] if children.exists() else []
        return [path.read_text() for number in numbers for path in Path(f"/proc/{number}").glob(file)]


class NotStarted(Exception):
    """The server ended, or did not answer in time: the message holds its log."""


@contextmanager
def running(server: Server, trace: Path) -> Iterator[Process]:
    """Start it on a free port, give its port once it accepts, and stop it."""
    port = _free_port()
    filled = [text.format(port=port, trace=trace) for text in server.arguments]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", server.module, *filled], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=log
        )
        try:
            if not _accepts(port, process):
                log.seek(0)
                raise NotStarted(f"{server.name} did not start:\n{log.read()}")
            yield Process(port, process.pid)
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def _accepts(port: int, process: "subprocess.Popen[bytes]") -> bool:
    deadline = monotonic() + START_SECONDS
    while process.poll() is None and monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        return True
    return False
