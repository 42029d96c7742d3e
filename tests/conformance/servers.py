"""Starts a server as a child process for the suite, waits until it listens, and stops it."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPLICATIONS = {
    "wsgi": "tests.conformance.wsgi_application:application",
    "asgi": "tests.conformance.asgi_application:application",
}


class NotListening(Exception):
    """The server ended, or said something else, instead of `listening on …`."""


@contextlib.contextmanager
def ours(lane: str, application: str | None = None, options: Sequence[str] = ()) -> Iterator["Running"]:
    """This project's server, serving the suite's application of that lane unless another is named."""
    command = [sys.executable, "-m", "visualizer.server", lane, application or APPLICATIONS[lane]]
    running = Running([*command, "--bind", "127.0.0.1:0", *options])
    try:
        yield running
    finally:
        running.stop()


class Running:
    """A child process that serves."""

    def __init__(self, command: Sequence[str]) -> None:
        environment = {**os.environ, "PYTHONWARNINGS": "error", "PYTHONPATH": str(ROOT)}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=ROOT, env=environment)
        self.errors = ""
        """What it wrote to stderr, once it has been stopped."""
        self._stopped = False
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line.startswith("listening on http://"):
            raise NotListening(line + self.stop())
        host, _, port = line.strip().removeprefix("listening on http://").rpartition(":")
        self.address = (host, int(port))

    def stop(self) -> str:
        """Tell it to stop and wait until it has; what it wrote to stderr."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self, timeout: float = 20) -> str:
        """Wait until it has ended; what it wrote to stderr."""
        if not self._stopped:
            self._stopped = True
            _, self.errors = self.process.communicate(timeout=timeout)
        return self.errors
