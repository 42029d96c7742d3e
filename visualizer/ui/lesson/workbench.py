"""A working copy: made, watched, run after each change, set aside and begun anew; of a task, or of code without one.

The code's own files are never written. Files are looked at in a thread; what came of a run is told by a callback.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from visualizer.course import Card, Task, workshop
from visualizer.course.lesson import Claim
from visualizer.course.original import code_in
from visualizer.course.progress import folder as data_folder
from visualizer.trace import Trace
from visualizer.ui.lesson.attempt import Attempt, State
from visualizer.ui.lesson.trial import RunCopy, Trial, try_out

Stamp = tuple[tuple[str, int, int], ...]
"""The copy's files with their times and sizes: another stamp is another copy."""

_ASIDE = re.compile(r"-\d{8}-\d{6}-\d{6}$")

FREE = "_code"
"""The folder of a copy that belongs to no task: no task can be called that."""


def copies(card: Card | None) -> Path:
    """The folder of all copies of a lesson's code, or the demo project's."""
    return data_folder() / "work" / workshop.original(card).name


def in_use(card: Card | None) -> list[Path]:
    """The copies that there are, without those that were set aside."""
    return [path for path in sorted(copies(card).glob("*")) if path.is_dir() and not _ASIDE.search(path.name)]


class Workbench:
    """One copy."""

    def __init__(
        self, card: Card | None, task: Task | None, run: RunCopy, changed: Callable[[Trial], Awaitable[None]]
    ) -> None:
        """`run` runs the copy as the lesson does; `changed` is told what has become of it."""
        self.original = workshop.original(card)
        """The code that the copy is of."""
        self.attempt = Attempt(task, copies(card) / (task.id if task else FREE))
        self.own: Trace | None = None
        """The run of the own code: what is raised there is no mistake of the learner's."""
        self._card = card
        self._run = run
        self._changed = changed
        self._seen: Stamp = ()
        self._tried: Stamp = ()
        self._busy = asyncio.Lock()

    async def open(self) -> None:
        """Make the copy where there is none."""
        async with self._busy:
            note = await asyncio.to_thread(self._copy)
            await self._look_through()
        await self._tell(replace(self.attempt, note=note))

    async def look(self) -> None:
        """Run the copy if it was changed, and what changed it has finished: two looks see the same."""
        if self._busy.locked():
            return
        before, self._seen = self._seen, await asyncio.to_thread(stamp, self.attempt.folder)
        if self._seen == before != self._tried:
            await self.run()

    async def edited(self) -> None:
        """The program's own editor has written the copy: it is not run until somebody asks for that."""
        async with self._busy:
            await self._look_through()

    async def run(self) -> Trial:
        """Run the copy as it is now, as the lesson runs, and judge it."""
        return await self.run_with(self._run, self.attempt.task.goals if self.attempt.task else ())

    async def run_with(self, run: RunCopy, goals: Sequence[Claim] = (), note: str = "") -> Trial:
        """Run the copy as it is now in another way, and judge it by these goals; `note` is what else is to be said."""
        async with self._busy:
            await self._look_through()
            await self._tell(replace(self.attempt, state=State.RUNNING, note=""))
            trial = await try_out(self.attempt, self.own, run, goals)
        attempt = replace(trial.attempt, hints=self.attempt.hints, note=note)
        trial = replace(trial, attempt=attempt)
        await self._tell(attempt, trial)
        return trial

    async def reset(self) -> None:
        """Begin anew; what was written is kept under another name."""
        async with self._busy:
            note = await asyncio.to_thread(self._copy_anew)
            await self._look_through()
        await self._tell(Attempt(self.attempt.task, self.attempt.folder, note=note))

    async def hint(self) -> bool:
        """Read one hint more; whether there was one."""
        task = self.attempt.task
        if task is None or self.attempt.hints >= len(task.hints):
            return False
        await self._tell(replace(self.attempt, hints=self.attempt.hints + 1))
        return True

    def solution(self) -> str:
        """The solution of the task, as a difference. Raises LessonError."""
        if self._card is None or self.attempt.task is None:
            return ""
        return workshop.difference(self._card, self.attempt.task)

    async def _tell(self, attempt: Attempt, trial: Trial | None = None) -> None:
        self.attempt = attempt
        await self._changed(trial or Trial(attempt, None))

    async def _look_through(self) -> None:
        self._seen = self._tried = await asyncio.to_thread(stamp, self.attempt.folder)

    def _copy(self) -> str:
        """Make the copy where there is none; what is to be said of it, or of why there is none."""
        if self.attempt.folder.exists():
            return "What you wrote before is still there."
        try:
            self.attempt.folder.parent.mkdir(parents=True, exist_ok=True)
            self.original.copy(self.attempt.folder)
        except OSError as error:
            return f"Your copy cannot be made: {error}"
        return ""

    def _copy_anew(self) -> str:
        folder = self.attempt.folder
        aside = folder.with_name(f"{folder.name}-{datetime.now(UTC).strftime('%Y%m%d-%H%M%S-%f')}")
        try:
            folder.rename(aside)
        except OSError as error:
            return f"Your copy stays as it is: {error}"
        return self._copy() or f"What you wrote is kept as {aside.name}."


def stamp(folder: Path) -> Stamp:
    """What tells this state of the copy from another."""
    found = []
    for path in code_in(folder):
        try:
            status = path.stat()
        except FileNotFoundError:  # an editor is just replacing it
            continue
        found.append((path.relative_to(folder).as_posix(), status.st_mtime_ns, status.st_size))
    return tuple(found)
