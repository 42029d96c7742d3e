"""What stands below the editor, as lines: what runs, what is wrong and where, what else is to be said of the copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from visualizer.ui.canvas import Line, Span, wrap
from visualizer.ui.lesson.attempt import Problem
from visualizer.ui.lesson.task_lines import short

MOST = 3
"""Mistakes that are told at once."""


class Says(NamedTuple):
    """All that the lines are made of."""

    folder: Path
    """The working copy."""
    mistakes: Sequence[Problem] = ()
    remark: str = ""
    """One sentence; empty where there is nothing to say."""
    doing: str = ""
    """What goes on just now; empty where nothing does."""
    has_failed: bool = False
    """Whether the copy was run, and that came to nothing."""
    has_run: bool = False
    """Whether there is a run to look at all the same, since something was only raised in it."""


def says_lines(says: Says, width: int) -> list[Line]:
    """The lines; there is at least one."""
    return list(_lines(says, width))


def _lines(says: Says, width: int) -> Iterator[Line]:
    if says.doing:
        yield Line((Span("▸ ", "current"), Span(f"{says.doing} …", "strong")))
    for problem in says.mistakes[:MOST]:
        yield from _mistake(problem, width)
    if len(says.mistakes) > MOST:
        yield Line((Span(f"  and {len(says.mistakes) - MOST} more", "muted"),))
    if says.mistakes and not says.doing:
        yield Line(tuple(_keys(says)))
    if says.remark:
        yield from wrap([Span("! ", "changed"), Span(says.remark)], width, indent=2)
    if not (says.doing or says.mistakes or says.remark):
        yield Line((Span("  your copy  ", "muted"), Span(short(says.folder), "literal")))


def _mistake(problem: Problem, width: int) -> Iterator[Line]:
    """File, line, message."""
    line = "" if problem.line is None else f":{problem.line}"
    where = [Span(f"{problem.file}{line}  ", "strong")] if problem.file else []
    yield from wrap([Span("✗ ", "raised"), *where, Span(problem.message, "raised")], width, indent=2)


def _keys(says: Says) -> Iterator[Span]:
    """What can be done about it."""
    yield Span("  ")
    if any(problem.file for problem in says.mistakes):
        yield from (Span("F8", "key"), Span(" goes there   ", "muted"))
    if says.has_run:
        yield from (Span("F9", "key"), Span(" looks at this run   ", "muted"))
    if says.has_failed:
        yield Span("The run before stays.", "muted")
