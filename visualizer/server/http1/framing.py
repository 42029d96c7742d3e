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


class Framing(Protocol):
    """Says which of the bytes that arrive still belong to the body and may go on to the parser."""

    left: int
    """Bytes of the body, or of its current chunk, that have not been approved."""

    def approve(self, buffer: bytearray) -> int:
        """How many bytes at the beginning of `buffer` are the body's next element; 0: more are needed, or none."""


class KnownLength:
    """A body of so many bytes."""

    def __init__(self, length: int) -> None:
        self.left = length

    def approve(self, buffer: bytearray) -> int:
        """As many bytes as there are, up to the length."""
        count = min(self.left, len(buffer))
        self.left -= count
        return count


class Chunked:
    """A chunked body with its trailer section."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._step: Callable[[bytearray], int] = self._size
        self.left = 0
        self._room = limits.body
        self._trailers = FieldLines(limits)

    def approve(self, buffer: bytearray) -> int:
        """One element: a size line, chunk data, the CRLF behind it, a trailer line."""
        return self._step(buffer)

    def _size(self, buffer: bytearray) -> int:
        line = take_line(buffer, 0, self._limits.chunk_line, rules.CHUNK_TOO_LONG)
        if line is None:
            return 0
        match = _SIZE_LINE.fullmatch(line)
        if match is None:
            raise Refusal(rules.CHUNK_SIZE, line)
        self.left = int(match[1], 16)
        self._room -= self.left
        if self._room < 0:
            raise Refusal(rules.BODY_TOO_LARGE, f"more than {self._limits.body} bytes")
        self._step = self._data if self.left else self._trailer
        return len(line) + 2

    def _data(self, buffer: bytearray) -> int:
        count = min(self.left, len(buffer))
        self.left -= count
        if not self.left:
            self._step = self._end
        return count

    def _end(self, buffer: bytearray) -> int:
        if buffer[:2] == b"\r\n":
            self._step = self._size
            return 2
        if b"\r\n".startswith(buffer[:2]):
            return 0
        raise Refusal(rules.CHUNK_END, bytes(buffer[:2]))

    def _trailer(self, buffer: bytearray) -> int:
        line = take_line(buffer, 0, self._trailers.room, rules.HEAD_TOO_LARGE)
        if line is None:
            return 0
        if line:
            self._trailers.add(line)
        else:
            self._step = lambda _buffer: 0
        return len(line) + 2
