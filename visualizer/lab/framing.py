"""Tells, without I/O, when a response is complete: by HTTP's framing where the request allows it, else at the end.

h11 knows the rules (RFC 9112, section 6.3): no body after HEAD, 204 and 304, chunked coding, Content-Length, or up to
the close. A request that h11 itself cannot read may be answered by anything: what comes ends when the server hangs up.
"""

from __future__ import annotations

import re

import h11

_STATUS = re.compile(rb"HTTP/\d\.\d (\d{3})")


class ResponseReader:
    """Fed with what the server sends in answer to one request."""

    def __init__(self, request: bytes) -> None:
        self.size = 0
        """Bytes that came so far."""
        self.complete = False
        """Whether the response is all there; the connection may still be open."""
        self.cut_off = False
        """Whether the server hung up within a response that HTTP frames."""
        self._head = b""
        self._http = _sent(request)

    @property
    def framed(self) -> bool:
        """Whether HTTP says where the response ends; where not, only the server's hanging up does."""
        return self._http is not None

    @property
    def status(self) -> int | None:
        """The status code of the response, None as long as there is none to be read."""
        found = _STATUS.match(self._head)
        return int(found[1]) if found else None

    @property
    def closes(self) -> bool:
        """Whether the server hangs up after this response, as HTTP has it."""
        return self._http is None or self._http.their_state in (h11.MUST_CLOSE, h11.CLOSED)

    @property
    def rest(self) -> bytes:
        """What came after the response: the beginning of the next one, where requests were pipelined."""
        return self._http.trailing_data[0] if self._http is not None and self.complete else b""

    def feed(self, data: bytes) -> None:
        """What was read; b"" when the server hung up."""
        self.size += len(data)
        framed = self.framed
        if self._http is not None:
            try:
                self._http.receive_data(data)
                self._read_events(self._http)
            except h11.RemoteProtocolError:
                self._http = None
        if self._http is None and self.status is None:
            self._head = (self._head + data)[:64]
        self.cut_off = not data and framed and not self.complete

    def _read_events(self, http: h11.Connection) -> None:
        while (event := http.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
            if isinstance(event, (h11.Response, h11.InformationalResponse)):
                self._head = b"HTTP/1.1 %d" % event.status_code
            elif isinstance(event, (h11.EndOfMessage, h11.ConnectionClosed)):
                self.complete = True
                return
        self.complete = event is h11.PAUSED


def _sent(request: bytes) -> h11.Connection | None:
    """A client's connection on which `request` has just been sent, None when it is not exactly one whole request."""
    server, client = h11.Connection(h11.SERVER), h11.Connection(h11.CLIENT)
    try:
        server.receive_data(request)
        while not isinstance(event := server.next_event(), h11.EndOfMessage):
            if not isinstance(event, (h11.Request, h11.Data)):
                return None
            client.send(event)
        client.send(event)
    except h11.ProtocolError:
        return None
    return None if server.trailing_data[0] else client
