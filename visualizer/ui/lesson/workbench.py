"""The working copy of a lesson's task: made, watched, run after each change, set aside and begun anew.

The lesson's own files are never written. Files are looked at in a thread; what came of a run is told by a callback.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from visualizer.course import Card, Task, workshop
from visualizer.course.progress import folder as data_folder
from visualizer.trace import Trace
from visualizer.ui.lesson.attempt import Attempt, State
from visualizer.ui.lesson.trial import Trial, try_out

Stamp = tuple[tuple[str, int, int], ...]
"""The copy's files with their times and sizes: another stamp is another copy."""

_NOT_WATCHED = ("__pycache__",)


class Workbench:
    """One task's copy. `changed` is told what has become of it; `own` is the run of the lesson's own code."""

    def __init__(self, card: Card, task: Task, changed: Callable[[Trial], None]) -> None:
        self.attempt = Attempt(task, data_folder() / "work" / card.folder.name / task.id)
        self.own: Trace | None = None
        self._card = card
        self._changed = changed
        self._seen: Stamp = ()
        self._tried: Stamp = ()
        self._busy = asyncio.Lock()

    async def open(self) -> None:
        """Make the copy where there is none."""
        async with self._busy:
            note = await asyncio.to_thread(self._copy)
            self._seen = self._tried = await asyncio.to_thread(stamp, self.attempt.folder)
        self._tell(replace(self.attempt, note=note))

    async def look(self) -> None:
        """Run the copy if it was changed, and what changed it has finished: two looks see the same."""
        if self._busy.locked():
            return
        before, self._seen = self._seen, await asyncio.to_thread(stamp, self.attempt.folder)
        if self._seen == before != self._tried:
            await self.run()

    async def run(self) -> None:
        """Run the copy as it is now."""
        async with self._busy:
            self._seen = self._tried = await asyncio.to_thread(stamp, self.attempt.folder)
            self._tell(replace(self.attempt, state=State.RUNNING, note=""))
            trial = await try_out(self._card, self.attempt, self.own)
        self._tell(replace(trial.attempt, hints=self.attempt.hints), trial.trace)

    async def reset(self) -> None:
        """Begin anew; what was written is kept under another name."""
        async with self._busy:
            note = await asyncio.to_thread(self._copy_anew)
            self._seen = self._tried = await asyncio.to_thread(stamp, self.attempt.folder)
        self._tell(Attempt(self.attempt.task, self.attempt.folder, note=note))

    def hint(self) -> bool:
        """Read one hint more; whether there was one."""
        if self.attempt.hints >= len(self.attempt.task.hints):
            return False
        self._tell(replace(self.attempt, hints=self.attempt.hints + 1))
        return True

    def solution(self) -> str:
        """The solution, as a difference. Raises LessonError."""
        return workshop.difference(self._card, self.attempt.task)

    def _tell(self, attempt: Attempt, trace: Trace | None = None) -> None:
        self.attempt = attempt
        self._changed(Trial(attempt, trace))

    def _copy(self) -> str:
        """Make the copy where there is none; what is to be said of it, or of why there is none."""
        if self.attempt.folder.exists():
            return "What you wrote before is still there."
        try:
            self.attempt.folder.parent.mkdir(parents=True, exist_ok=True)
            workshop.copy(self._card, self.attempt.folder)
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
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".html", ".txt", ".toml", ".json") and not set(path.parts) & set(_NOT_WATCHED):
            try:
                status = path.stat()
            except FileNotFoundError:  # an editor is just replacing it
                continue
            found.append((path.relative_to(folder).as_posix(), status.st_mtime_ns, status.st_size))
    return tuple(found)
