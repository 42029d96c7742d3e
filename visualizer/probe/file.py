"""A trace file: a header, then lines; each batch is on disk before the next one is made.

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
    """A trace file that is open as `descriptor`; `packed` says whether it is gzipped."""

    def __init__(self, descriptor: int, packed: bool) -> None:
        self._descriptor = descriptor
        self._packed = packed

    def write(self, text: str) -> None:
        """Write whole lines; OSError if they cannot be."""
        data = text.encode("ascii")
        if self._packed:
            data = gzip.compress(data, 6)
        while data:
            data = data[os.write(self._descriptor, data) :]


def create(path: "os.PathLike[str] | str", lane: str) -> int:
    """Make the file with its header; the descriptor that it is open as, to be appended to. OSError if it cannot be."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o666)
    File(descriptor, str(path).endswith(".gz")).write(line(header(lane)))
    return descriptor


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
