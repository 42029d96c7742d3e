"""Keeps the runs of a visit as trace files in a folder, so that they are there at the next start, and after a crash.

A run is written while it happens; one that was cut off loads as far as it came. Beyond a number, or a size, the oldest
ones go, but none that a program writes just now. Several programs may share a folder.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from visualizer.lab.note import Note, read
from visualizer.trace import Header, Loaded, Recorder, Trace, TraceError, load, save

if sys.platform != "win32":
    import fcntl

LIMIT = 20
"""How many runs are kept unless told otherwise."""

BYTES = 256 * 1024 * 1024
"""How many bytes all runs of a folder may take, beside the latest."""

_NAME = re.compile(r"run-(\d{4,})\.jsonl\.gz")


class Kept(NamedTuple):
    """A run on the shelf."""

    number: int
    """Counts the runs of a visit, from 1; never given again while a later one is there."""
    path: Path

    def load(self) -> Loaded:
        """The run; its warning says whether it was cut off. Raises TraceError."""
        return load(self.path)

    def note(self) -> Note | None:
        """What is known of it without reading it; None where it has no note."""
        return read(self._note)

    def remember(self, note: Note) -> None:
        """Give it this note. Raises OSError."""
        note.write(self._note)

    def is_written_now(self) -> bool:
        """Whether a program is just writing it."""
        try:
            with self.path.open("rb") as file:
                return _is_claimed(file)
        except OSError:
            return False

    def forget(self) -> None:
        """Remove it, unless it is written now."""
        if not self.is_written_now():
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
                self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.path.with_name(self.path.name.partition(".")[0] + ".json")


class Record(Recorder):
    """Writes one run while it happens; until it is closed, no program removes it."""

    def __init__(self, kept: Kept, header: Header) -> None:
        self.kept = kept
        """The run that is being written."""
        super().__init__(kept.path, header)
        self._claim = kept.path.open("rb")
        _claim(self._claim)

    def close(self) -> None:
        """End the file; from now on it may go when it is the oldest."""
        try:
            super().close()
        finally:
            self._claim.close()


def _is_claimed(file: BinaryIO) -> bool:
    """Whether a program writes this file."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:  # a file system that knows no locks
            return False
    return False


def _claim(file: BinaryIO) -> None:
    """Say until the file is closed that it is being written. Whoever just looks at it is awaited.

    On Windows nobody can remove a file that a program has open, so there is nothing to say.
    """
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)


class Shelf:
    """The runs in a folder, which is made when the first one comes."""

    def __init__(self, folder: Path, limit: int = LIMIT, size: int = BYTES) -> None:
        self._folder = folder
        self._limit = limit
        self._size = size

    def runs(self) -> list[Kept]:
        """All that are there, the oldest first."""
        try:
            paths = list(self._folder.iterdir())
        except FileNotFoundError:
            return []
        found = ((_NAME.fullmatch(path.name), path) for path in paths)
        return sorted(Kept(int(name[1]), path) for name, path in found if name)

    def record(self, header: Header) -> Record:
        """What writes the next run while it happens. Raises TraceError, OSError."""
        kept = self._next()
        try:
            record = Record(kept, header)
        except TraceError:
            kept.forget()
            raise
        self._forget_oldest()
        return record

    def put(self, trace: Trace) -> Kept:
        """Keep a run that is over. Raises TraceError, OSError."""
        kept = self._next()
        save(trace, kept.path)
        self._forget_oldest()
        return kept

    def clear(self) -> None:
        """Forget all runs."""
        for run in self.runs():
            run.forget()

    def _next(self) -> Kept:
        """A new run's name; its file is made at once, so that two programs never have the same."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = max((run.number for run in self.runs()), default=0)
        while True:
            number += 1
            path = self._folder / f"run-{number:04}.jsonl.gz"
            with suppress(FileExistsError):
                path.touch(exist_ok=False)
                return Kept(number, path)

    def _forget_oldest(self) -> None:
        used = 0
        for rank, run in enumerate(reversed(self.runs()[:-1]), start=2):
            with suppress(FileNotFoundError):
                used += run.path.stat().st_size
            if rank > self._limit or used > self._size:
                run.forget()
