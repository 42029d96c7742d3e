"""A claim as lines: the sentence, what this very run says to it, and the events that say so; a click jumps to one."""

from collections.abc import Iterator
from typing import NamedTuple

from visualizer.course.check.result import State
from visualizer.course.claims.query import Looked
from visualizer.course.lesson import Claim
from visualizer.replay import where
from visualizer.ui.canvas import Line, Span, wrap
from visualizer.ui.lesson.facts import fact, label
from visualizer.ui.lesson.findings import Finding
from visualizer.ui.lesson.markdown import inline

_MARKS = {
    State.TRUE: Span("✓ ", "right"),
    State.FALSE: Span("✗ ", "wrong"),
    State.NOT_RUN: Span("○ ", "muted"),
}


class Goto(NamedTuple):
    """What a click means: the event of a lane at this place of its list."""

    lane: str
    event: int


def claim_lines(claim: Claim, finding: Finding | None, width: int) -> Iterator[Line]:
    """The claim; as long as no run says anything to it, its sentence alone."""
    sentence = inline(claim.sentence)
    if finding is None:
        yield from wrap([Span("· ", "muted"), *sentence], width, indent=2)
        return
    state, reason = finding.proof.state, finding.proof.reason
    yield from wrap([_MARKS[state], *sentence], width, indent=2)
    if state is State.NOT_RUN:
        yield from wrap([Span(f"  not run here: it {reason}", "muted")], width, indent=2)
    elif reason:
        yield from wrap([Span(f"  {reason}", "wrong")], width, indent=2)
    for looked in finding.events[: 1 if state is State.TRUE else None]:
        yield _event(looked)


def _event(looked: Looked) -> Line:
    """What the event is, and what of it counts most often: where it is, of the client's what it got."""
    event = looked.event
    said = fact(event) if event.observer == "client" else where(event.place)
    name = Span(f"{looked.lane} {label(event.stage, event.name)}", "link")
    return Line((Span("  ↳ ", "muted"), name, Span(f"  {said}", "muted")), (), "", Goto(looked.lane, looked.index))
