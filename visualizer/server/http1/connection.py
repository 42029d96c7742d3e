"""One connection's HTTP/1.1 without a socket: bytes in, a head and its body out; and the response's bytes.

The strict scanners decide what is permitted; only what they approve reaches h11, which keeps the connection's state,
takes the body out of its framing and writes the response.
"""

from collections.abc import Sequence
from functools import lru_cache

import h11

from visualizer.probe import emit
from visualizer.server.http1 import rules
from visualizer.server.http1.framing import Chunked, Framing, KnownLength
from visualizer.server.http1.head import Field, Head, HeadScanner
from visualizer.server.http1.rules import Refusal
from visualizer.server.limits import Limits

# The scanners have limits of their own, and they come first.
_NO_LIMIT = 2**63

_END = h11.EndOfMessage()


class Connection:
    """The protocol's state, request after request. Methods that read raise Refusal; methods that write return bytes."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_NO_LIMIT)
        self._buffer = bytearray()
        """What the client has sent and no scanner has approved yet."""
        self._ended = False
        self._begin()

    def _begin(self) -> None:
        self.head: Head | None = None
        """The head of the current request, once it is complete."""
        self.body_complete = False
        """Whether the whole body has been taken out."""
        self.rest_is_skipped = False
        """Whether what is left of the body will not be read."""
        self.trailers: list[Field] = []
        self._scanner = HeadScanner(self._limits)
        self._scanning = False
        self._framing: Framing = KnownLength(0)

    # ---- reading ----

    def feed(self, data: bytes) -> None:
        """Bytes from the client, in any pieces; empty when it will send no more."""
        self._buffer += data
        self._ended = self._ended or not data

    def feed_some(self, data: bytes) -> None:
        """Bytes from the client; here none mean just that none have come."""
        self._buffer += data

    @property
    def waiting(self) -> int:
        """Bytes that have come from the client and were not read yet: of this request, or of the next one."""
        return len(self._buffer)

    @property
    def ended(self) -> bool:
        """Whether the client has said that it will send no more."""
        return self._ended

    @property
    def method(self) -> bytes:
        """The current request's method, as soon as it has been read; empty before."""
        return self._scanner.method

    def read_head(self) -> Head | None:
        """The head of the next request; None while more bytes are needed."""
        if self.head is None and self._buffer:
            if not self._scanning:
                self._scanning = True
                if emit.on:
                    emit.enter("parse", "head", size=len(self._buffer))
            try:
                self.head = self._read_head()
            except Refusal:
                if emit.on:
                    emit.leave("parse", "head", "raised")
                raise
        return self.head

    def _read_head(self) -> Head | None:
        head = self._scanner.scan(self._buffer)
        if head is None:
            self._need_more()
            return None
        if emit.on:
            emit.leave(
                "parse",
                "head",
                method=head.method,
                target=head.target.raw,
                version=head.version,
                headers=head.fields,
            )
        begin, end = self._scanner.skipped, self._scanner.skipped + head.size
        self._http.receive_data(bytes(self._buffer[begin:end]))
        del self._buffer[:end]
        self._http.next_event()
        self._framing = Chunked(self._limits) if head.length is None else KnownLength(head.length)
        return head

    def read_body(self) -> bytes | None:
        """The next piece of the body, empty at its end; None while more bytes are needed."""
        while not self.body_complete:
            event = self._http.next_event()
            if type(event) is h11.Data:
                data = bytes(event.data)
                if emit.on:
                    emit.point("parse", "body", size=len(data), more=True)
                return data
            if type(event) is h11.EndOfMessage:
                self.body_complete = True
                self.trailers = list(event.headers)
                # A request without a body has no end of the body to report.
                if emit.on and self.head is not None and self.head.length != 0:
                    emit.point("parse", "body", size=0, more=False)
            elif approved := self._framing.take(self._buffer):
                self._http.receive_data(approved)
            else:
                self._need_more()
                return None
        return b""

    def is_last_piece(self) -> bool:
        """Whether nothing of the body is left behind the piece that was read; takes its end out where it is there."""
        if (
            not self.body_complete
            and self._framing.left == 0
            and self.head is not None
            and self.head.length is not None
        ):
            self.read_body()
        return self.body_complete

    def _need_more(self) -> None:
        if self._ended:
            raise Refusal(rules.INCOMPLETE, "the client sends no more")

    # ---- writing ----

    def go_on(self) -> bytes:
        """100 (Continue), where the client waits for it and has not been told yet; else nothing."""
        if not self._http.they_are_waiting_for_100_continue:
            return b""
        return self._http.send(h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue"))

    def skip_rest(self, unread_limit: int) -> bool:
        """Decide, as the response begins, whether the rest of the body will never be read, so that the connection ends.

        RFC 9110 §10.1.1: "A server that responds with a final status code before reading the entire request content
        SHOULD indicate whether it intends to close the connection … or continue reading the request content."
        """
        self.rest_is_skipped = self._http.they_are_waiting_for_100_continue or self._framing.left > unread_limit
        return self.rest_is_skipped

    @property
    def response_begun(self) -> bool:
        """Whether the current request's response head has been written."""
        return self._http.our_state not in (h11.IDLE, h11.SEND_RESPONSE)

    def respond(self, status: int, reason: bytes, fields: Sequence[Field]) -> bytes:
        """The response's head. The framing is `fields`' Content-Length, else chunked (HTTP/1.0: until the close)."""
        return self._http.send(_response(status, reason, tuple(fields)))

    def data(self, data: bytes) -> bytes:
        """A piece of the response's body, in its framing."""
        return self._http.send(h11.Data(data=data))

    def finish(self, trailers: Sequence[Field] = ()) -> bytes:
        """The end of the response's body, in its framing."""
        return self._http.send(h11.EndOfMessage(headers=list(trailers)) if trailers else _END)

    def switch(self, fields: Sequence[Field]) -> bytes:
        """101 (Switching Protocols): what the client sends from here on is no HTTP."""
        return self._http.send(
            h11.InformationalResponse(status_code=101, headers=list(fields), reason=b"Switching Protocols")
        )

    def rest(self) -> bytes:
        """What the client has sent behind the request, for the protocol that was switched to."""
        rest = bytes(self._buffer)
        self._buffer.clear()
        return rest

    def next_request(self) -> bool:
        """Go on to the connection's next request; False when there can be none and the connection is to be closed."""
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        self._begin()
        return True


@lru_cache(maxsize=64)
def _response(status: int, reason: bytes, fields: tuple[Field, ...]) -> h11.Response:
    """A response's head. h11 looks at every byte of it, so those that are sent again and again are looked at once."""
    return h11.Response(status_code=status, reason=reason, headers=list(fields))
