"""Applications for real lanes, in a folder of the test's own, and a way to find all processes of its lanes."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from tests.lab.processes import alive, wait_for_end
from visualizer.lab import LaneSpec
from visualizer.lab.scenario import Protocol

SITE = """
import os
import signal
import threading

def wsgi(environ, start_response):
    path = environ["PATH_INFO"]
    act(path)
    body = path.encode("latin-1")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]

async def asgi(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    act(scope["path"])
    body = scope["path"].encode()
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})

def act(path):
    if path == "/exit":
        print("last words", flush=True)
        os._exit(5)
    if path == "/kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if path == "/stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    if path == "/hang":
        threading.Event().wait()
    if path == "/talk":
        print("x" * 200_000, flush=True)
"""


class Site:
    """A folder with an application, and lanes that run it, all of whose processes carry a mark."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mark = token_hex(8)
        self.temporary = path / "temporary"
        self.temporary.mkdir()
        self.write(SITE)

    def write(self, code: str, name: str = "site_under_test") -> None:
        (self.path / f"{name}.py").write_text(code)

    def lane(
        self, protocol: Protocol = "wsgi", application: str | None = None, options: tuple[str, ...] = ()
    ) -> LaneSpec:
        target = application or f"site_under_test:{protocol}"
        return LaneSpec(protocol, protocol, target, self.path, options=options, environment=(("SITE_MARK", self.mark),))

    def lanes(self) -> tuple[LaneSpec, LaneSpec]:
        return self.lane("wsgi"), self.lane("asgi")

    def processes(self) -> list[int]:
        """All that run for the lanes of this site: supervisors, servers, their children."""
        mark = f"SITE_MARK={self.mark}\0".encode()
        return [
            pid
            for pid in map(int, filter(str.isdecimal, (e.name for e in Path("/proc").iterdir())))
            if carries(pid, mark)
        ]

    def left(self) -> list[str]:
        """What its lanes have left behind in the folder for temporary files."""
        return [entry.name for entry in self.temporary.iterdir()]


def carries(pid: int, mark: bytes) -> bool:
    try:
        return mark in Path(f"/proc/{pid}/environ").read_bytes() + b"\0" and alive(pid)
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site; whatever the test did, in the end nothing of it may be left."""
    site = Site(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(site.temporary))
    yield site
    for pid in site.processes():
        wait_for_end(pid)
    assert site.left() == []
