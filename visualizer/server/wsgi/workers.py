"""The worker slots of the WSGI lane where there are several: a thread each, which serves one connection at a time."""

import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue

from visualizer.server.wsgi.connection import Connection, Next


class Workers:
    """Threads that serve; the main thread hands connections out and takes them back."""

    def __init__(self, count: int, wake: Callable[[], None]) -> None:
        self._count = count
        self._wake = wake
        self._tasks: SimpleQueue[Connection | None] = SimpleQueue()
        self._served: deque[tuple[Connection, Next]] = deque()
        self.busy: set[Connection] = set()
        """The connections that threads work on, as the main thread knows it."""
        # A thread whose application never returns must not keep the process alive: daemon.
        self._threads = [
            threading.Thread(target=self._work, name=f"worker-{number}", daemon=True) for number in range(1, count + 1)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def all_busy(self) -> bool:
        """Whether nobody is left to serve one more connection."""
        return len(self.busy) == self._count

    def serve(self, connection: Connection) -> None:
        """Give the connection to a free thread."""
        self.busy.add(connection)
        self._tasks.put(connection)

    def served(self) -> list[tuple[Connection, Next]]:
        """The connections that come back, and what is to become of them."""
        back = []
        while self._served:
            back.append(self._served.popleft())
            self.busy.discard(back[-1][0])
        return back

    def finish(self) -> None:
        """Wait until every thread has done its work and ended."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (connection := self._tasks.get()) is not None:
            self._served.append((connection, connection.serve()))
            self._wake()
