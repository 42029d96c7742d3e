"""Keeps the runs of a visit, in a thread of its own so that no key waits for a disk, and lists them.

Of the last few runs the trace itself is kept too: they can be compared where nothing can be written. A folder that
refuses is told of once, and the program goes on.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.ui.runs.recent import Recent

if TYPE_CHECKING:
    from visualizer.lab.shelf import Kept, Shelf
    from visualizer.trace import Trace
    from visualizer.ui.runs.kept_run import KeptRun
    from visualizer.ui.runs.writing import Writing
    from visualizer.ui.subject import Subject

OWN = "own-request"
"""The folder of the runs that belong to no lesson."""

RECENT = 3
"""Runs of which the trace is kept in memory."""


def shelf_folder(subject: Subject) -> Path | None:
    """Where the runs of a subject are kept: beside the file of progress; a recording has none."""
    if subject.file is not None:
        return None
    from visualizer.course.progress import folder

    return folder() / "runs" / (subject.card.folder.name if subject.card else OWN)


class Keeper:
    """The runs of one visit."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` is the shelf's; None keeps nothing on the disk."""
        self._tell: Callable[[str], object] = _nobody
        self._folder = folder
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="runs")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_closed = False
        self._grows = False
        self._is_told = False
        self._recent: deque[Recent] = deque(maxlen=RECENT)
        self._writing: Writing | None = None

    def begin(self, trace: Trace, changed: str = "") -> None:
        """A run begins: keep it from now on. `changed` says in a few words what is not the lesson's own."""
        self._loop = _loop()
        self._submit(partial(self._begin, trace, changed))

    def grew(self) -> None:
        """The run holds more than before."""
        if not self._grows:
            self._grows = True
            self._submit(self._write)

    def end(self) -> None:
        """The run is over."""
        self._submit(self._end)

    def follow(self, tell: Callable[[str], object] | None) -> None:
        """`tell` is given one line, on the screen's loop, when a run cannot be written; None ends it."""
        self._tell = tell or _nobody

    async def runs(self, shown: Trace | None = None) -> list[KeptRun]:
        """All runs, the oldest first; `shown` is the one that is looked at. Reads those that have no whole note."""
        if self._is_closed:
            return []
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._runs, shown)

    async def close(self) -> None:
        """Write what is still to be written."""
        if not self._is_closed:
            self.end()
            self._is_closed = True
            await asyncio.get_running_loop().run_in_executor(self._thread, _nothing)
            self._thread.shutdown()

    def _submit(self, work: Callable[[], None]) -> None:
        if not self._is_closed:
            self._thread.submit(work)

    def _say(self, line: str) -> None:
        self._tell(line)

    # In the thread

    def _begin(self, trace: Trace, changed: str) -> None:
        self._end()
        if self._folder is not None:
            self._try(partial(self._open, self._folder, trace, changed))
        kept = self._writing.kept if self._writing else None
        taken = [*(run.number for run in self._recent), *(run.number for run in self._shelved())]
        number = kept.number if kept else max(taken, default=0) + 1
        self._recent.append(Recent(number, trace, changed, kept))

    def _open(self, folder: Path, trace: Trace, changed: str) -> None:
        from visualizer.ui.runs.writing import Writing

        self._writing = Writing(_shelf(folder), trace, changed)
        self._writing.begin()

    def _write(self) -> None:
        self._grows = False
        if self._writing is not None:
            self._try(self._writing.write)

    def _end(self) -> None:
        if self._recent:
            self._recent[-1].is_over = True
        if self._writing is not None:
            self._try(self._writing.finish)
            self._writing = None

    def _try(self, act: Callable[[], None]) -> None:
        """Do it; where the disk refuses, say so once and write no more of this run."""
        from visualizer.trace import TraceError

        try:
            act()
        except (OSError, TraceError) as error:
            if self._writing is not None:
                self._writing.abandon()
                self._writing = None
            if not self._is_told and self._loop is not None and not self._loop.is_closed():
                self._is_told = True
                self._loop.call_soon_threadsafe(self._say, f"This run is not kept for the next start: {_why(error)}")

    def _shelved(self) -> list[Kept]:
        if self._folder is None:
            return []
        try:
            return _shelf(self._folder).runs()
        except OSError:
            return []

    def _runs(self, shown: Trace | None) -> list[KeptRun]:
        from visualizer.ui.runs.listing import known, read

        recent = {run.number: known(run, shown) for run in self._recent}
        earlier = {kept.number: kept for kept in self._shelved() if kept.number not in recent}
        found = {number: read(kept) for number, kept in earlier.items()}
        return sorted(filter(None, [*found.values(), *recent.values()]), key=lambda run: run.number)


def _why(error: Exception) -> str:
    """What the disk refused."""
    from visualizer.trace import TraceError

    if isinstance(error, TraceError):
        return f"{error.path} {error.problem}"
    return f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)


def _shelf(folder: Path) -> Shelf:
    from visualizer.lab.shelf import Shelf

    return Shelf(folder)


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _nothing() -> None:
    """All that was to be done before is done."""


def _nobody(line: str) -> None:
    """Nobody is there to be told."""
