"""A task as lines: what to change and where, what the latest run of the working copy says, the hints read so far."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from visualizer.course.check.result import State as Proved
from visualizer.course.lesson import Task
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.attempt import Attempt, Problem, State
from visualizer.ui.lesson.findings import Finding
from visualizer.ui.lesson.markdown import inline, render

_MARKS = {
    State.UNTRIED: Span("· ", "muted"),
    State.RUNNING: Span("▸ ", "current"),
    State.BROKEN: Span("✗ ", "wrong"),
    State.RAN: Span("· ", "muted"),
    State.FALSE: Span("· ", "question"),
    State.SOLVED: Span("✓ ", "right"),
}


class Action(NamedTuple):
    """What a click means: an action of the screen."""

    name: str


def task_lines(task: Task, attempt: Attempt | None, is_solved: bool, width: int) -> Iterator[Line]:
    """The task; `is_solved` where it was, now or earlier."""
    done = [Span("  ✓ solved", "right")] if is_solved else []
    yield Line((Span("✎ Change it", "heading"), *done))
    yield from render(task.text, width)
    yield BLANK
    if attempt is None:
        yield from _goals(task, (), width)
        return
    for path in attempt.files:
        yield from wrap([Span("your copy  ", "muted"), Span(short(path), "literal")], width, indent=2)
    if attempt.note:
        yield from wrap([Span(attempt.note, "muted")], width)
    yield from _state(attempt, width)
    yield from _goals(task, attempt.goals, width)
    for number, hint in enumerate(task.hints[: attempt.hints], start=1):
        yield from wrap([Span(f"hint {number}  ", "accent"), *inline(hint)], width, indent=8)
    yield from _keys(len(task.hints) - attempt.hints, width)


def short(path: Path) -> str:
    """The path with the home folder as ~."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def _state(attempt: Attempt, width: int) -> Iterator[Line]:
    if attempt.problem is not None:
        yield from _problem(attempt.problem, width)
    elif attempt.state is not State.UNTRIED:
        yield Line((_MARKS[attempt.state], Span(attempt.state.value, "strong")))


def _problem(problem: Problem, width: int) -> Iterator[Line]:
    if problem.file:
        line = "" if problem.line is None else f":{problem.line}"
        yield from wrap([Span("✗ ", "wrong"), Span(f"{problem.file}{line}", "strong")], width, indent=2)
    yield from wrap([Span("  " if problem.file else "✗ ", "wrong"), Span(problem.message, "wrong")], width, indent=2)


def _goals(task: Task, goals: tuple[Finding, ...], width: int) -> Iterator[Line]:
    """What is to become true; of what was tried, what is and what is not yet."""
    found = {finding.proof.claim.line: finding.proof for finding in goals}
    for goal in task.goals:
        proof = found.get(goal.line)
        is_true = proof is not None and proof.state is Proved.TRUE
        mark = Span("○ ", "muted") if proof is None else Span("✓ ", "right") if is_true else Span("✗ ", "wrong")
        yield from wrap([mark, Span(goal.expression, "literal")], width, indent=2)
        if proof is not None and proof.reason:
            yield from wrap([Span(f"  {proof.reason}", "muted")], width, indent=2)


def _keys(left: int, width: int) -> Iterator[Line]:
    """What can be done now, a key never apart from what it does; so many hints are left."""
    keys = (
        ("e F6", "edit and run", "edit('CODE')"),
        ("E", "your editor", "edit_code"),
        ("H", f"hint ({left} left)" if left else "solution", "hint"),
        ("R", "begin anew", "reset_code"),
    )
    line: list[Span] = []
    for key, says, action in keys:
        used = sum(width_of(span.text) for span in line)
        if line and used + len(f"   {key} {says}") > width:
            yield Line(tuple(line))
            line = []
        gap = [Span("   ")] if line else []
        line += [*gap, Span(key, "key", Action(action)), Span(f" {says}", "muted", Action(action))]
    yield Line(tuple(line))
