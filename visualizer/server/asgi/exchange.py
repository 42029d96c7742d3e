"""One HTTP exchange of the ASGI lane: receive() and send(), as the specification orders their messages."""

import traceback
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from visualizer.server.http1 import response as http_response
from visualizer.server.http1.connection import Connection as Http
from visualizer.server.http1.head import Field, Head
from visualizer.server.http1.rules import Refusal

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


class ClientDisconnected(OSError):
    """ "If send() is called on a closed connection the server should raise a server-specific subclass of OSError."""


class Wire(Protocol):
    """What an exchange needs of its connection."""

    http: Http
    gone: bool

    def write(self, data: bytes) -> None:
        """Hand bytes to the transport."""

    async def drain(self) -> None:
        """Wait while the client takes less than it is sent."""

    async def changed(self) -> None:
        """Wait until bytes have come, or the client has gone."""

    def refuse(self, refusal: Refusal) -> None:
        """Answer a request whose body breaks a rule."""


class Exchange:
    """The two callables that the application gets, and the state between them."""

    def __init__(self, wire: Wire, head: Head) -> None:
        self._wire = wire
        self._http = wire.http
        self._head = head
        self._status = 0
        self._fields: list[Field] = []
        self._step = "http.response.start"
        """The message that send() expects; empty when the response is complete."""
        self._trailers: list[Field] | None = None
        self._left: int | None = None
        self._body_given = False

    @property
    def complete(self) -> bool:
        """Whether the whole response has been sent."""
        return not self._step

    async def run(self, application: Application, scope: dict[str, Any]) -> None:
        """Await the application; where it fails, answer for it."""
        try:
            await application(scope, self.receive, self.send)
        except ClientDisconnected:
            return  # "Servers must be prepared to catch this exception if they raised it and should not log it".
        except Exception:
            traceback.print_exc()
        if not self.complete and not self._wire.gone:
            text = "The application ended without a complete response; see the log.\n"
            self._wire.write(http_response.answer(self._http, 500, text))

    # ---- receive ----

    async def receive(self) -> Message:
        """The next piece of the request's body; then http.disconnect, once the client or the response ends."""
        while not self._wire.gone and not self.complete:
            if not self._body_given:
                message = self._body()
                if message is not None:
                    return message
            await self._wire.changed()
        return {"type": "http.disconnect"}

    def _body(self) -> Message | None:
        try:
            piece = self._http.read_body()
        except Refusal as refusal:
            self._wire.refuse(refusal)
            return None
        if piece is None:
            # RFC 9110 §10.1.1: 100 (Continue) is sent when the application reads, not before.
            self._wire.write(self._http.go_on())
            return None
        self._body_given = self._http.body_complete
        return {"type": "http.request", "body": piece, "more_body": not self._body_given}

    # ---- send ----

    async def send(self, message: Message) -> None:
        """Take one message; what is not in its turn is an error of the application's."""
        kind = message["type"]
        if self._wire.gone:
            raise ClientDisconnected("the client has disconnected")
        if not self._step:
            return  # "any further messages on the channel will be ignored".
        if kind != self._step:
            raise RuntimeError(f"send() expects {self._step} now, not {kind}")
        if kind == "http.response.start":
            self._start(message)
        elif kind == "http.response.body":
            self._content(message)
            await self._wire.drain()

    def _start(self, message: Message) -> None:
        self._status = message["status"]
        # "You may send a Transfer-Encoding header in this message, but the server must ignore it."
        self._fields = [
            (bytes(name), bytes(value))
            for name, value in message.get("headers", ())
            if bytes(name).lower() != b"transfer-encoding"
        ]
        self._step = "http.response.body"

    def _content(self, message: Message) -> None:
        data = bytes(message.get("body", b""))
        more = message.get("more_body", False)
        begin = self._begin(None if more else len(data))
        if not http_response.has_content(self._head, self._status):
            data = b""
        content = self._http.data(data) if data else b""
        end = b"" if more else self._http.finish()
        if not more:
            self._step = ""
        # One write for all: the first piece leaves together with the head.
        self._wire.write(begin + content + end)

    def _begin(self, length: int | None) -> bytes:
        if self._http.response_begun:
            return b""
        close = self._http.continue_is_due
        fields = http_response.complete(self._head, self._status, self._fields, length, close)
        return self._http.respond(self._status, http_response.reason(self._status), fields)
