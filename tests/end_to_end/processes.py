"""What a program leaves behind, as /proc tells: processes below it, the ports they listen on, their folders."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

PROC = Path("/proc")


def below(pid: int) -> set[int]:
    """All descendants of a process."""
    children = {int(word) for word in _text(PROC / str(pid) / "task" / str(pid) / "children").split()}
    return children.union(*map(below, children)) if children else children


def listening(pids: set[int]) -> set[int]:
    """The TCP ports that these processes listen on."""
    sockets = {link for pid in pids for link in _sockets(pid)}
    rows = (line.split() for line in _text(PROC / "net" / "tcp").splitlines()[1:])
    return {int(row[1].split(":")[1], 16) for row in rows if row[3] == "0A" and row[9] in sockets}


def ports() -> set[int]:
    """Every TCP port that anybody listens on."""
    rows = (line.split() for line in _text(PROC / "net" / "tcp").splitlines()[1:])
    return {int(row[1].split(":")[1], 16) for row in rows if row[3] == "0A"}


def folders(pids: set[int]) -> set[Path]:
    """The working folders of these processes: a lane's own is temporary."""
    found = set()
    for pid in pids:
        try:
            found.add((PROC / str(pid) / "cwd").readlink())
        except OSError:  # it has just ended
            continue
    return found


class Ends:
    """Waits for the end of processes that are not our children, without looking again and again (pidfd_open)."""

    def __init__(self, pids: set[int]) -> None:
        self._stack = ExitStack()
        self._descriptors = []
        for pid in pids:
            descriptor = os.pidfd_open(pid)
            self._stack.callback(os.close, descriptor)
            self._descriptors.append(descriptor)

    def wait(self, seconds: float) -> bool:
        """Whether all have ended in this time."""
        with self._stack:
            for descriptor in self._descriptors:
                ready, _, _ = select.select([descriptor], [], [], seconds)
                if not ready:
                    return False
        return True


def _sockets(pid: int) -> Iterator[str]:
    """The inodes of a process's sockets."""
    try:
        descriptors = list((PROC / str(pid) / "fd").iterdir())
    except OSError:
        return
    for descriptor in descriptors:
        try:
            target = str(descriptor.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            yield target[8:-1]


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
