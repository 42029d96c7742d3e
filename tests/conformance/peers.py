"""`python -m tests.conformance.peers`: the suite against this project's server and the known ones, as a table.

Each cell says how many of a group's cases the server passes by the standard alone: a legal choice that is not ours is
no failure. --write FILE puts the table between a Markdown file's marks.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import NamedTuple
from wsgiref.simple_server import make_server

from tests.conformance.__main__ import run
from tests.conformance.servers import APPLICATIONS, ROOT

BEGIN, END = "<!-- peers -->", "<!-- /peers -->"


class Peer(NamedTuple):
    """A server: how to start it, with {port} and {app} to be filled in."""

    name: str
    lane: str
    command: tuple[str, ...]


_OURS = ("-m", "visualizer.server")
_GUNICORN = ("-m", "gunicorn", "-b", "127.0.0.1:{port}", "--no-control-socket")
PEERS = (
    Peer("this project", "wsgi", (*_OURS, "wsgi", "{app}", "--bind", "127.0.0.1:{port}")),
    Peer("gunicorn sync", "wsgi", (*_GUNICORN, "-k", "sync", "{app}")),
    Peer("gunicorn gthread", "wsgi", (*_GUNICORN, "-k", "gthread", "{app}")),
    Peer("waitress", "wsgi", ("-m", "waitress", "--listen", "127.0.0.1:{port}", "{app}")),
    Peer("wsgiref", "wsgi", ("-m", "tests.conformance.peers", "--serve-wsgiref", "{port}")),
    Peer("this project", "asgi", (*_OURS, "asgi", "{app}", "--bind", "127.0.0.1:{port}")),
    Peer("uvicorn h11", "asgi", ("-m", "uvicorn", "--port", "{port}", "--http", "h11", "--ws", "wsproto", "{app}")),
    Peer("hypercorn", "asgi", ("-m", "hypercorn", "-w", "0", "-b", "127.0.0.1:{port}", "{app}")),
    Peer("daphne", "asgi", ("-m", "daphne", "-b", "127.0.0.1", "-p", "{port}", "{app}")),
)  # fmt: skip


def main() -> int:
    """Run them all, one after the other, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.peers", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table between this Markdown file's marks")
    parser.add_argument("--verbose", action="store_true", help="name each case that fails")
    parser.add_argument("--patience", type=float, default=1.0, metavar="SECONDS", help="how long to wait (1)")
    parser.add_argument("--serve-wsgiref", type=int, metavar="PORT", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve_wsgiref:
        _serve_wsgiref(given.serve_wsgiref)
    lines = [line for lane in APPLICATIONS for line in (*_table(lane, given.patience, given.verbose), "")]
    print("\n".join(lines))
    if given.write:
        before, _, rest = given.write.read_text(encoding="utf-8").partition(BEGIN)
        text = "\n".join((before + BEGIN, "", *lines[:-1], "", END + rest.partition(END)[2]))
        given.write.write_text(text, encoding="utf-8")
    return 0


def _table(lane: str, patience: float, verbose: bool) -> Iterator[str]:
    peers = [peer for peer in PEERS if peer.lane == lane]
    passed: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    for peer in peers:
        passed[peer.name] = Counter()
        with _started(peer) as address:
            for result in run(lane, address, patience):
                passed[peer.name][result.case.group] += not result.problem
                total[result.case.group] += peer is peers[0]
                if verbose and result.problem:
                    print(f"{peer.name}: {result.case.id}: {result.problem}")
    yield f"| {lane} | " + " | ".join((*total, "all")) + " |"
    yield "|---" * (len(total) + 2) + "|"
    for name, counts in passed.items():
        cells = [f"{counts[group]}/{count}" for group, count in total.items()]
        yield f"| {name} | " + " | ".join((*cells, f"{counts.total()}/{total.total()}")) + " |"


@contextlib.contextmanager
def _started(peer: Peer) -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [part.format(port=port, app=APPLICATIONS[peer.lane]) for part in peer.command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment, stdout=nowhere, stderr=nowhere, start_new_session=True
    )
    try:
        _wait_for(port)
        yield "127.0.0.1", port
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_for(port: int) -> None:
    deadline = monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if monotonic() > deadline:
                raise
        else:
            return


def _serve_wsgiref(port: int) -> None:
    from tests.conformance.wsgi_application import application

    make_server("127.0.0.1", port, application).serve_forever()


if __name__ == "__main__":
    sys.exit(main())
