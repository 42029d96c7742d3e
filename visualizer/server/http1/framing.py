"""Where a request's body ends: by its Content-Length, or by its chunks, element by element (RFC 9112 §6 and §7.1)."""

import re
from collections.abc import Callable
from typing import Protocol

from visualizer.server.http1 import rules
from visualizer.server.http1.head import TOKEN, FieldLines, take_line
from visualizer.server.http1.rules import Refusal
from visualizer.server.limits import Limits

# chunk-ext = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] ); its value is a token or a quoted string.
_QUOTED = rb'"(?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t \x21-\x7e\x80-\xff])*"'
_EXTENSION = rb"[ \t]*;[ \t]*%s(?:[ \t]*=[ \t]*(?:%s|%s))?" % (TOKEN, TOKEN, _QUOTED)
# RFC 9112 §7.1: "recipients MUST anticipate potentially large hexadecimal numerals and prevent parsing errors due to
# integer conversion overflows or precision loss due to integer representation." 15 digits are an exabyte.
_SIZE_LINE = re.compile(rb"([0-9A-Fa-f]{1,15})((?:%s)*)" % _EXTENSION)
# Fields that decide where the message ends and whom it is for: behind the body they could only contradict the head.
_TOO_LATE = frozenset((b"content-length", b"transfer-encoding", b"host"))


class Framing(Protocol):
    """Says which of the bytes that arrive still belong to the body and may go on to the parser."""

    left: int
    """Bytes of the body, or of its current chunk, that are still to come."""

    def take(self, buffer: bytearray) -> bytes:
        """Remove the body's next element from the beginning of `buffer`: what the parser is to see of it.

        Empty where more bytes are needed, or where the body is over. Raises Refusal.
        """


class KnownLength:
    """A body of so many bytes."""

    def __init__(self, length: int) -> None:
        self.left = length

    def take(self, buffer: bytearray) -> bytes:
        """As many bytes as there are, up to the length."""
        data = _take(buffer, self.left)
        self.left -= len(data)
        return data


class Chunked:
    """A chunked body with its trailer section."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._step: Callable[[bytearray], bytes] = self._size
        self.left = 0
        self._room = limits.body
        self._trailers = FieldLines(limits)

    def take(self, buffer: bytearray) -> bytes:
        """One element: a size line, chunk data, the CRLF behind it, a trailer line."""
        return self._step(buffer)

    def _size(self, buffer: bytearray) -> bytes:
        line = take_line(buffer, 0, self._limits.chunk_line, rules.CHUNK_TOO_LONG)
        if line is None:
            return b""
        match = _SIZE_LINE.fullmatch(line)
        if match is None:
            raise Refusal(rules.CHUNK_SIZE, line)
        self.left = int(match[1], 16)
        self._room -= self.left
        if self._room < 0:
            raise Refusal(rules.BODY_TOO_LARGE, f"more than {self._limits.body} bytes")
        self._step = self._data if self.left else self._trailer
        _take(buffer, len(line) + 2)
        # RFC 9112 §7.1.1: "A recipient MUST ignore unrecognized chunk extensions": the parser sees the size alone.
        return b"%x\r\n" % self.left

    def _data(self, buffer: bytearray) -> bytes:
        data = _take(buffer, self.left)
        self.left -= len(data)
        if not self.left:
            self._step = self._end
        return data

    def _end(self, buffer: bytearray) -> bytes:
        if buffer[:2] == b"\r\n":
            self._step = self._size
            return _take(buffer, 2)
        if b"\r\n".startswith(buffer[:2]):
            return b""
        raise Refusal(rules.CHUNK_END, bytes(buffer[:2]))

    def _trailer(self, buffer: bytearray) -> bytes:
        line = take_line(buffer, 0, self._trailers.room, rules.HEAD_TOO_LARGE)
        if line is None:
            return b""
        if line:
            self._trailers.add(line)
            if self._trailers.fields[-1][0] in _TOO_LATE:
                raise Refusal(rules.TRAILER_FRAMING, line)
        return _take(buffer, len(line) + 2)


def _take(buffer: bytearray, most: int) -> bytes:
    taken = bytes(buffer[:most])
    del buffer[:most]
    return taken
