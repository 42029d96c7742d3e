"""Reads a server's responses strictly, without any HTTP library: what is not well-formed is told, not repaired."""

import re
from dataclasses import dataclass, field

_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9]{2}) [\t \x21-\x7e\x80-\xff]*")
_FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([\t \x21-\x7e\x80-\xff]*?)[ \t]*")
_SIZE = re.compile(rb"[0-9A-Fa-f]{1,15}")


class Malformed(Exception):
    """The server sent what is no HTTP/1.1 response."""


@dataclass
class Response:
    """One response, interim or final."""

    status: int
    fields: list[tuple[str, str]]
    body: bytes = b""
    version: str = "1.1"
    complete: bool = False
    chunked: bool = False
    chunks: list[bytes] = field(default_factory=list)
    trailers: list[tuple[str, str]] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """The field's value, several joined by a comma; None where there is none."""
        found = [value for key, value in self.fields if key.lower() == name]
        return ", ".join(found) if found else None


@dataclass
class Conversation:
    """What came back on one connection."""

    responses: list[Response] = field(default_factory=list)
    """The final responses."""
    interim: list[Response] = field(default_factory=list)
    end: str = "open"
    """`open`, `closed` or `reset`."""
    malformed: str = ""
    rest: bytes = b""
    """Bytes that no response accounts for."""


class Reader:
    """Takes bytes in any pieces and splits them into responses."""

    def __init__(self, methods: tuple[str, ...]) -> None:
        self.talk = Conversation()
        self._methods = list(methods)
        self._buffer = b""
        self._current: Response | None = None
        self._left = 0
        self._until_close = False
        self._switched = False

    @property
    def count(self) -> int:
        """Responses that are complete, interim ones included, and behind a switch of protocols WebSocket frames."""
        responses = len(self.talk.interim) + sum(one.complete for one in self.talk.responses)
        return responses + (_count_frames(self._buffer) if self._switched else 0)

    def feed(self, data: bytes) -> None:
        """Bytes from the server."""
        self._buffer += data
        try:
            while self._step():
                pass
        except Malformed as problem:
            self.talk.malformed = self.talk.malformed or str(problem)
        self.talk.rest = self._buffer

    def ended(self, how: str) -> None:
        """The connection has ended."""
        self.talk.end = how
        if self._until_close and self._current is not None and how == "closed":
            self._current.complete = True

    def _step(self) -> bool:
        if self._switched:
            return False
        if self._current is None:
            return self._head()
        if self._until_close:
            self._current.body += self._take(len(self._buffer))
            return False
        if self._current.chunked:
            return self._chunk(self._current)
        data = self._take(min(self._left, len(self._buffer)))
        self._left -= len(data)
        self._current.body += data
        if self._left == 0:
            self._finish(self._current)
            return True
        return False

    def _head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        status_line, *lines = self._take(end + 4)[:-4].split(b"\r\n")
        match = _STATUS_LINE.fullmatch(status_line)
        if match is None:
            raise Malformed(f"status line {status_line!r}")
        response = Response(int(match[2]), [_field(line) for line in lines], version=f"1.{match[1].decode()}")
        if response.status < 200 and response.status != 101:
            self.talk.interim.append(response)
            return True
        self.talk.responses.append(response)
        self._current = response
        if response.status == 101:
            self._switched = response.complete = True
            return False
        self._frame(response)
        return True

    def _frame(self, response: Response) -> None:
        method = self._methods.pop(0) if self._methods else "GET"
        coding, length = response.get("transfer-encoding"), response.get("content-length")
        if coding is not None and length is not None:
            raise Malformed("Transfer-Encoding and Content-Length together")
        self._until_close = False
        self._left = 0
        if response.status in (101, 204, 304) or method == "HEAD":
            return
        if coding is not None:
            if coding.lower() != "chunked":
                raise Malformed(f"Transfer-Encoding {coding!r}")
            response.chunked = True
        elif length is not None:
            if not length.isascii() or not length.isdigit():
                raise Malformed(f"Content-Length {length!r}")
            self._left = int(length)
        else:
            self._until_close = True

    def _chunk(self, response: Response) -> bool:
        line_end = self._buffer.find(b"\r\n")
        if line_end < 0:
            return False
        size_text = self._buffer[:line_end].split(b";")[0].strip()
        if not _SIZE.fullmatch(size_text):
            raise Malformed(f"chunk size {self._buffer[:line_end]!r}")
        size = int(size_text, 16)
        if size == 0:
            return self._trailers(response, line_end + 2)
        if len(self._buffer) < line_end + 2 + size + 2:
            return False
        data = self._take(line_end + 2 + size + 2)[line_end + 2 :]
        if data[-2:] != b"\r\n":
            raise Malformed("no CRLF behind a chunk")
        response.chunks.append(data[:-2])
        response.body += data[:-2]
        return True

    def _trailers(self, response: Response, start: int) -> bool:
        if self._buffer[start : start + 2] == b"\r\n":
            self._take(start + 2)
        else:
            end = self._buffer.find(b"\r\n\r\n", start)
            if end < 0:
                return False
            lines = self._take(end + 4)[start:-4].split(b"\r\n")
            response.trailers = [_field(line) for line in lines]
        self._finish(response)
        return True

    def _finish(self, response: Response) -> None:
        response.complete = True
        self._current = None

    def _take(self, count: int) -> bytes:
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken


def _count_frames(data: bytes) -> int:
    count = 0
    while len(data) >= 2:
        length, start = data[1] & 127, 2
        if length > 125:
            start = 4 if length == 126 else 10
            length = int.from_bytes(data[2:start], "big")
        if len(data) < start + length:
            break
        count += 1
        data = data[start + length :]
    return count


def _field(line: bytes) -> tuple[str, str]:
    match = _FIELD.fullmatch(line)
    if match is None:
        raise Malformed(f"header line {line!r}")
    return match[1].decode("ascii"), match[2].decode("latin-1")
