"""One HTTP exchange of the ASGI lane: receive() and send(), and the order of messages that the specification demands.

Quotations without a source are from the HTTP & WebSocket ASGI Message Format, version 2.5.
"""

import traceback
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from visualizer.server.asgi.wire import ClientDisconnected
from visualizer.server.http1 import response as http_response
from visualizer.server.http1.connection import Connection as Http
from visualizer.server.http1.head import Field, Head
from visualizer.server.http1.rules import Refusal
from visualizer.server.limits import Limits

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


class Client(Protocol):
    """What an exchange needs of its connection."""

    limits: Limits
    gone: bool

    def write(self, data: bytes) -> None:
        """Hand bytes to the transport."""

    def resume(self) -> None:
        """Read on from the client, where there is room again."""

    async def drain(self) -> None:
        """Wait while the client reads less than it is sent."""

    async def changed(self) -> None:
        """Wait until bytes have come, or the end."""

    async def more(self) -> None:
        """Wait until bytes of the request have come, within the time limit."""

    def refuse(self, refusal: Refusal) -> None:
        """Answer a request whose body breaks a rule."""

    def close(self, by: str, reason: str) -> None:
        """Let what is written leave, then end the connection."""

    def linger(self, reason: str) -> None:
        """Send no more, and end the connection when the client has read it all."""


class Exchange:
    """The two callables that the application gets, and the state between them."""

    def __init__(self, client: Client, http: Http, head: Head) -> None:
        self._client = client
        self._http = http
        self._head = head
        self._next = "http.response.start"
        """The message that send() takes next; empty when the response is complete."""
        self._status = 0
        self._fields: list[Field] = []
        self._left: int | None = None
        """Bytes that the Content-Length still promises; None where there is none."""
        self._trailers: list[Field] | None = None
        """What http.response.trailers has brought so far; None where the application announced none."""
        self._told = False
        """Whether the application knows that the client has gone, and so may leave the response."""

    async def run(self, application: Application, scope: dict[str, Any]) -> str:
        """Await the application, and where it fails answer for it; how it went, as an event's outcome says it."""
        try:
            await application(scope, self.receive, self.send)
        except ClientDisconnected:
            # "Servers must be prepared to catch this exception if they raised it and should not log it as an error in
            # their server logs."
            return "cancelled"
        except Exception:
            traceback.print_exc()
        else:
            if not self._next:
                return "returned"
            if self._told:
                return "cancelled"
        if not self._client.gone:
            self._client.write(http_response.answer(self._http, 500, "The application failed; see the server's log.\n"))
        return "raised"

    # ---- receive ----

    async def receive(self) -> Message:
        """The body piece by piece, then http.disconnect: "Sent to the application if receive is called after a response
        has been sent or after the HTTP connection has been closed."
        """
        while not self._client.gone and self._next:
            if not self._http.body_complete:
                message = self._body()
                if message is not None:
                    return message
                if not self._client.gone:
                    await self._client.more()
            elif self._http.ended:
                break
            else:
                await self._client.changed()
        self._told = True
        return {"type": "http.disconnect"}

    def _body(self) -> Message | None:
        try:
            piece = self._http.read_body()
        except Refusal as refusal:
            self._client.refuse(refusal)
            return None
        if piece is None:
            # RFC 9110 §10.1.1: the client waits for 100 (Continue); it is sent when the application reads, not before.
            self._client.write(self._http.go_on())
            return None
        return {"type": "http.request", "body": piece, "more_body": not self._http.is_last_piece()}

    async def rest_is_read(self) -> bool:
        """Read what the application left of the body, where it is little: the next request stands behind it."""
        left = self._client.limits.unread_body
        while not self._client.gone and left >= 0 and not self._http.rest_is_skipped:
            try:
                piece = self._http.read_body()
            except Refusal as refusal:
                self._client.refuse(refusal)
                break
            if piece == b"":
                return True
            if piece is None:
                await self._client.more()
            else:
                left -= len(piece)
        return False

    # ---- send ----

    async def send(self, message: Message) -> None:
        """Take one message in its turn; out of turn it is an error of the application's, which is told so."""
        if self._client.gone:
            raise ClientDisconnected("the client has disconnected")
        if not self._next:
            return  # "any further messages on the channel will be ignored."
        if message["type"] != self._next:
            raise RuntimeError(f"send() takes {self._next} now, not {message['type']}")
        if self._next == "http.response.start":
            self._start(message)
        elif self._next == "http.response.body":
            self._content(message)
        else:
            self._trailer_fields(message)
        await self._client.drain()

    def _start(self, message: Message) -> None:
        status = message["status"]
        if type(status) is not int or not 200 <= status <= 599:
            raise ValueError(f"the status must be an int from 200 to 599, not {status!r}")
        fields = [(bytes(name), bytes(value)) for name, value in message.get("headers", ())]
        # "You may send a Transfer-Encoding header in this message, but the server must ignore it."
        fields = [field for field in fields if field[0].lower() != b"transfer-encoding"]
        http_response.check(fields)
        self._status, self._fields = status, fields
        self._left = http_response.content_length(fields)
        self._trailers = [] if message.get("trailers", False) else None
        # "Protocol servers need not flush the data generated by this event to the send buffer until the first Response
        # Body event is processed": so head and first piece leave in one write, and an error can still become a 500.
        self._next = "http.response.body"

    def _content(self, message: Message) -> None:
        data = bytes(message.get("body", b""))
        more = bool(message.get("more_body", False))
        if not http_response.has_content(self._head, self._status):
            data = b""
        elif self._left is not None:
            self._left -= len(data)
            if self._left < 0 or (self._left and not more):
                raise ValueError(f"the body does not have the bytes that Content-Length says: {-self._left:+d}")
        begin = self._begin(None if more or self._trailers is not None else len(data))
        content = self._http.data(data) if data else b""
        end = b""
        if not more:
            self._next = "http.response.trailers" if self._trailers is not None else ""
            end = b"" if self._next else self._http.finish()
        self._client.write(begin + content + end)

    def _begin(self, length: int | None) -> bytes:
        if self._http.response_begun:
            return b""
        close = self._http.skip_rest(self._client.limits.unread_body)
        fields = http_response.complete(self._head, self._status, self._fields, length, close)
        return self._http.respond(self._status, http_response.reason(self._status), fields)

    def _trailer_fields(self, message: Message) -> None:
        fields = [(bytes(name), bytes(value)) for name, value in message.get("headers", ())]
        http_response.check(fields)
        self._trailers = [*(self._trailers or ()), *fields]
        if not message.get("more_trailers", False):
            self._next = ""
            # "The ASGI server will only send the trailing headers in case the client has sent the TE: trailers header
            # in the request" (Extensions, HTTP Trailers); and only a chunked response has room for them.
            self._client.write(self._http.finish(self._trailers if self._takes_trailers() else ()))

    def _takes_trailers(self) -> bool:
        chunked = self._left is None and http_response.has_content(self._head, self._status)
        return chunked and self._head.version == b"1.1" and b"trailers" in self._head.members(b"te")
