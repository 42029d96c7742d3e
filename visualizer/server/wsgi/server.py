"""The WSGI lane's main loop: accept, wait for a first byte, give the connection to a free worker slot.

With one slot the application runs in the main thread. A connection that says nothing occupies no slot; while no slot is
free nothing is accepted, so further clients wait in the kernel's backlog.
"""

import os
import signal
import sys
import threading

from visualizer.probe import emit
from visualizer.server.http1 import rules
from visualizer.server.listener import ACCEPT_PAUSE, announce, listen
from visualizer.server.settings import Settings
from visualizer.server.wsgi.connection import Connection, Next
from visualizer.server.wsgi.exchange import Application
from visualizer.server.wsgi.waiting import LISTENER, Waiting
from visualizer.server.wsgi.workers import Workers

STOPS = "the server stops"


class Cut(BaseException):
    """Told to stop, and the time is up: raised in the main thread, wherever that is."""


class Server:
    """Serves until it is told to stop."""

    def __init__(self, application: Application, settings: Settings) -> None:
        self._application = application
        self._settings = settings
        self._listener = listen(settings)
        self._listener.setblocking(False)
        self._waiting = Waiting(self._listener)
        self._workers = Workers(settings.threads, self._then, self._waiting.wake) if settings.threads > 1 else None
        self._stopping = False
        self._time_is_up = threading.Timer(settings.limits.stop, os.kill, (os.getpid(), signal.SIGINT))
        self._time_is_up.daemon = True

    def run(self) -> None:
        """Say where it listens, serve, and return when stopped and everything is closed."""
        # Python hears of a signal between two instructions: one that comes after the last before a wait would end none.
        signal.set_wakeup_fd(self._waiting.wakeup, warn_on_full_buffer=False)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._told_to_stop)
        announce(self._listener)
        try:
            while not self._stopping:
                self._turn()
            if self._workers is not None:
                self._workers.finish()
        except Cut:
            print("stopped: what still ran when the time was up was cut off", file=sys.stderr)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, signal.SIG_IGN)  # It has been said: what is left takes no time.
        self._time_is_up.cancel()
        signal.set_wakeup_fd(-1)
        for connection in [*(self._workers.cut() if self._workers else ()), *self._waiting.close()]:
            connection.close(STOPS)

    def _told_to_stop(self, *_: object) -> None:
        """The first signal lets what runs finish; the second (the timer's, or an impatient user's) cuts it off."""
        if self._stopping:
            raise Cut
        self._stopping = True
        self._waiting.stop_listening()
        self._time_is_up.start()

    def _turn(self) -> None:
        for found in self._waiting.ready(not self._all_busy):
            if self._stopping:
                break
            if found != LISTENER:
                self._serve(found)
            elif not self._all_busy:
                self._accept()
        for connection in self._waiting.expired():
            self._then(connection, connection.expired())

    @property
    def _all_busy(self) -> bool:
        return self._workers is not None and self._workers.all_busy

    def _accept(self) -> None:
        try:
            sock, peer = self._listener.accept()
        except BlockingIOError:
            return  # The client has gone before its turn.
        except OSError:
            self._waiting.pause_listening(ACCEPT_PAUSE)
            return
        emit.identity.set((peer[1], None))
        if emit.on:
            emit.point("socket", "accept", peer=list(peer[:2]), local=list(sock.getsockname()[:2]))
        connection = Connection(sock, peer[:2], self._application, self._settings)
        most = self._settings.limits.connections
        if len(self._waiting) + (len(self._workers) if self._workers else 0) >= most:
            self._then(connection, connection.turn_away(rules.OVERLOADED, f"more than {most} connections"))
        else:
            self._waiting.add(connection)

    def _serve(self, connection: Connection) -> None:
        if self._workers is None:
            self._then(connection, connection.serve())
        else:
            self._waiting.remove(connection)
            self._workers.serve(connection)

    def _then(self, connection: Connection, after: Next) -> None:
        """What is to become of a connection that has been served, in the thread that served it."""
        if after is Next.WAIT:
            self._waiting.add(connection)
        else:
            self._waiting.remove(connection)
            connection.close()
