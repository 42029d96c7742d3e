"""Bytes of a file to whole lines, packed or not, never more than one chunk and one line in memory.

A gzip stream is told by its first bytes, not by the file's name. What comes after the last whole line is no line: a
recording that was killed ends there, and `cut` says so.
"""

import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from visualizer.trace.errors import LineError
from visualizer.vocabulary import limits

_CHUNK = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP = 16 + zlib.MAX_WBITS


class Lines:
    """The whole lines of `file`, a batch at a time, each without its newline.

    Raises LineError where a line or the whole is over its limit or packed data is damaged, OSError where reading fails.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.cut = False
        """Whether there was something after the last whole line, or a gzip stream without its end."""

    def __iter__(self) -> Iterator[list[bytes]]:
        rest, left = b"", limits.TRACE_LIMIT
        for chunk in self._unpacked():
            left -= len(chunk)
            if left < 0:
                raise LineError(f"the file holds more than {limits.TRACE_LIMIT:,} bytes")
            *lines, rest = (rest + chunk).split(b"\n")
            if len(lines[0] if lines else rest) > limits.LINE_LIMIT:
                raise LineError(f"the line is longer than {limits.LINE_LIMIT:,} bytes")
            yield lines
        self.cut |= bool(rest)

    def _unpacked(self) -> Iterator[bytes]:
        chunks = iter(partial(self._file.read, _CHUNK), b"")
        first = next(chunks, b"")
        if first.startswith(_GZIP_MAGIC):
            yield from self._inflated(first, chunks)
        else:
            yield first
            yield from chunks

    def _inflated(self, packed: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
        inflate = zlib.decompressobj(_GZIP)
        try:
            while packed:
                yield inflate.decompress(packed, _CHUNK)
                packed = inflate.unconsumed_tail or inflate.unused_data or next(chunks, b"")
                if inflate.eof and packed:
                    inflate = zlib.decompressobj(_GZIP)
            yield inflate.flush()
        except zlib.error as error:
            raise LineError(f"the packed data is damaged: {error}") from None
        self.cut = not inflate.eof
