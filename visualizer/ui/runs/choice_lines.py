"""The list of runs as lines, a lane a line: number, answers, when, what was sent, what had been changed, which side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from visualizer.ui.canvas import Line, Span
from visualizer.ui.runs.kept_run import KeptRun, Pick
from visualizer.ui.runs.run_words import name, sent, state, statuses, when


def picks(runs: Sequence[KeptRun]) -> list[Pick]:
    """All that can be compared, the latest run first."""
    return [Pick(run, lane) for run in reversed(runs) for lane in run.lanes]


def choice_lines(choices: Sequence[Pick], sides: tuple[int, int], cursor: int, now: datetime) -> list[Line]:
    """The lines; of a run's lanes the first tells what the run was."""
    lanes = max((len(pick.lane) for pick in choices), default=0)
    answers = max((len(statuses(pick.run.note, pick.lane)) for pick in choices), default=0)
    lines = []
    for number, pick in enumerate(choices):
        is_first = number == 0 or choices[number - 1].run is not pick.run
        left = (
            Span(" ● " if number == cursor else "   ", "current"),
            Span(f"{_side(number, sides):7}", "accent"),
            Span(f"{name(pick.run) if is_first else '':10}", "strong"),
            Span(f"{pick.lane:{lanes}}  "),
            Span(f"{statuses(pick.run.note, pick.lane):{answers}}  ", "muted"),
            *(_what(pick.run, now) if is_first else ()),
        )
        right = _notes(pick.run) if is_first else ()
        lines.append(Line(left, right, "cursor" if number == cursor else "", number))
    return lines


def _side(number: int, sides: tuple[int, int]) -> str:
    return {(True, True): "both", (True, False): "left", (False, True): "right"}.get(
        (number == sides[0], number == sides[1]), ""
    )


def _what(run: KeptRun, now: datetime) -> tuple[Span, ...]:
    return Span(f"{when(run.note, now)}  ", "muted"), Span(sent(run.note))


def _notes(run: KeptRun) -> tuple[Span, ...]:
    changed = f"changed: {run.note.changed}" if run.note.changed else ""
    shown = "shown now" if run.is_shown else ""
    pieces = [
        Span(text, look) for text, look in ((changed, "changed"), (state(run), "cancelled"), (shown, "muted")) if text
    ]
    return tuple(Span(f" {piece.text} ", piece.style) for piece in pieces)
