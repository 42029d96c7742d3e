"""Takes clients out of the backlog, on the event loop; while that fails, for want of descriptors, they stay there."""

import asyncio
import socket
from collections.abc import Callable

from visualizer.probe import emit
from visualizer.server.listener import ACCEPT_PAUSE


class Acceptor:
    """Watches the listening socket. `protocol` makes the protocol of a client at (host, port).

    asyncio's own create_server() would listen anew with a backlog of its own, and where there are no descriptors left
    it would log the failure as often as that backlog is long.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        listener: socket.socket,
        protocol: Callable[[tuple[str, int]], asyncio.Protocol],
    ) -> None:
        self._loop = loop
        self._listener = listener
        self._protocol = protocol
        self._pause: asyncio.TimerHandle | None = None
        self._beginning: set[asyncio.Task[object]] = set()
        """Connections that are being handed to their protocols."""
        listener.setblocking(False)
        self._watch()

    async def stop(self) -> None:
        """Close the listening socket; who has been accepted by then has a protocol afterwards."""
        if self._pause is not None:
            self._pause.cancel()
        self._loop.remove_reader(self._listener)
        self._listener.close()
        await asyncio.gather(*self._beginning)

    def _watch(self) -> None:
        self._pause = None
        self._loop.add_reader(self._listener, self._accept)

    def _accept(self) -> None:
        try:
            sock, peer = self._listener.accept()
        except BlockingIOError:
            return  # The client has gone before its turn.
        except OSError:
            self._loop.remove_reader(self._listener)
            self._pause = self._loop.call_later(ACCEPT_PAUSE, self._watch)
            return
        emit.identity.set((peer[1], None))
        if emit.on:
            emit.point("socket", "accept", peer=list(peer[:2]), local=list(sock.getsockname()[:2]))
        protocol = self._protocol(peer[:2])
        task: asyncio.Task[object] = self._loop.create_task(self._loop.connect_accepted_socket(lambda: protocol, sock))
        self._beginning.add(task)
        task.add_done_callback(self._beginning.discard)
