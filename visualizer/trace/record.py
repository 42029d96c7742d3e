"""Writes trace files: line after line, each batch flushed, so that a kill leaves a file that loads."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from heapq import merge
from itertools import islice
from operator import attrgetter
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from visualizer.trace.bound import Bound
from visualizer.trace.codec import encode
from visualizer.trace.errors import TraceError
from visualizer.trace.event import Event, Header, SourceFile
from visualizer.trace.trace import Trace

_BATCH = 10_000
_GZIP = 16 + zlib.MAX_WBITS


class Recorder:
    """Writes a trace while it happens; packed with gzip where the name ends in .gz. A context manager.

    Beyond `limits.EVENTS_LIMIT` events are counted instead, and the count is written when the recorder is closed.
    Every method raises TraceError where the file cannot be written.
    """

    def __init__(self, path: str | PathLike[str], header: Header) -> None:
        self.path = Path(path)
        self._bound = Bound()
        self._deflate = zlib.compressobj(wbits=_GZIP) if self.path.suffix == ".gz" else None
        with self._writing():
            self._file = self.path.open("wb", buffering=0)
        self._put(encode(header))

    def write(self, records: Iterable[Event | SourceFile]) -> None:
        """Write one batch and flush it. A source file comes before the first event that names it."""
        kept = (record for record in records if isinstance(record, SourceFile) or self._bound.admits(record))
        self._put("".join(map(encode, kept)))

    def close(self) -> None:
        """Write what was lost, and end the file; nothing more, where writing has failed before."""
        if not self._file.closed:
            self._put("".join(map(encode, self._bound.losses())), zlib.Z_FINISH)
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, text: str, flush: int = zlib.Z_SYNC_FLUSH) -> None:
        data = text.encode("ascii")
        if self._deflate:
            data = self._deflate.compress(data) + self._deflate.flush(flush)
        with self._writing():
            while data:
                data = data[self._write(data) :]

    def _write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError:
            self._file.close()
            raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name.
            reason = getattr(error, "strerror", None) or str(error)
            advice = "Name a file in a folder that you may write to, on a disk that has room."
            raise TraceError(self.path, None, f"cannot be written: {reason}", advice) from None


def save(trace: Trace, path: str | PathLike[str]) -> None:
    """Write `trace` whole: its sources, then the events of all lanes by the clock. Raises TraceError."""
    lanes = [trace.everything(lane) for lane in trace.lanes]
    events = merge(*lanes, key=attrgetter("time"))
    with Recorder(path, trace.header) as recorder:
        recorder.write(trace.sources.values())
        while batch := list(islice(events, _BATCH)):
            recorder.write(batch)
        recorder.write(trace.losses())
