"""Trying a working copy: runs it in lanes of its own and says what came of it; a copy that does not run says where.

Nothing of the copy is run in this process: a file is compiled at the most, to name the line of a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.course import Card
from visualizer.course.check.result import State as Proved
from visualizer.course.claims import Run
from visualizer.trace import Event, Trace
from visualizer.ui.lesson.attempt import Attempt, Problem, State
from visualizer.ui.lesson.facts import text_of
from visualizer.ui.lesson.findings import judged

if TYPE_CHECKING:
    from visualizer.lab import LaneFailed

_FRAME = re.compile(r'^ *File "([^"]+)", line (\d+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of running a copy."""

    attempt: Attempt
    trace: Trace | None
    """The run, where there was a whole one; else what was shown before stays."""


async def try_out(card: Card, attempt: Attempt, own: Trace | None) -> Trial:
    """Run the copy. `own` is the run of the lesson's own code: what is raised there is no mistake of the learner's."""
    from visualizer.lab import LaneFailed

    mistake = next(mistakes(attempt.folder), None)
    if mistake is not None:
        return _broken(attempt, mistake)
    try:
        trace = await run(card, attempt.folder)
    except LaneFailed as failure:
        return _broken(attempt, blamed(failure, attempt.folder))
    goals = tuple(judged(attempt.task.goals, Run(trace)).values())
    if all(goal.proof.state is Proved.TRUE for goal in goals):
        return Trial(replace(attempt, state=State.SOLVED, goals=goals, problem=None), trace)
    raised = next(iter(_raised(trace, _kinds(own), attempt.folder)), None)
    if raised is not None:
        return _broken(attempt, raised)
    return Trial(replace(attempt, state=State.FALSE, goals=goals, problem=None), trace)


async def run(card: Card, code: Path) -> Trace:
    """A fresh run of the copy; the lab is imported for what it runs. Raises LaneFailed."""
    from visualizer.course import live

    return await live.run(card, code)


def mistakes(folder: Path) -> Iterator[Problem]:
    """The files of a copy that are no Python at all."""
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        try:
            compile(path.read_bytes(), name, "exec", dont_inherit=True)
        except SyntaxError as error:
            yield Problem(f"{type(error).__name__}: {error.msg}", name, error.lineno)
        except (OSError, ValueError) as error:
            yield Problem(f"cannot be read: {error}", name)


def blamed(failure: LaneFailed, folder: Path) -> Problem:
    """Why a lane failed, and the last line of the copy that its traceback names."""
    root = folder.resolve()
    last = failure.output.strip().rpartition("\n")[2]
    message = last if ": " in last and _FRAME.search(failure.output) else failure.reason
    for name, line in reversed(_FRAME.findall(failure.output)):
        path = Path(name).resolve()
        if path.is_relative_to(root):
            return Problem(message, path.relative_to(root).as_posix(), int(line))
    return Problem(f"{failure.lane}: {message}")


def _raised(trace: Trace, known: set[str], folder: Path) -> Iterator[Problem]:
    """What was raised in this run and not in the lesson's own, the innermost first."""
    for event in _exceptions(trace):
        message = _message(event)
        name, line = text_of(event.data.get("file", "")), event.data.get("line")
        if message.partition(":")[0] not in known:
            is_theirs = (folder / name).is_file()
            yield Problem(message, name, line if isinstance(line, int) else None) if is_theirs else Problem(message)


def _kinds(trace: Trace | None) -> set[str]:
    return {_message(event).partition(":")[0] for event in _exceptions(trace)} if trace else set()


def _exceptions(trace: Trace) -> Iterator[Event]:
    for lane in trace.lanes:
        yield from (event for event in trace.events(lane) if event.outcome == "raised")


def _message(event: Event) -> str:
    return f"{text_of(event.data.get('exception', 'Exception'))}: {text_of(event.data.get('message', ''))}"


def _broken(attempt: Attempt, problem: Problem) -> Trial:
    return Trial(replace(attempt, state=State.BROKEN, goals=(), problem=problem), None)
