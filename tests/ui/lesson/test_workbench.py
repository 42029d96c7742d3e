"""The working copy: made once, run when it was changed, set aside and never lost; the lesson's own stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.golden.make import golden
from tests.ui.lesson.shown import lesson
from visualizer.course.lesson import Claim
from visualizer.trace import Trace
from visualizer.ui.lesson import workbench
from visualizer.ui.lesson.attempt import Attempt, State
from visualizer.ui.lesson.trial import RunCopy, Trial
from visualizer.ui.lesson.workbench import FREE, Workbench
from visualizer.ui.setup import OWN, Made


class Bench:
    """A workbench that notes what it tells, with runs that are played."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[Trial] = []
        self.runs = 0
        monkeypatch.setattr(workbench, "try_out", self.try_out)
        self.bench = Workbench(lesson().card, lesson().tasks[0], self.run, self.tell)
        self.judged: list[Sequence[Claim]] = []

    async def tell(self, trial: Trial) -> None:
        self.told.append(trial)

    async def run(self, code: Path) -> Made:
        return Made(golden("both"), OWN, ())

    async def try_out(self, attempt: Attempt, own: Trace | None, run: RunCopy, goals: Sequence[Claim]) -> Trial:
        self.runs += 1
        self.judged.append(goals)
        return Trial(replace(attempt, state=State.FALSE), await run(attempt.folder))

    @property
    def file(self) -> Path:
        return self.bench.attempt.files[0]


async def test_a_copy_is_made_and_the_lessons_own_is_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Bench(monkeypatch)
    await made.bench.open()
    own = lesson().card.folder / "slow.txt"
    assert made.file.read_text() == own.read_text()
    assert made.told[-1].attempt.note == ""
    made.file.write_text("slow = yes\n")
    again = Bench(monkeypatch)
    await again.bench.open()
    assert again.told[-1].attempt.note == "What you wrote before is still there."
    assert again.file.read_text() == "slow = yes\n" != own.read_text()


async def test_a_change_runs_once_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Bench(monkeypatch)
    await made.bench.open()
    await made.bench.look()
    made.file.write_text("slow = yes  # half\n")
    await made.bench.look()
    made.file.write_text("slow = yes  # and whole\n")
    await made.bench.look()
    assert made.runs == 0
    await made.bench.look()
    await made.bench.look()
    assert made.runs == 1
    assert [trial.attempt.state for trial in made.told[-2:]] == [State.RUNNING, State.FALSE]
    assert made.told[-1].made is not None
    assert made.judged == [lesson().tasks[0].goals]


async def test_what_the_own_editor_saves_is_not_run_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Bench(monkeypatch)
    await made.bench.open()
    made.file.write_text("slow = yes\n")
    await made.bench.edited()
    for _ in range(3):
        await made.bench.look()
    assert made.runs == 0
    await made.bench.run_with(made.run, note="as it was changed")
    assert (made.judged, made.told[-1].attempt.note) == ([()], "as it was changed")


async def test_code_without_a_task_has_a_copy_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Bench(monkeypatch)
    free = Workbench(None, None, made.run, made.tell)
    await free.open()
    assert free.attempt.folder.parts[-2:] == ("own-request", FREE)
    assert [path.relative_to(free.attempt.folder).as_posix() for path in free.attempt.files] == ["hello/views.py"]
    assert not await free.hint()
    assert free.solution() == ""
    await free.run()
    assert made.judged == [()]


async def test_beginning_anew_keeps_what_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Bench(monkeypatch)
    await made.bench.open()
    made.file.write_text("mine = 1\n")
    await made.bench.reset()
    assert made.file.read_text() == (lesson().card.folder / "slow.txt").read_text()
    kept = [path for path in made.bench.attempt.folder.parent.iterdir() if path != made.bench.attempt.folder]
    assert [(path / "slow.txt").read_text() for path in kept] == ["mine = 1\n"]
    assert kept[0].name in made.told[-1].attempt.note


async def test_hints_come_one_by_one_and_then_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Bench(monkeypatch)
    await made.bench.open()
    assert [await made.bench.hint() for _ in range(3)] == [True, True, False]
    assert made.told[-1].attempt.hints == 2


async def test_a_copy_that_cannot_be_made_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Bench(monkeypatch)
    made.bench.attempt.folder.parents[2].mkdir(parents=True)
    made.bench.attempt.folder.parents[1].write_text("in the way")
    await made.bench.open()
    assert "cannot be made" in made.told[-1].attempt.note
    await made.bench.reset()
    assert "stays as it is" in made.told[-1].attempt.note
