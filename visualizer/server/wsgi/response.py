"""start_response, write() and the iterable: how PEP 3333 turns an application's answer into a response."""

import re
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from visualizer.server.http1 import response as http_response
from visualizer.server.http1.connection import Connection
from visualizer.server.http1.head import Field, Head
from visualizer.server.wsgi.input import Input

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

_STATUS = re.compile(r"([2-5][0-9]{2}) ([\t \x21-\x7e\x80-\xff]*)")
# PEP 3333: "Applications and middleware are forbidden from using HTTP/1.1 "hop-by-hop" features or headers".
_HOP_BY_HOP = frozenset(
    ("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "trailers",
     "transfer-encoding", "upgrade")
)  # fmt: skip


class Response:
    """One response in the making; `send` hands bytes to the client; more than `unread_limit` bytes left
    of the request's body end the connection."""

    def __init__(
        self, http: Connection, head: Head, body: Input, send: Callable[[bytes], None], unread_limit: int
    ) -> None:
        self._http = http
        self._head = head
        self._body = body
        self._send = send
        self._unread_limit = unread_limit
        self._status: tuple[int, bytes] | None = None
        self._fields: list[Field] = []
        self._left: int | None = None
        """Bytes that the Content-Length still permits; None where there is none."""
        self.complete = False

    @property
    def begun(self) -> bool:
        """Whether the headers have been sent."""
        return self._http.response_begun

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None, /
    ) -> Callable[[bytes], None]:
        """PEP 3333, The start_response() Callable: keeps status and headers until there is content; returns write()."""
        try:
            if exc_info is not None and self.begun:
                # "if exc_info is provided, and the HTTP headers have already been sent, start_response must raise an
                # error, and should re-raise using the exc_info tuple."
                raise exc_info[1].with_traceback(exc_info[2])
        finally:
            exc_info_given = exc_info is not None
            exc_info = None  # "to avoid creating a circular reference"
        if self._status is not None and not exc_info_given:
            # "it is a fatal error to call start_response without the exc_info argument if start_response has already
            # been called within the current invocation of the application."
            raise AssertionError("start_response() was called a second time without exc_info")
        self._status, self._fields = check_status(status), check_headers(headers)
        self._left = http_response.content_length(self._fields)
        return self.write

    def write(self, data: bytes, /) -> None:
        """PEP 3333, The write() Callable: the bytes are handed over before it returns."""
        if data and self._push(data, None):
            # "the server … should stop iterating over the response when enough data has been sent, or raise an error if
            # the application tries to write() past that point."
            raise AssertionError("write() of more bytes than the Content-Length says")

    def send_iterable(self, iterable: Iterable[bytes]) -> None:
        """Send what the application returned, and close it always, and once.

        PEP 3333: "If the iterable returned by the application has a close() method, the server or gateway must call
        that method upon completion of the current request, whether the request was completed normally, or terminated
        early due to an application error during iteration or an early disconnect of the browser."
        """
        try:
            # "If the application … returns an iterable whose len() is 1, then the server can automatically determine
            # Content-Length by taking the length of the first bytestring yielded by the iterable."
            single = _length_of(iterable) == 1
            for chunk in iterable:
                # "the application must invoke the start_response() callable before the iterable yields its first body
                # bytestring"
                if chunk and self._push(chunk, len(chunk) if single else None):
                    break
            self._finish()
        finally:
            if hasattr(iterable, "close"):
                iterable.close()

    def _push(self, data: bytes, length: int | None) -> bool:
        """Send a piece of content, with the headers before the first; True when there is more than was announced."""
        if type(data) is not bytes:
            raise AssertionError(f"the application gave {type(data).__name__} where PEP 3333 wants bytes")
        too_many = self._left is not None and len(data) > self._left
        if too_many:
            # PEP 3333: "the server should not transmit more bytes to the client than the header allows".
            data = data[: self._left]
        begin = self._begin(length)
        if self._left is not None:
            self._left -= len(data)
        content = self._http.data(data) if self._has_content else b""
        if begin or content:
            self._send(begin + content)
        return too_many

    def _begin(self, length: int | None) -> bytes:
        if self.begun:
            return b""
        if self._status is None:
            raise AssertionError("the application did not call start_response() before its first content")
        if self._body.refusal is not None:
            raise self._body.refusal  # A framework may have caught it, and made an answer of its own of it.
        status, reason = self._status
        close = self._http.skip_rest(self._unread_limit)
        fields = http_response.complete(self._head, status, self._fields, length, close)
        return self._http.respond(status, reason, fields)

    @property
    def _has_content(self) -> bool:
        return self._status is not None and http_response.has_content(self._head, self._status[0])

    def _finish(self) -> None:
        begin = self._begin(0)
        if self._left and self._has_content:
            raise AssertionError(f"the application gave {self._left} bytes less than its Content-Length says")
        rest = begin + self._http.finish()
        if rest:
            self._send(rest)
        self.complete = True


def check_status(status: str) -> tuple[int, bytes]:
    """PEP 3333: "a status string of the form "999 Message here"", without control characters."""
    match = _STATUS.fullmatch(status) if type(status) is str else None
    if match is None:
        raise AssertionError(f"the status must be a str like '200 OK', not {status!r}")
    return int(match[1]), match[2].encode("latin-1")


def check_headers(headers: list[tuple[str, str]]) -> list[Field]:
    """PEP 3333: "The response_headers argument is a list of (header_name, header_value) tuples".

    No CR or LF in them, and no hop-by-hop field.
    """
    if type(headers) is not list:
        raise AssertionError(f"the headers must be a list, not {type(headers).__name__}")
    fields = []
    for item in headers:
        if type(item) is not tuple or [type(part) for part in item] != [str, str]:
            raise AssertionError(f"a header must be a tuple of two str, not {item!r}")
        name, value = item
        if name.lower() in _HOP_BY_HOP:
            raise AssertionError(f"the header {name} is hop-by-hop: it is the server's, not the application's")
        # PEP 3333, Unicode Issues: ISO-8859-1; what does not fit raises UnicodeEncodeError.
        fields.append((name.encode("latin-1"), value.encode("latin-1")))
    http_response.check(fields)
    return fields


def _length_of(iterable: Any) -> int | None:
    try:
        return len(iterable)
    except TypeError:
        return None
