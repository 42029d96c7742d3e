"""The worker slots of the WSGI lane where there are several: a thread each, which serves one connection at a time."""

import threading
from collections.abc import Callable
from queue import SimpleQueue

from visualizer.server.wsgi.connection import Connection, Next

GRACE = 0.001
"""Seconds that a thread stays with its client when nobody waits for it: many go on at once, and to hand a connection
over to another thread takes a third of the time that a small request does."""


class Workers:
    """Threads that serve: the main thread hands connections out, the thread that has served one gives it back."""

    def __init__(self, count: int, served: Callable[[Connection, Next], None], free: Callable[[], None]) -> None:
        """`served` takes a connection back, `free` hears of a free thread where there was none: in the thread's own."""
        self._count = count
        self._served = served
        self._free = free
        self._tasks: SimpleQueue[Connection | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._busy: set[Connection] = set()
        """The connections that threads work on, or that wait for one."""
        self._cut = False
        # A thread whose application never returns must not keep the process alive: daemon.
        self._threads = [
            threading.Thread(target=self._work, name=f"worker-{number}", daemon=True) for number in range(1, count + 1)
        ]
        for thread in self._threads:
            thread.start()

    def __len__(self) -> int:
        """How many connections they have."""
        return len(self._busy)

    @property
    def all_busy(self) -> bool:
        """Whether nobody is left to serve one more connection."""
        return len(self._busy) >= self._count

    def serve(self, connection: Connection) -> None:
        """Give the connection to the next free thread."""
        with self._lock:
            self._busy.add(connection)
        self._tasks.put(connection)

    def finish(self) -> None:
        """Wait until every thread has done its work and ended."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def cut(self) -> list[Connection]:
        """Wait for nobody any more; the connections that threads still work on."""
        self._cut = True
        return list(self._busy)

    def _stays(self, connection: Connection) -> bool:
        return self._tasks.empty() and connection.client.goes_on(GRACE)

    def _work(self) -> None:
        while (connection := self._tasks.get()) is not None:
            after = connection.serve()
            while after is Next.WAIT and not connection.lingering and self._stays(connection):
                after = connection.serve()
            if self._cut:
                return
            with self._lock:
                were_all_busy = len(self._busy) == self._count
                self._busy.discard(connection)
            self._served(connection, after)
            if were_all_busy:
                self._free()
