"""The ASGI lane: the lifespan, and between its startup and its shutdown a listening socket on one event loop."""

import asyncio
import signal
import sys

from visualizer.server.asgi.accepting import Acceptor
from visualizer.server.asgi.connection import Connection
from visualizer.server.asgi.exchange import Application
from visualizer.server.asgi.lifespan import Lifespan
from visualizer.server.asgi.scope import State
from visualizer.server.listener import announce, listen
from visualizer.server.settings import Settings

STOPS = "the server stops"
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
            self.loop.add_signal_handler(name, self._told_to_stop)
        acceptor = Acceptor(self.loop, self._listener, lambda peer: Connection(self, peer))
        announce(self._listener)
        await self._stop.wait()
        await acceptor.stop()
        await self._finish()
        self._listen_to_signals_no_more()
        # "Sent to the application when the server has stopped accepting connections and closed all active connections."
        await lifespan.shutdown()

    def forget(self, connection: Connection) -> None:
        """A connection's socket is closed."""
        self.connections.discard(connection)
        if self.stopping and not self.connections:
            self._all_gone.set()

    def _told_to_stop(self) -> None:
        """The first signal lets what runs finish; a second one cuts it off."""
        if self.stopping:
            self._cut.set()
        self.stopping = True
        self._stop.set()

    async def _finish(self) -> None:
        running = [connection.task for connection in self.connections if connection.task is not None]
        for connection in [one for one in self.connections if one.task is None]:
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
        for connection in list(self.connections):
            connection.cut(STOPS)
        if self.connections:
            await self._all_gone.wait()

    def _listen_to_signals_no_more(self) -> None:
        for name in _SIGNALS:
            self.loop.remove_signal_handler(name)
            signal.signal(name, signal.SIG_IGN)  # It has been said: what is left takes no time.
