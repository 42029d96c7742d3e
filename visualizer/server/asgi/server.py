"""The ASGI lane: the lifespan, and between its startup and its shutdown a listening socket on one event loop."""

import asyncio
import contextlib
import os
import signal
import sys
import threading

from visualizer.probe import emit
from visualizer.server.asgi.accepting import Acceptor
from visualizer.server.asgi.connection import Connection
from visualizer.server.asgi.exchange import Application
from visualizer.server.asgi.lifespan import Lifespan
from visualizer.server.asgi.scope import State
from visualizer.server.listener import announce, listen
from visualizer.server.settings import Settings

STOPS = "the server stops"
LAST = 1.0
"""Seconds to end in for what was cut off, and for the application's lifespan."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Server:
    """Serves until it is told to stop."""

    loop: asyncio.AbstractEventLoop

    def __init__(self, application: Application, settings: Settings) -> None:
        self.application = application
        self.settings = settings
        self.connections: set[Connection] = set()
        self.stopping = False
        self.state: State = {}
        self._listener = listen(settings)
        self._stop = asyncio.Event()
        self._cut = asyncio.Event()
        self._all_gone = asyncio.Event()
        self._end: threading.Timer | None = None
        """Ends the process where the application does not let it end."""

    async def run(self) -> None:
        """Start the application, say where it listens, serve; return when stopped and everything is closed.

        Raises LifespanFailed when the application says that it cannot start, or could not tidy up.
        """
        self.loop = asyncio.get_running_loop()
        lifespan = Lifespan(self.application)
        # Lifespan Protocol: "Sent to the application when the server is ready to startup and receive connections, but
        # before it has started to do so."
        await lifespan.startup()
        self.state = lifespan.state
        for name in _SIGNALS:
            self.loop.add_signal_handler(name, _nothing)  # Now a signal wakes the loop,
            signal.signal(name, self._told_to_stop)  # and is heard also where an application blocks it.
        acceptor = Acceptor(self.loop, self._listener, lambda peer: Connection(self, peer))
        announce(self._listener)
        await self._stop.wait()
        await acceptor.stop()
        await self._finish()
        for name in _SIGNALS:
            self.loop.remove_signal_handler(name)
            signal.signal(name, signal.SIG_IGN)  # It has been said: what is left takes no time.
        # "Sent to the application when the server has stopped accepting connections and closed all active connections."
        await lifespan.shutdown()

    def forget(self, connection: Connection) -> None:
        """A connection's socket is closed."""
        self.connections.discard(connection)
        if self.stopping and not self.connections:
            self._all_gone.set()

    def _told_to_stop(self, *_: object) -> None:
        """The first signal lets what runs finish; a second one cuts it off. What cannot be cut off does not hinder."""
        limits = self.settings.limits
        self._end_in(LAST if self.stopping else limits.stop + limits.linger + LAST)
        self.loop.call_soon_threadsafe((self._cut if self.stopping else self._stop).set)
        self.stopping = True

    def _end_in(self, seconds: float) -> None:
        if self._end is not None:
            self._end.cancel()
        self._end = threading.Timer(seconds, _end)
        self._end.daemon = True
        self._end.start()

    async def _finish(self) -> None:
        running = [connection.task for connection in self.connections if connection.task is not None]
        for connection in [one for one in self.connections if one.task is None and not one.gone]:
            connection.cut(STOPS)
        impatient = asyncio.create_task(self._cut.wait())
        if running:
            done = asyncio.gather(*running, return_exceptions=True)
            await asyncio.wait(
                (done, impatient), timeout=self.settings.limits.stop, return_when=asyncio.FIRST_COMPLETED
            )
        impatient.cancel()
        late = [task for task in running if not task.done()]
        if late:
            print(f"stopped: {len(late)} exchanges that still ran when the time was up were cut off", file=sys.stderr)
        for task in late:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self._all_are_gone(self.settings.limits.linger)  # The last bytes of a response may still be on their way.
        for connection in list(self.connections):
            connection.cut(STOPS)
        await self._all_are_gone(None)

    async def _all_are_gone(self, seconds: float | None) -> None:
        if self.connections:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._all_gone.wait(), seconds)


def _end() -> None:
    """End the process, though a thread of the application does not return, or its task does not let itself be ended."""
    print("stopped: what does not end by itself was cut off", file=sys.stderr, flush=True)
    emit.detach()
    os._exit(0)


def _nothing() -> None:
    """Do nothing more."""
