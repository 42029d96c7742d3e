"""What a learner has done: one readable file of one line an act, only ever appended to, folded when it is read.

A line is written by one call, so a kill at any moment and two programs at once leave whole lines. A file with a line
that cannot be read is set aside under another name and never overwritten; what can be read of it goes on.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from visualizer.course.errors import LessonError

ACTS = ("answer", "skip", "reach", "solve", "done", "reset")
"""What a line may say that was done."""
_KEYS = {"at", "act", "lesson", "what", "answer", "right"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A prediction."""

    answer: str
    """The choice's text, or what was typed; empty where the question was skipped."""
    right: bool | None
    """Never shown as a grade; None where the question was skipped."""

    @property
    def is_skipped(self) -> bool:
        """Whether nothing was predicted."""
        return self.right is None


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """What was done in one lesson."""

    answers: Mapping[str, Answer]
    """The latest answer to each question, by the question's id."""
    solved: frozenset[str] = frozenset()
    """The ids of the tasks that were solved."""
    stop: int = 0
    """The furthest stop that was reached, from 1; 0 before the run."""
    done: str | None = None
    """When the lesson was finished, as ISO 8601 in UTC."""

    @property
    def predicted(self) -> int:
        """How many questions were answered."""
        return sum(not answer.is_skipped for answer in self.answers.values())

    @property
    def skipped(self) -> int:
        """How many questions were skipped."""
        return sum(answer.is_skipped for answer in self.answers.values())


Progress = dict[str, LessonProgress]
"""What was done, by the lesson's id; a lesson that was never opened is not in it."""

_NOTHING = LessonProgress({})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file said."""

    progress: Progress
    warning: str | None
    """That a damaged file was set aside, and where; else None."""


class Book:
    """The file of one learner. Methods that write raise OSError where the folder cannot be written."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folder() / "progress.jsonl"

    def load(self) -> Loaded:
        """What was done so far; nothing where there is no file yet. Raises OSError where it cannot be read."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return Loaded({}, None)
        entries = [_entry(line) for line in lines if line.strip()]
        whole = [entry for entry in entries if entry is not None]
        warning = None if len(whole) == len(entries) else self._set_aside(whole)
        return Loaded(fold(whole), warning)

    def answer(self, lesson: str, question: str, answer: str, *, right: bool) -> None:
        """A question was answered; the latest answer counts."""
        self._append(_act("answer", lesson, what=question, answer=answer, right=right))

    def skip(self, lesson: str, question: str) -> None:
        """A question was skipped."""
        self._append(_act("skip", lesson, what=question))

    def reach(self, lesson: str, stop: int) -> None:
        """A stop was reached, from 1."""
        self._append(_act("reach", lesson, what=str(stop)))

    def solve(self, lesson: str, task: str) -> None:
        """A task was solved."""
        self._append(_act("solve", lesson, what=task))

    def finish(self, lesson: str) -> None:
        """The lesson was gone through to its end."""
        self._append(_act("done", lesson))

    def reset(self, lesson: str = "") -> None:
        """Begin a lesson anew, or all where none is named."""
        self._append(_act("reset", lesson))

    def export(self, path: Path) -> None:
        """Write everything to a file of its own. Raises FileExistsError rather than overwrite one."""
        data = self.path.read_bytes() if self.path.exists() else b""
        with path.open("xb") as file:
            file.write(data)

    def take_in(self, path: Path) -> int:
        """Add what another file says to this one; how many acts. Raises LessonError for a line that is none."""
        entries: list[dict[str, Any]] = []
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            entry = _entry(line) if line.strip() else None
            if entry is None and line.strip():
                raise LessonError(path, number, "is no line of a progress file", "nothing was taken in")
            if entry is not None:
                entries.append(entry)
        self._append(*entries)
        return len(entries)

    def _append(self, *entries: dict[str, Any]) -> None:
        text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, text.encode("utf-8", "replace"))
        finally:
            os.close(descriptor)

    def _set_aside(self, whole: list[dict[str, Any]]) -> str:
        """Move the damaged file out of the way, go on with its whole lines, and say so."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"{self.path.stem}.damaged-{stamp}{self.path.suffix}")
        self.path.rename(aside)
        self._append(*whole)
        return f"{self.path.name} was damaged and is kept as {aside.name}; {len(whole)} of its lines could be read"


def folder() -> Path:
    """Where progress lies: the platform's folder for a program's data."""
    from platformdirs import user_data_path

    return user_data_path("visualizer", appauthor=False)


def fold(entries: Iterable[Mapping[str, Any]]) -> Progress:
    """The acts, in order, as what they come to."""
    progress: Progress = {}
    for entry in entries:
        lesson = entry["lesson"]
        if entry["act"] == "reset":
            progress = {} if not lesson else {key: each for key, each in progress.items() if key != lesson}
        else:
            progress[lesson] = _with(progress.get(lesson, _NOTHING), entry)
    return progress


def _with(before: LessonProgress, entry: Mapping[str, Any]) -> LessonProgress:
    act, what = entry["act"], entry.get("what", "")
    if act == "answer":
        return replace(before, answers={**before.answers, what: Answer(entry["answer"], entry["right"])})
    if act == "skip":
        return replace(before, answers={**before.answers, what: Answer("", None)})
    if act == "reach":
        return replace(before, stop=max(before.stop, int(what)))
    if act == "solve":
        return replace(before, solved=before.solved | {what})
    return replace(before, done=entry["at"])


def _act(act: str, lesson: str, **more: object) -> dict[str, Any]:
    return {"at": datetime.now(UTC).isoformat(timespec="seconds"), "act": act, "lesson": lesson, **more}


def _entry(line: bytes) -> dict[str, Any] | None:
    """The act that a line says; None where it says none."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and _is_act(entry) else None


def _is_act(entry: dict[str, Any]) -> bool:
    texts = (entry.get("at"), entry.get("act"), entry.get("lesson"), entry.get("what", ""), entry.get("answer", ""))
    if not all(isinstance(text, str) for text in texts) or entry["act"] not in ACTS or not entry.keys() <= _KEYS:
        return False
    if entry["act"] == "reach":
        return str(entry.get("what")).isascii() and str(entry.get("what")).isdigit() and len(entry["what"]) < 5
    if entry["act"] == "answer":
        return isinstance(entry.get("right"), bool) and "answer" in entry
    return True
