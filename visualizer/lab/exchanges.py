"""Says when a lane is done with a client's connections: every exchange has ended, and the server has closed them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from visualizer.trace import Event


class Exchanges:
    """Sees a lane's events as they are emitted, and lets wait for what must still come."""

    def __init__(self) -> None:
        self._open: set[tuple[int | None, int | None]] = set()
        self._closed: set[int | None] = set()
        self._changed = asyncio.Event()

    def see(self, event: Event) -> None:
        """Take one event, in the order in which its process made it."""
        match event.stage, event.name, event.phase:
            case "socket", "exchange", "enter":
                self._open.add((event.connection, event.exchange))
            case "socket", "exchange", "exit":
                self._open.discard((event.connection, event.exchange))
            case "socket", "close", "point":
                self._closed.add(event.connection)
            case _:
                return
        self._changed.set()

    async def finished(self, connections: Iterable[int]) -> None:
        """Wait until the server is done with all these connections."""
        wanted = set(connections)
        while not wanted <= self._closed or any(connection in wanted for connection, _ in self._open):
            self._changed.clear()
            await self._changed.wait()
