"""The output that records into a trace file by way of a process of its own.

To make lines of events takes longer than to make the events. In a thread that would be taken from the requests; here it
costs them no more than handing the events on. What has been handed on is written even when this process is killed.
"""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import IO, Optional, Sequence, cast

from visualizer.probe import file
from visualizer.probe.buffer import Item

FLUSH = pickle.dumps(None)
"""Stands behind the events that are to be in the file before others come."""

_CLOSE_SECONDS = 10.0
_SOURCES_OF_A_CHILD = 1_000


class Recording:
    """A trace file that is being written; OSError if it cannot be opened."""

    def __init__(self, path: "os.PathLike[str] | str", lane: str) -> None:
        self._lane = lane
        self._packed = str(path).endswith(".gz")
        self._descriptor = file.create(path, lane)
        self._parent = os.getpid()
        self._writer: "Optional[subprocess.Popen[bytes]]" = self._start()

    def write(self, items: Sequence[Item], lost: int) -> None:
        """Hand events on to the writer, which writes them at once."""
        if self._writer is None:
            self._writer = self._start()
        pipe = cast("IO[bytes]", self._writer.stdin)
        pipe.write(b"".join(item for item in items if isinstance(item, bytes)) + FLUSH)
        pipe.flush()

    def reopen(self) -> None:
        """Refuse, and say why the writer has ended: a line may stand in the file half-written."""
        why = ""
        if self._writer is not None:
            number = self._writer.wait(_CLOSE_SECONDS)
            why = ": %s" % os.strerror(number) if number > 0 else ""
        raise OSError("the trace file cannot be written any more%s" % why)

    def close(self) -> None:
        """Return when the writer has written everything."""
        if self._writer is not None:
            self._hang_up(self._writer)
            self._writer.wait(_CLOSE_SECONDS)
            self._writer = None
        os.close(self._descriptor)

    def forked(self) -> None:
        """In a child: the parent's writer is the parent's; this process has one of its own as soon as it needs it."""
        if self._writer is not None:
            os.close(cast("IO[bytes]", self._writer.stdin).fileno())
            self._writer.returncode = 0  # It is nobody's child here.
            self._writer = None

    def _start(self) -> "subprocess.Popen[bytes]":
        pid = os.getpid()
        numbers = 0 if pid == self._parent else pid * _SOURCES_OF_A_CHILD
        path = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
        return subprocess.Popen(  # noqa: S603 - this Python and this package
            [sys.executable, "-m", "visualizer.probe.writer", self._lane, str(numbers), str(int(self._packed))],
            stdin=subprocess.PIPE,
            stdout=self._descriptor,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C in a terminal is for the server, whose last events are still to come.
        )

    @staticmethod
    def _hang_up(writer: "subprocess.Popen[bytes]") -> None:
        try:
            cast("IO[bytes]", writer.stdin).close()
        except OSError:
            return  # It has ended before, and with it what was still to be handed on.
