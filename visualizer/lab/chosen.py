"""Which exchanges of a lane are chosen to be held, as the lane emits them, and when each of them is over."""

from __future__ import annotations

from collections.abc import Iterator

from visualizer.lab.stepping import Identity
from visualizer.trace import Event


class Chosen:
    """One lane's."""

    def __init__(self) -> None:
        self.identities: dict[Identity, int | None] = {}
        """Each with the exchange's number in the trace; None where it stands for all exchanges of a connection."""
        self._open: set[tuple[int | None, int | None]] = set()
        """All that the server works on, chosen or not."""
        self._closed: set[int | None] = set()

    def __bool__(self) -> bool:
        return bool(self.identities)

    def nameless(self) -> Iterator[tuple[int, int]]:
        """The exchanges under way whose number in the trace was not learned yet."""
        for connection, exchange in self._open:
            if connection is not None and exchange is not None and (connection, exchange) not in self.identities:
                yield connection, exchange

    def learn(self, connection: int, exchange: int, number: int) -> None:
        """An exchange has this number in the trace; nothing where its connection was not chosen."""
        if (connection, None) in self.identities:
            self.identities[connection, exchange] = number

    def see(self, event: Event) -> bool:
        """Take an event, as emitted; whether with it something chosen is over."""
        connection, exchange = event.connection, event.exchange
        match event.stage, event.name, event.phase:
            case "socket", "exchange", "enter":
                self._open.add((connection, exchange))
            case "socket", "exchange", "exit":
                self._open.discard((connection, exchange))
                return self._end(connection, exchange) | self._close(connection)
            case "socket", "close", _:
                self._closed.add(connection)
                return self._close(connection)
        return False

    def _close(self, connection: int | None) -> bool:
        """A connection is over when it is closed and the last of its exchanges has ended, in whatever order."""
        if connection not in self._closed or any(each == connection for each, _ in self._open):
            return False
        self._closed.discard(connection)
        return self._end(connection, None)

    def _end(self, connection: int | None, exchange: int | None) -> bool:
        found = [each for each in self.identities if each == (connection, exchange)]
        for each in found:
            del self.identities[each]
        return bool(found)
