"""One WebSocket of the ASGI lane: connect, accept or refuse, messages both ways, and the close.

Quotations without a source are from the HTTP & WebSocket ASGI Message Format, version 2.5.
"""

import traceback
from collections import deque
from typing import Any

from visualizer.server.asgi import handshake
from visualizer.server.asgi.exchange import Application, Client, Exchange, Message
from visualizer.server.asgi.frames import Closed, Frames
from visualizer.server.asgi.wire import ClientDisconnected
from visualizer.server.http1 import response as http_response
from visualizer.server.http1.connection import Connection as Http
from visualizer.server.http1.head import Head

VANISHED = Closed(1006, "")
"""RFC 6455 §7.1.5: "If … no Close control frame was received by the endpoint …, _The WebSocket Connection Close Code_
is considered to be 1006." """


class WebSocket:
    """The two callables that the application gets, and the state between them."""

    def __init__(self, client: Client, http: Http, head: Head) -> None:
        self._client = client
        self._http = http
        self._head = head
        self._limits = client.limits
        self._messages: deque[str | bytes] = deque()
        self._connected = False
        self._frames: Frames | None = None
        """None until the application accepts."""
        self._refusal = Exchange(client, http, head)
        """What sends an HTTP response instead."""
        self._refused = False
        self._ponged = True

    # ---- what the connection tells ----

    @property
    def waiting(self) -> int:
        """Bytes of messages that the application has not received."""
        return sum(map(len, self._messages))

    def received(self) -> None:
        """Bytes have come; until the application accepts they wait."""
        self._ponged = True
        if self._frames is None:
            return
        messages, answer = self._frames.receive(self._http.rest())
        self._messages.extend(messages)
        self._client.write(answer)
        if self._frames.failed and self._frames.closed is not None:
            self._client.linger(self._frames.closed.reason)
        elif self._frames.over:
            self._client.close("client", "the WebSocket is closed")

    def ping(self) -> bool:
        """Ask whether the client is there; False when it did not answer the last time."""
        if self._frames is None:
            return True
        if self._frames.closed is not None or not self._ponged:
            return False
        self._ponged = False
        self._client.write(self._frames.ping())
        return True

    # ---- the application ----

    async def run(self, application: Application, scope: dict[str, Any]) -> str:
        """Await the application, and where it fails close for it; how it went, as an event's outcome says it."""
        outcome = "returned"
        try:
            await application(scope, self.receive, self.send)
        except ClientDisconnected:
            outcome = "cancelled"
        except Exception:
            traceback.print_exc()
            outcome = "raised"
        if self._frames is not None:
            # "if the application dies the socket should be closed". RFC 6455 §7.4.1: 1011 is "an unexpected condition".
            self._close(1000 if outcome == "returned" else 1011, "")
        elif not self._client.gone and not self._http.response_begun:
            self._client.write(http_response.answer(self._http, 500, "The application did not answer the handshake.\n"))
            outcome = "raised"
        return outcome

    async def receive(self) -> Message:
        """websocket.connect, then each message, then websocket.disconnect again and again."""
        if not self._connected:
            self._connected = True
            return {"type": "websocket.connect"}
        while True:
            if self._messages:
                data = self._messages.popleft()
                self._client.resume()
                return {"type": "websocket.receive", "text" if isinstance(data, str) else "bytes": data}
            if self._frames is not None and self._frames.closed is not None:
                return self._disconnect(self._frames.closed)
            if self._client.gone or (self._frames is None and self._http.response_begun):
                return self._disconnect(VANISHED)
            await self._client.changed()

    def _disconnect(self, closed: Closed) -> Message:
        return {"type": "websocket.disconnect", "code": closed.code, "reason": closed.reason}

    async def send(self, message: Message) -> None:
        """Take one message in its turn; out of turn it is an error of the application's, which is told so."""
        kind = message["type"]
        if self._client.gone or (self._frames is not None and self._frames.closed is not None):
            raise ClientDisconnected("the WebSocket is closed")
        if self._frames is None:
            await self._answer(kind, message)
        elif kind == "websocket.send":
            self._client.write(self._frames.message(_content(message)))
        elif kind == "websocket.close":
            self._close(_close_code(message), message.get("reason") or "")
        else:
            raise RuntimeError(f"send() takes websocket.send or websocket.close now, not {kind}")
        await self._client.drain()

    async def _answer(self, kind: str, message: Message) -> None:
        """ "This message must be responded to with either an Accept message or a Close message"."""
        if kind.startswith("websocket.http.response."):
            # Extensions, Websocket Denial Response: "a structure that matches the http.response.start and
            # http.response.body messages".
            await self._refusal.send({**message, "type": kind.removeprefix("websocket.")})
            self._refused = True
        elif self._refused or kind not in ("websocket.accept", "websocket.close"):
            raise RuntimeError(f"send() does not take {kind} now")
        elif kind == "websocket.close":
            # "If this is sent before the socket is accepted, the server must close the connection with a HTTP 403 error
            # code (Forbidden), and not complete the WebSocket handshake".
            self._client.write(http_response.answer(self._http, 403, "The application refused the WebSocket.\n"))
        else:
            self._accept(message)

    def _accept(self, message: Message) -> None:
        fields = [(bytes(name), bytes(value)) for name, value in message.get("headers", ())]
        http_response.check(fields)
        if any(name.lower() == b"sec-websocket-protocol" for name, _ in fields):
            # "Must not include a header named sec-websocket-protocol; use the subprotocol key instead."
            raise ValueError("name the subprotocol by the key `subprotocol`, not by a header")
        subprotocol = message.get("subprotocol")
        if subprotocol is not None and subprotocol not in handshake.subprotocols(self._head):
            # RFC 6455 §4.2.2: "a single value representing the subprotocol the server is ready to use or null. The
            # value chosen MUST be derived from the client's handshake".
            raise ValueError(f"the client does not offer the subprotocol {subprotocol!r}")
        deflate, compression = handshake.extension(self._head, self._limits.websocket_message)
        self._frames = Frames(self._limits.websocket_message, deflate)
        self._client.write(self._http.switch(handshake.answer(self._head, subprotocol, compression, fields)))
        self.received()

    def _close(self, code: int, reason: str) -> None:
        """ "the server must close the socket with the close code passed in the message (or 1000 if none is …)"."""
        if self._frames is not None and self._frames.closed is None and not self._client.gone:
            self._client.write(self._frames.close(code, reason))


def _close_code(message: Message) -> int:
    """RFC 6455 §7.4: 1000 to 4999, of which "1005 is a reserved value and MUST NOT be set as a status code in a Close
    control frame by an endpoint", as are 1006 and 1015.
    """
    code = message.get("code", 1000)
    if type(code) is not int or not 1000 <= code <= 4999 or code in (1005, 1006, 1015):
        raise ValueError(f"no Close frame may have the code {code!r}")
    return code


def _content(message: Message) -> str | bytes:
    text, data = message.get("text"), message.get("bytes")
    if (text is None) == (data is None):
        raise ValueError("Exactly one of bytes or text must be non-None")
    return str(text) if data is None else bytes(data)
