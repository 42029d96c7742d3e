"""One connection of the WSGI lane: read a request, call the application, send what it gives; then the next request."""

import socket
import sys
import traceback
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

from visualizer.probe import emit
from visualizer.server.http1 import response as http_response
from visualizer.server.http1 import rules
from visualizer.server.http1.connection import Connection as Http
from visualizer.server.http1.head import Head
from visualizer.server.http1.rules import Refusal
from visualizer.server.settings import Settings
from visualizer.server.wsgi import environ
from visualizer.server.wsgi.input import Input
from visualizer.server.wsgi.response import Response

Application = Callable[[environ.Environ, Callable[..., Any]], Iterable[bytes]]

RECV_SIZE = 65536


class Gone(Exception):
    """The client is not there any more, or does not take what is sent: nobody is left to answer to."""


class Connection:
    """A client's connection. `serve` blocks its thread, and with it the worker slot, until it has answered."""

    def __init__(self, sock: socket.socket, ends: environ.Ends, application: Application, settings: Settings) -> None:
        self.socket = sock
        self._ends = ends
        self._application = application
        self._settings = settings
        self._limits = settings.limits
        self._http = Http(settings.limits)
        self._exchanges = 0
        self.deadline = monotonic() + settings.limits.first_byte
        """When to give up waiting for the next request's first byte."""

    def identify(self) -> None:
        """Say whose events are emitted from here on in this thread."""
        emit.identity.set((self._ends.client[1], self._exchanges or None))

    def serve(self) -> bool:
        """Answer the request whose first bytes have come, and those that came with it; False: the connection ended."""
        while True:
            first = b"" if self._http.waiting else self._receive_first()
            if not first and not self._http.waiting:
                return False
            self._exchanges += 1
            self.identify()
            if not self._exchange(first):
                return False
            if not self._http.waiting:
                self.deadline = monotonic() + self._limits.keep_alive
                return True

    def _exchange(self, first: bytes) -> bool:
        outcome = "raised"
        if emit.on:
            emit.enter("socket", "exchange")
        try:
            self._take(first)
            goes_on = self._answer(self._read_head())
            outcome = "returned"
        except Refusal as refusal:
            self._refuse(refusal)
            goes_on = False
        except Gone:
            outcome = "cancelled"
            goes_on = False
        finally:
            if emit.on:
                emit.leave("socket", "exchange", outcome)
        return goes_on

    def _answer(self, head: Head) -> bool:
        response = Response(self._http, head, self._send)
        body = Input(self._read_body)
        request = environ.build(head, self._ends, self._settings.root_path, body, self._settings.threads > 1)
        try:
            response.send_iterable(self._application(request, response.start_response))
        except (Refusal, Gone):
            raise
        except Exception:
            self._failed()
            return False
        return self._rest_is_read() and self._http.next_request()

    def _failed(self) -> None:
        """The application raised: 500 where nothing has been sent, else the response stays visibly incomplete."""
        traceback.print_exc(file=sys.stderr)
        self._send(
            http_response.answer(self._http, 500, "The application raised an exception; its traceback is in the log.\n")
        )

    def _refuse(self, refusal: Refusal) -> None:
        try:
            self._send(http_response.refuse(self._http, refusal))
        except Gone:
            return
        self._linger()

    # ---- reading ----

    def _receive_first(self) -> bytes:
        try:
            return self.socket.recv(RECV_SIZE)
        except OSError:
            return b""

    def _take(self, data: bytes) -> None:
        if data:
            self._http.feed(data)
            if emit.on:
                emit.point("socket", "recv", bytes=data, size=len(data))

    def _receive(self, timeout: float) -> None:
        self.socket.settimeout(max(timeout, 0.001))
        try:
            data = self.socket.recv(RECV_SIZE)
            if emit.on:
                emit.point("socket", "recv", bytes=data, size=len(data))
        except TimeoutError:
            raise Refusal(rules.TIMEOUT, f"silence for {timeout:.3g} s") from None
        except OSError as error:
            raise Gone(str(error)) from None
        self._http.feed(data)

    def _read_head(self) -> Head:
        deadline = monotonic() + self._limits.head
        while (head := self._http.read_head()) is None:
            self._receive(min(self._limits.between_bytes, deadline - monotonic()))
        return head

    def _read_body(self) -> bytes:
        while (piece := self._http.read_body()) is None:
            # RFC 9110 §10.1.1: a server sends 100 (Continue) when it wants the content; here that is the moment when
            # the application reads it.
            self._send(self._http.go_on())
            self._receive(self._limits.between_bytes)
        return piece

    def _rest_is_read(self) -> bool:
        """Read what the application left of the body, where it is little: the next request stands behind it."""
        left = self._limits.unread_body
        while left >= 0 and not self._http.continue_is_due:
            piece = self._read_body()
            if not piece:
                return True
            left -= len(piece)
        return False

    # ---- writing ----

    def _send(self, data: bytes) -> None:
        if not data:
            return
        self.socket.settimeout(self._limits.write)
        try:
            if emit.on:
                emit.ahead("socket", "send", bytes=data, size=len(data))
            self.socket.sendall(data)
        except OSError as error:
            raise Gone(str(error)) from None

    def _linger(self) -> None:
        """RFC 9112 §9.6: "the server first performs a half-close by closing only the write side of the read/write
        connection. The server then continues to read from the connection until it receives a corresponding close by the
        client, or until the server is reasonably certain that its own TCP stack has received the client's
        acknowledgement": else a reset could destroy the answer before the client has read it.
        """
        deadline = monotonic() + self._limits.linger
        try:
            self.socket.shutdown(socket.SHUT_WR)
            while (left := deadline - monotonic()) > 0:
                self.socket.settimeout(left)
                if not self.socket.recv(RECV_SIZE):
                    return
        except OSError:
            return

    def close(self, by: str, reason: str) -> None:
        """End the connection and say who ended it."""
        self._exchanges = 0
        self.identify()
        self.socket.close()
        if emit.on:
            emit.point("socket", "close", by=by, reason=reason)
