"""Looks at the accept queues of lanes while something is under way, and reports each change of a queue's length.

Linux tells it in /proc/net/tcp: of a listening socket rx_queue is the number of connections that the kernel has
completed and nobody has accepted yet. Elsewhere there is no telling. Listening sockets stand first in that table, so
one short read serves all lanes, however many connections the machine has; and the longer nothing has changed, the more
seldom it is read: what is told late is late by a hundredth of that time.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from time import monotonic, perf_counter_ns
from typing import Any

from visualizer.lab.observer import Observer

TABLE = Path("/proc/net/tcp")
SHORTEST_SECONDS, LONGEST_SECONDS = 0.01, 0.25
_LISTEN = "0A"
_PIECE = 4096
"""Bytes that are read at once: some dozens of sockets."""

Address = tuple[str, int]


def period(calm_seconds: float) -> float:
    """Seconds until the next look, where nothing has changed for so long: a hundredth of them, within bounds."""
    return min(max(calm_seconds / 100, SHORTEST_SECONDS), LONGEST_SECONDS)


def waiting(lines: Iterable[str], addresses: Collection[Address]) -> dict[Address, int]:
    """How many connections wait to be accepted at each IPv4 address where somebody listens, by lines of proc(5).

    No line is asked for beyond the last that is needed.
    """
    wanted = {_local(address): address for address in addresses}
    found: dict[Address, int] = {}
    for line in lines:
        fields = line.split()
        if len(fields) > 4 and fields[3] == _LISTEN and fields[1] in wanted:
            found[wanted[fields[1]]] = int(fields[4].partition(":")[2], 16)
            if len(found) == len(wanted):
                break
    return found


def lines(table: Path) -> Iterator[str]:
    """The lines of a table, read piece by piece as they are asked for; none where there is no table."""
    try:
        file = table.open("rb", buffering=0)
    except OSError:
        return
    with file:
        rest = b""
        while piece := file.read(_PIECE):
            *whole, rest = (rest + piece).split(b"\n")
            yield from (line.decode("ascii") for line in whole)


def _local(address: Address) -> str:
    """An address as the table writes it."""
    host, port = address
    number = int.from_bytes(socket.inet_aton(host), sys.byteorder)
    return f"{number:08X}:{port:04X}"


class Backlogs:
    """The accept queues of some lanes, which are looked at while a watched task runs."""

    def __init__(self, samplers: Mapping[str, tuple[Address, Observer]], on_change: Callable[[], None]) -> None:
        """`samplers` has for each lane its address and who reports for it."""
        self._samplers = dict(samplers)
        self._on_change = on_change
        self._lengths: dict[str, int | None] = {}
        self._watched: set[asyncio.Future[Any]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._changed = 0.0

    def length(self, lane: str) -> int | None:
        """A queue's length as it was last seen; None where the system does not tell, or nobody has looked."""
        return self._lengths.get(lane)

    def watch(self, task: asyncio.Future[Any]) -> None:
        """Look at the queues until this is done."""
        self._watched.add(task)
        task.add_done_callback(self._watched.discard)
        self.expect()

    def expect(self) -> None:
        """Something is about to change: look at once, and often, if anything is watched."""
        self._changed = monotonic()
        if self._watched:
            self._pause()
            self._look()

    def forget(self, lane: str) -> None:
        """Look at this lane's queue no more: nobody listens there, and the table would be read to its end for it."""
        self._samplers.pop(lane, None)
        self._lengths.pop(lane, None)

    def stop(self) -> None:
        """Look no more."""
        self._watched.clear()
        self._pause()

    def _pause(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        now = perf_counter_ns()  # On a busy machine the table may be here long after it was so.
        found = waiting(lines(TABLE), [address for address, _ in self._samplers.values()])
        for lane, (address, sampler) in self._samplers.items():
            self._see(lane, found.get(address), sampler, now)
        if self._watched or any(self._lengths.values()):
            delay = period(monotonic() - self._changed)
            self._timer = asyncio.get_running_loop().call_later(delay, self._look)
        else:
            self._timer = None

    def _see(self, lane: str, length: int | None, sampler: Observer, now: int) -> None:
        if length == self._lengths.get(lane):
            return
        self._changed = monotonic()
        self._lengths[lane] = length
        sampler.report("lane", "sample", time=now, backlog=length)
        self._on_change()
