"""The WSGI lane's main loop: accept, wait for a first byte, give the connection to a free worker slot.

With one slot the application runs in the main thread. A connection that says nothing occupies no slot; while no slot is
free nothing is accepted, so further clients wait in the kernel's backlog.
"""

import contextlib
import selectors
import signal
import socket
import threading
from collections import deque
from queue import SimpleQueue
from time import monotonic

from visualizer.probe import emit
from visualizer.server.listener import announce, listen
from visualizer.server.settings import Settings
from visualizer.server.wsgi.environ import Ends
from visualizer.server.wsgi.exchange import Application, Connection


class Server:
    """Serves until it is told to stop."""

    def __init__(self, application: Application, settings: Settings) -> None:
        self._application = application
        self._settings = settings
        self._listener = listen(settings)
        self._selector = selectors.DefaultSelector()
        self._waker, self._wake = socket.socketpair()
        self._waiting: set[Connection] = set()
        """Connections that nobody works on: new, or kept alive."""
        self._ready: SimpleQueue[Connection | None] = SimpleQueue()
        self._served: deque[tuple[Connection, bool]] = deque()
        """What worker threads give back, and whether it goes on."""
        self._busy = 0
        self._stopping = False

    def run(self) -> None:
        """Listen, say so, serve; return when stopped and everything is closed."""
        for end in (self._listener, self._waker, self._wake):
            end.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self.stop())
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._waker, selectors.EVENT_READ)
        threads = self._start_threads()
        announce(self._listener)
        while not self._stopping:
            self._turn()
        self._shut_down(threads)

    def stop(self) -> None:
        """Stop accepting; let the running exchanges finish. Safe in a signal handler and in any thread."""
        self._stopping = True
        self._wake_up()

    def _wake_up(self) -> None:
        try:
            self._wake.send(b"\0")
        except BlockingIOError:
            return  # It is full of wake-ups already.

    def _start_threads(self) -> list[threading.Thread]:
        count = self._settings.threads
        # A worker that never ends (an application that hangs) must not keep the process alive: daemon.
        threads = [
            threading.Thread(target=self._worker, name=f"worker-{number}", daemon=True)
            for number in range(1, count + 1)
            if count > 1
        ]
        for thread in threads:
            thread.start()
        return threads

    # ---- the main thread ----

    def _turn(self) -> None:
        if self._busy == self._settings.threads:
            self._wait_for_worker()
            return
        for key, _ in self._selector.select(self._next_deadline()):
            if key.fileobj is self._listener:
                self._accept()
            elif key.fileobj is self._waker:
                self._take_back()
            elif self._busy < self._settings.threads:
                self._serve(key.data)
        self._expire()

    def _next_deadline(self) -> float | None:
        if not self._waiting:
            return None
        return max(min(connection.deadline for connection in self._waiting) - monotonic(), 0)

    def _accept(self) -> None:
        try:
            sock, peer = self._listener.accept()
        except OSError:
            return  # The client has gone before its turn, or no descriptor is left; the next turn tries again.
        sock.setblocking(True)
        # The answer is written in one piece: there is nothing to collect (RFC 9293 §3.7.4, the Nagle algorithm).
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ends = Ends(sock.getsockname()[:2], peer[:2])
        connection = Connection(sock, ends, self._application, self._settings)
        connection.identify()
        if emit.on:
            emit.point("socket", "accept", peer=list(ends.client), local=list(ends.server))
        self._wait_for_bytes(connection)

    def _wait_for_bytes(self, connection: Connection) -> None:
        self._waiting.add(connection)
        self._selector.register(connection.socket, selectors.EVENT_READ, connection)

    def _serve(self, connection: Connection) -> None:
        if self._settings.threads == 1:
            if not connection.serve():
                self._forget(connection)
                connection.close("server", "")
            return
        self._forget(connection)
        self._busy += 1
        self._ready.put(connection)

    def _forget(self, connection: Connection) -> None:
        self._waiting.discard(connection)
        self._selector.unregister(connection.socket)

    def _expire(self) -> None:
        now = monotonic()
        for connection in [waiting for waiting in self._waiting if waiting.deadline <= now]:
            self._forget(connection)
            connection.close("server", "it said nothing for too long")

    # ---- worker threads ----

    def _worker(self) -> None:
        while (connection := self._ready.get()) is not None:
            goes_on = connection.serve()
            if not goes_on:
                connection.close("server", "")
            self._served.append((connection, goes_on))
            self._wake_up()

    def _wait_for_worker(self) -> None:
        with selectors.DefaultSelector() as only:
            only.register(self._waker, selectors.EVENT_READ)
            only.select()
        self._take_back()

    def _take_back(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._waker.recv(4096)
        while self._served:
            connection, goes_on = self._served.popleft()
            self._busy -= 1
            if goes_on:
                self._wait_for_bytes(connection)

    # ---- the end ----

    def _shut_down(self, threads: list[threading.Thread]) -> None:
        self._listener.close()
        for connection in list(self._waiting):
            self._forget(connection)
            connection.close("server", "the server stops")
        for _ in threads:
            self._ready.put(None)
        deadline = monotonic() + self._settings.limits.stop
        for thread in threads:
            thread.join(max(deadline - monotonic(), 0))
        self._selector.close()
