"""Looks at the accept queue of a lane's listening socket while something waits, and reports each change of its length.

Linux tells it in /proc/net/tcp: of a listening socket rx_queue is the number of connections that the kernel has
completed and nobody has accepted yet. Elsewhere there is no telling.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from visualizer.lab.observer import Observer

TABLE = Path("/proc/net/tcp")
PERIOD_SECONDS = 0.01
_LISTEN = "0A"


def waiting(table: str, address: tuple[str, int]) -> int | None:
    """How many connections wait to be accepted at an IPv4 address, by a table of proc(5); None if nobody listens."""
    host, port = address
    number = int.from_bytes(socket.inet_aton(host), sys.byteorder)
    local = f"{number:08X}:{port:04X}"
    for line in table.splitlines()[1:]:
        fields = line.split()
        if fields[1] == local and fields[3] == _LISTEN:
            return int(fields[4].partition(":")[2], 16)
    return None


class Backlog:
    """One lane's accept queue. It is looked at while a watched task runs."""

    def __init__(self, address: tuple[str, int], sampler: Observer, on_change: Callable[[], None]) -> None:
        self.length: int | None = None
        """As it was last seen; None where the system does not tell."""
        self._address = address
        self._sampler = sampler
        self._on_change = on_change
        self._watched: set[asyncio.Future[Any]] = set()
        self._timer: asyncio.TimerHandle | None = None

    def watch(self, task: asyncio.Future[Any]) -> None:
        """Look at the queue until this is done."""
        self._watched.add(task)
        task.add_done_callback(self._watched.discard)
        if self._timer is None:
            self._look()

    def stop(self) -> None:
        """Look no more."""
        self._watched.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _look(self) -> None:
        length = waiting(TABLE.read_text(), self._address) if TABLE.exists() else None
        if length != self.length:
            self.length = length
            self._sampler.report("lane", "sample", backlog=length)
            self._on_change()
        self._timer = None
        if self._watched or length:
            self._timer = asyncio.get_running_loop().call_later(PERIOD_SECONDS, self._look)
