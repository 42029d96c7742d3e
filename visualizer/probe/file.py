"""The sink that writes a trace file: a header, then lines; each batch is on disk before the next one is made.

With O_APPEND and one write a batch, forked processes may write into one file. In a .gz file each batch is a gzip
member, so a recording that was cut off is readable up to its last whole batch.
"""

import gzip
import os
import platform
import time
from typing import Any, Dict, Optional

from visualizer.vocabulary.format import FORMAT, VERSION, line

_PACKAGES = ("Django", "asgiref", "gunicorn", "uvicorn", "hypercorn", "daphne", "waitress", "channels")


class File:
    """A trace file that is being written; OSError if it cannot be opened."""

    def __init__(self, path: "os.PathLike[str] | str", lane: str) -> None:
        self._packed = str(path).endswith(".gz")
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o666)
        self.write(line(header(lane)))

    def write(self, text: str) -> None:
        """Write whole lines."""
        data = text.encode("ascii")
        if self._packed:
            data = gzip.compress(data, 6)
        while data:
            data = data[os.write(self._descriptor, data) :]

    def reopen(self) -> None:
        """Refuse: a line may stand in the file half-written, and nothing may come after it."""
        raise OSError("the trace file cannot be written any more")

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    def forked(self) -> None:
        """Go on in the same file: the descriptor is shared with the parent, and each write appends."""


def header(lane: str) -> Dict[str, Any]:
    """The first line of a trace that holds one lane."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "scenario": {"name": lane, "lanes": [lane]},
        "versions": versions(),
        "platform": "%s %s" % (platform.system(), platform.machine()),
        "clock": [time.time_ns(), time.perf_counter_ns()],
    }


def versions() -> Dict[str, str]:
    """The versions of Python and of what is installed here of Django and the servers."""
    from importlib import metadata  # slow to import, and only a file needs it

    def version(name: str) -> Optional[str]:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return None

    found = {name: version(name) for name in _PACKAGES}
    return {"Python": platform.python_version(), **{name: text for name, text in found.items() if text is not None}}
