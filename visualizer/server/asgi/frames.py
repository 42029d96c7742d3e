"""A WebSocket's frames without a socket: bytes in, whole messages and the close out (RFC 6455 §5 and §7)."""

from typing import NamedTuple

from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.frame_protocol import CloseReason

from visualizer.server.asgi.deflate import BoundedDeflate


class Closed(NamedTuple):
    """The connection's end, as websocket.disconnect tells it."""

    code: int
    reason: str


class Frames:
    """The protocol's state after the handshake."""

    def __init__(self, limit: int, deflate: BoundedDeflate | None) -> None:
        self._connection = Connection(ConnectionType.SERVER, [deflate] if deflate else [])
        self._limit = limit
        self._pieces = bytearray()
        """Of a message that is not complete; text in UTF-8."""
        self.closed: Closed | None = None
        """Set once the client has closed, or has broken a rule so that we had to."""
        self.failed = False
        """Whether the client has broken a rule."""
        self.over = False
        """Whether both sides have said that they close, so that the connection may end."""

    def receive(self, data: bytes) -> tuple[list[str | bytes], bytes]:
        """Messages that are complete now, and what is to be sent at once: pongs, and the answer to a close."""
        messages: list[str | bytes] = []
        answer = b""
        self._connection.receive_data(data)
        for event in self._connection.events():
            if isinstance(event, Ping):
                # RFC 6455 §5.5.2: "Upon receipt of a Ping frame, an endpoint MUST send a Pong frame in response".
                answer += self._connection.send(event.response())
            elif isinstance(event, (TextMessage, BytesMessage)):
                message = self._piece(event)
                if len(self._pieces) > self._limit:
                    answer += self._fail(CloseReason.MESSAGE_TOO_BIG, f"a message may have {self._limit} bytes")
                    break
                if message is not None:
                    messages.append(message)
            elif isinstance(event, CloseConnection):
                answer += self._close(event)
                break
        return messages, answer

    def _piece(self, event: TextMessage | BytesMessage) -> str | bytes | None:
        """Collect a message's pieces: the specification has servers "handle message fragmentation themselves"."""
        data = event.data.encode() if isinstance(event, TextMessage) else event.data
        self._pieces += data
        if len(self._pieces) > self._limit or not event.message_finished:
            return None
        whole = bytes(self._pieces)
        self._pieces.clear()
        return whole.decode() if isinstance(event, TextMessage) else whole

    def _close(self, event: CloseConnection) -> bytes:
        if self._connection.state is ConnectionState.OPEN:
            return self._fail(event.code, event.reason or "")
        self.over = True
        if self.closed is None:
            self.closed = Closed(event.code, event.reason or "")
        if self._connection.state is ConnectionState.CLOSED:
            return b""
        # RFC 6455 §5.5.1: "If an endpoint receives a Close frame and did not previously send a Close frame, the
        # endpoint MUST send a Close frame in response."
        return self._connection.send(event.response())

    def _fail(self, code: int, reason: str) -> bytes:
        """RFC 6455 §7.1.7: the client broke a rule: tell it which, and have done with it."""
        self.closed = Closed(int(code), reason)
        self.failed = self.over = True
        return self._connection.send(CloseConnection(code=code, reason=reason[:120]))

    def message(self, data: str | bytes) -> bytes:
        """A message's bytes."""
        event = TextMessage(data=data) if isinstance(data, str) else BytesMessage(data=data)
        return self._connection.send(event)

    def ping(self) -> bytes:
        """A ping's bytes."""
        return self._connection.send(Ping())

    def close(self, code: int, reason: str) -> bytes:
        """A close frame's bytes; from now on no message is sent."""
        self.closed = Closed(code, reason)
        return self._connection.send(CloseConnection(code=code, reason=reason))
