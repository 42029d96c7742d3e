"""Cuts a stream of bytes into lines, without I/O, and never holds more of one line than the vocabulary's limit."""

from __future__ import annotations

from visualizer.vocabulary.limits import LINE_LIMIT


class LineTooLong(ValueError):
    """A line is longer than its limit, so the stream cannot be trusted any further."""


class Lines:
    """Feed it what was read; it gives back the lines that are complete, without their newline."""

    def __init__(self, limit: int = LINE_LIMIT) -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that `data` completes. LineTooLong when one passes the limit."""
        *complete, rest = data.split(b"\n")
        if complete:
            complete[0] = b"".join([*self._parts, complete[0]])
            self._parts, self._size = [], 0
        self._parts.append(rest)
        self._size += len(rest)
        if self._size > self._limit or any(len(line) > self._limit for line in complete):
            raise LineTooLong(f"a line of more than {self._limit} bytes")
        return complete
