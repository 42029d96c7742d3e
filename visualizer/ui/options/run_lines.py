"""What the form of options comes to, as lines: the field at hand, the command lines that will run, what is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from visualizer.course.lane_options import changed
from visualizer.lab import LaneSpec
from visualizer.lab.lane import command_of
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.lane_state import LaneState
from visualizer.ui.options.fields import FIELDS, Field, Read
from visualizer.ui.options.model import changes_of
from visualizer.ui.options.words import said, value


class Seen(NamedTuple):
    """All that the lines are made of."""

    lanes: Sequence[LaneSpec]
    found: Mapping[str, Read]
    field: Field | None
    """The field that has the keys."""
    own: object | None
    """What the lane has of its own in that field."""
    note: str = ""
    """What else is to be said, one sentence."""
    doing: str = ""
    """What goes on just now; empty where nothing does."""
    failed: Sequence[LaneState] = ()
    """The lanes that did not start as they were to."""


def run_lines(seen: Seen, width: int) -> Iterator[Line]:
    """The lines."""
    if seen.field is not None:
        yield from _field(seen.field, seen.own, width)
    if seen.doing:
        yield from (Line((Span("▸ ", "current"), Span(f"{seen.doing} …", "strong"))), BLANK)
    problems = list(_problems(seen, width))
    yield from (*problems, BLANK) if problems else ()
    for state in seen.failed:
        yield from _failure(state, width)
    if seen.note:
        yield from (*wrap([Span("! ", "changed"), Span(seen.note)], width, indent=2), BLANK)
    yield from _changes(seen, width)
    for lane in seen.lanes:
        yield from (BLANK, *_command(lane, seen.found[lane.name], width))


def _field(field: Field, own: object | None, width: int) -> Iterator[Line]:
    yield from wrap([Span(f"{field.label}  ", "strong"), Span(field.says)], width)
    if own is not None and not field.is_area:
        yield Line((Span(f"the lane's own: {value(own)}", "muted"),))
    yield BLANK


def _problems(seen: Seen, width: int) -> Iterator[Line]:
    """What is wrong, once for all lanes in which it is."""
    told: dict[tuple[str, str], list[str]] = {}
    for lane, each in seen.found.items():
        for name, problem in each.problems.items():
            told.setdefault((name, problem), []).append(lane)
    for (name, problem), lanes in told.items():
        field = next(field for field in FIELDS if field.name == name)
        where = "" if len(lanes) == len(seen.lanes) or name == "threads" else f" ({', '.join(lanes)})"
        yield from wrap([Span("✗ ", "raised"), Span(f"{field.label}{where}: {problem}", "raised")], width, indent=2)


def _failure(state: LaneState, width: int) -> Iterator[Line]:
    """A lane that did not start."""
    if state.failure is None:
        return
    yield from wrap([Span("✗ ", "raised"), Span(f"{state.name}: {state.failure.reason}", "raised")], width, indent=2)
    yield from wrap([Span(state.failure.advice, "strong")], width)
    yield from wrap([Span("Nothing was changed: the lanes are as they were.")], width)
    yield BLANK
    for text in state.failure.output.splitlines()[-12:]:
        yield from wrap([Span(text, "muted")], width)
    yield BLANK


def _changes(seen: Seen, width: int) -> Iterator[Line]:
    changes = said(seen.lanes, changes_of(seen.found))
    if not changes:
        yield from wrap([Span("Nothing is changed: the lanes run as the lesson has them.", "muted")], width)
    for words in changes:
        yield from wrap([Span("≠ ", "changed"), Span(words, "strong")], width, indent=2)


def _command(lane: LaneSpec, found: Read, width: int) -> Iterator[Line]:
    """The command line, what is changed of it marked; of the settings what the lane gets beside it."""
    new = changed(lane, found.changes)
    own = command_of(lane)
    words = (Span(f" {word}", "" if word in own else "changed") for word in command_of(new))
    yield from wrap([Span(f"{lane.name} ", "strong"), *words], width, indent=2)
