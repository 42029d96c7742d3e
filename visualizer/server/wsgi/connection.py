"""A client's connection in the WSGI lane, from request to request, and how it ends."""

import enum
import socket
from time import monotonic

from visualizer.probe import emit
from visualizer.server.http1 import response as http_response
from visualizer.server.http1 import rules
from visualizer.server.http1.connection import Connection as Http
from visualizer.server.http1.rules import Refusal, Rule
from visualizer.server.settings import Settings
from visualizer.server.wsgi.client import Client, Gone
from visualizer.server.wsgi.exchange import Application, Exchange


class Next(enum.Enum):
    """What is to become of a connection that has been served."""

    WAIT = "wait for more bytes: of the next request, or of those that nobody will read"
    CLOSE = "close it"


class Connection:
    """Belongs to one thread at a time: to the main thread while it waits, to a worker while it is served."""

    def __init__(
        self, sock: socket.socket, peer: tuple[str, int], application: Application, settings: Settings
    ) -> None:
        self.client = Client(sock, peer, settings.limits)
        self.deadline = monotonic() + settings.limits.first_byte
        """When to give up waiting for the client."""
        self._application = application
        self._settings = settings
        self._http = Http(settings.limits)
        self._exchanges = 0
        self._lingering = False
        self._ended_by = ("client", "")

    @property
    def lingering(self) -> bool:
        """Whether it has had its last answer, and is only read from until the client has gone or its time is up."""
        return self._lingering

    def serve(self) -> Next:
        """Answer the request whose first bytes have come, and those that came with it."""
        if self._lingering:
            return Next.WAIT if self.client.receive_now() else Next.CLOSE
        data = self.client.receive_now()
        if not data:
            return Next.CLOSE
        after = self._exchange(data)
        while after is Next.WAIT and self._http.waiting and not self._lingering:
            after = self._exchange(b"")  # Pipelined: its first bytes came with the request before it.
        return after

    def _exchange(self, first: bytes) -> Next:
        self._exchanges += 1
        self.client.identify(self._exchanges)
        exchange = Exchange(self._http, self.client, self._application, self._settings)
        outcome = "cancelled"
        if emit.on:
            emit.enter("socket", "exchange")
        try:
            if emit.on and first:
                self.client.report(first)
            self._http.feed_some(first)
            outcome = exchange.run()
        except Gone as gone:
            self._ended_by = (gone.by, str(gone))
            return Next.CLOSE
        finally:
            if emit.on:
                emit.leave("socket", "exchange", outcome)
        return self._after(exchange.reason)

    def _after(self, reason: str) -> Next:
        if not reason and self._http.next_request():
            self.deadline = monotonic() + self._settings.limits.keep_alive
            return Next.CLOSE if self._http.ended and not self._http.waiting else Next.WAIT
        self._ended_by = ("server", reason or "the response ends the connection")
        return self._linger()

    def _linger(self) -> Next:
        self._lingering = self.client.half_close()
        self.deadline = monotonic() + self._settings.limits.linger
        return Next.WAIT if self._lingering else Next.CLOSE

    # ---- what the main thread decides ----

    def turn_away(self, rule: Rule, found: str) -> Next:
        """Refuse the connection's next request before it is read."""
        self._ended_by = ("server", rule.id)
        try:
            self.client.send(http_response.refuse(self._http, Refusal(rule, found)))
        except Gone:
            return Next.CLOSE
        return self._linger()

    def expired(self) -> Next:
        """The deadline has passed: a new connection that has said nothing is told so, an idle one just ends."""
        if self._lingering:
            return Next.CLOSE
        if not self._exchanges:
            self.client.identify()
            return self.turn_away(rules.TIMEOUT, "the connection said nothing")
        self._ended_by = ("server", "the connection was idle")
        return Next.CLOSE

    def close(self, reason: str = "") -> None:
        """Close the socket."""
        by, why = ("server", reason) if reason else self._ended_by
        self.client.close(by, why)
