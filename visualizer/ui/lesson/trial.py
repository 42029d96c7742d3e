"""Trying a working copy: runs it in lanes of its own and says what came of it; a copy that does not run says where.

Nothing of the copy is run in this process: a file is compiled at the most, to name the line of a mistake.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.course.check.result import State as Proved
from visualizer.course.claims import Run
from visualizer.course.lesson import Claim
from visualizer.course.original import code_in
from visualizer.trace import Event, Trace
from visualizer.ui.lesson.attempt import Attempt, Problem, State
from visualizer.ui.lesson.facts import text_of
from visualizer.ui.lesson.findings import judged
from visualizer.ui.setup import Made

if TYPE_CHECKING:
    from visualizer.lab import LaneFailed

_FRAME = re.compile(r'^ *File "([^"]+)", line (\d+)', re.MULTILINE)

RunCopy = Callable[[Path], Awaitable[Made]]
"""A run of the copy in this folder, in lanes of its own. Raises LaneFailed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of running a copy."""

    attempt: Attempt
    made: Made | None
    """The run, where there was a whole one; else what was shown before stays."""
    refused: Made | None = None
    """The run in which something was raised: whoever wants to see that can look at it."""


async def try_out(attempt: Attempt, own: Trace | None, run: RunCopy, goals: Sequence[Claim]) -> Trial:
    """Run the copy and judge it by the goals; without goals it has run, and that is all.

    `own` is the run of the lesson's own code: what is raised there is no mistake of the learner's.
    """
    from visualizer.lab import LaneFailed

    mistake = next(mistakes(attempt.folder), None)
    if mistake is not None:
        return _broken(attempt, mistake)
    try:
        made = await run(attempt.folder)
    except LaneFailed as failure:
        return _broken(attempt, blamed(failure, attempt.folder))
    found = tuple(judged(goals, Run(made.trace)).values())
    is_solved = bool(goals) and all(goal.proof.state is Proved.TRUE for goal in found)
    raised = None if is_solved else next(iter(_raised(made.trace, _kinds(own), attempt.folder)), None)
    if raised is not None:
        return _broken(attempt, raised, made)
    state = State.SOLVED if is_solved else State.FALSE if goals else State.RAN
    return Trial(replace(attempt, state=state, goals=found, problem=None), made)


def mistakes(folder: Path) -> Iterator[Problem]:
    """The files of a copy that are no Python at all."""
    for path in code_in(folder):
        if path.suffix != ".py":
            continue
        name = path.relative_to(folder).as_posix()
        try:
            found = mistake(name, path.read_bytes())
        except OSError as error:
            yield Problem(f"cannot be read: {error}", name)
        else:
            yield from (found,) if found else ()


def mistake(name: str, source: bytes | str) -> Problem | None:
    """Why this is no Python, if it is none; `name` is the file's."""
    try:
        with warnings.catch_warnings(action="ignore"):  # Python's advice would be written over the screen
            compile(source, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        return Problem(f"{type(error).__name__}: {error.msg}", name, error.lineno)
    except (ValueError, RecursionError, MemoryError) as error:
        return Problem(f"cannot be read: {str(error) or type(error).__name__}", name)
    return None


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
        theirs = "user_" if "user_file" in event.data else ""
        name, line = text_of(event.data.get(f"{theirs}file", "")), event.data.get(f"{theirs}line")
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


def _broken(attempt: Attempt, problem: Problem, refused: Made | None = None) -> Trial:
    return Trial(replace(attempt, state=State.BROKEN, goals=(), problem=problem), None, refused)
