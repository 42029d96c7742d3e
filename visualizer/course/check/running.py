"""Checking one lesson whole: load, lint, run it live, prove it, solve its tasks, look at its recording."""

import asyncio
import tempfile
from collections.abc import Collection
from pathlib import Path
from time import monotonic

from visualizer.course import workshop
from visualizer.course.check.lint import lint
from visualizer.course.check.mutating import Outcome, outcome
from visualizer.course.check.proving import misplaced, proofs, recording, unheld
from visualizer.course.check.result import Result, State
from visualizer.course.check.translating import translations
from visualizer.course.claims import Run
from visualizer.course.errors import LessonError
from visualizer.course.lesson import Card, Lesson, Task
from visualizer.course.live import RECORDING, run
from visualizer.course.parse import load
from visualizer.lab import LaneFailed
from visualizer.trace import save


async def check(folder: Path, known: Collection[Card], *, record: bool = False, mutate: bool = False) -> Result:
    """Everything that is to be said of the lesson in this folder.

    `record` writes its recording anew first; `mutate` looks for a changed run that makes each claim false.
    """
    began = monotonic()
    try:
        lesson = load(folder)
    except LessonError as error:
        return Result(folder.name, (error,))
    errors = [*lint(lesson, known), *translations(lesson)]
    if errors:
        return Result(folder.name, tuple(errors), stops=len(lesson.stops), seconds=monotonic() - began)
    try:
        live = Run(await run(lesson.card))
    except LaneFailed as failure:
        return Result(folder.name, (_failed(lesson.card, 1, failure),), seconds=monotonic() - began)
    if record:
        save(live.trace, folder / RECORDING)
    made, wrong = proofs(lesson.card.path, lesson.claims, live)
    errors = [*unheld(lesson, live), *misplaced(lesson, live), *wrong, *recording(lesson, live)]
    for task in lesson.tasks:
        errors += await _check_task(lesson, task, live)
    falsified = None
    if mutate and not errors:
        outcomes = [outcome(claim, live) for claim in lesson.claims]
        falsified = sum(each.state is State.TRUE for each in outcomes)
        errors = [_unfailing(lesson.card, each) for each in outcomes if each.state is State.FALSE]
    return Result(
        folder.name,
        tuple(errors),
        tuple(made),
        len(lesson.stops),
        len(lesson.tasks),
        falsified,
        seconds=monotonic() - began,
    )


async def _check_task(lesson: Lesson, task: Task, start: Run) -> list[LessonError]:
    """A task whose start is not solved and whose solution is; else what is wrong."""
    path = lesson.card.path
    before, wrong = proofs(path, task.goals, start)
    if wrong:
        return wrong
    if all(proof.state is State.TRUE for proof in before):
        return [LessonError(path, task.line, f"the task {task.id!r} is solved before it begins", "change a goal")]
    with tempfile.TemporaryDirectory(prefix="visualizer-check-") as folder:
        copy = await asyncio.to_thread(workshop.copy, lesson.card, Path(folder) / lesson.card.folder.name)
        workshop.solve(lesson.card, task, copy)
        try:
            solved = Run(await run(lesson.card, copy))
        except LaneFailed as failure:
            return [_failed(lesson.card, task.line, failure)]
    after, _ = proofs(path, task.goals, solved)
    return [
        LessonError(path, proof.claim.line, f"the solution of {task.id!r} does not reach its goal: {proof.reason}")
        for proof in after
        if proof.state is State.FALSE
    ]


def _unfailing(card: Card, outcome: Outcome) -> LessonError:
    problem = f"the claim “{outcome.claim.sentence}” cannot fail: {outcome.reason}"
    return LessonError(card.path, outcome.claim.line, problem)


def _failed(card: Card, line: int, failure: LaneFailed) -> LessonError:
    said = f"\n{failure.output.rstrip()}" if failure.output else ""
    return LessonError(card.path, line, f"the lane {failure.lane} failed: {failure.reason}{said}", failure.advice)
