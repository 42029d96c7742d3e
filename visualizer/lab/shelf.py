"""Keeps the runs of a visit as trace files in a folder, so that they are there at the next start, and after a crash.

A run is written while it happens; one that was cut off loads as far as it came. Beyond a number the oldest ones go.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from visualizer.trace import Header, Loaded, Recorder, Trace, load, save

LIMIT = 20
"""How many runs are kept unless told otherwise."""

_NAME = re.compile(r"run-(\d{4,})\.jsonl\.gz")


class Kept(NamedTuple):
    """A run on the shelf."""

    number: int
    """Counts the runs of a visit, from 1; never given again while a later one is there."""
    path: Path

    def load(self) -> Loaded:
        """The run; its warning says whether it was cut off. Raises TraceError."""
        return load(self.path)


class Shelf:
    """The runs in a folder, which is made when the first one comes."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    def runs(self) -> list[Kept]:
        """All that are there, the oldest first."""
        if not self._folder.is_dir():
            return []
        found = ((_NAME.fullmatch(path.name), path) for path in self._folder.iterdir())
        return sorted(Kept(int(name[1]), path) for name, path in found if name)

    def record(self, header: Header) -> Recorder:
        """What writes the next run while it happens; its path is the run's. Raises TraceError, OSError."""
        path = self._next()
        self._forget_oldest()
        return Recorder(path, header)

    def put(self, trace: Trace) -> Kept:
        """Keep a run that is over. Raises TraceError, OSError."""
        path = self._next()
        save(trace, path)
        self._forget_oldest()
        return self.runs()[-1]

    def clear(self) -> None:
        """Forget all runs."""
        for run in self.runs():
            run.path.unlink(missing_ok=True)

    def _next(self) -> Path:
        """A new file's path; the file is made at once, so that two programs never have the same."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = max((run.number for run in self.runs()), default=0)
        while True:
            number += 1
            path = self._folder / f"run-{number:04}.jsonl.gz"
            with suppress(FileExistsError):
                path.touch(exist_ok=False)
                return path

    def _forget_oldest(self) -> None:
        for run in self.runs()[: -self._limit]:
            run.path.unlink(missing_ok=True)
