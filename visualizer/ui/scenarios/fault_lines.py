"""The story of a fault: what happens and what to watch for, then for each lane what its own events say came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from visualizer.trace import Event
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.lesson.claim_lines import Goto
from visualizer.ui.scenarios.outcome import Outcome, outcome

if TYPE_CHECKING:
    from visualizer.lab.faults import Fault


def fault_lines(fault: Fault, lanes: Sequence[tuple[str, Sequence[Event]]], width: int) -> Iterator[Line]:
    """The whole story; a click on what a lane says goes to the event that proves it."""
    yield from wrap([Span(fault.name, "heading")], width)
    yield from wrap([Span(fault.does)], width)
    yield BLANK
    found = {lane: outcome(events) for lane, events in lanes if events}
    for lane, made in found.items():
        yield from _lane(lane, made, width)
        yield BLANK
    yield from wrap([Span("Watch  ", "question"), Span(fault.shows)], width)
    rules: dict[str, tuple[str, Goto | None]] = {sentence: (source, None) for source, sentence in fault.rules}
    for lane, made in found.items():
        for kept in made.rules:
            rules.setdefault(kept.sentence, (kept.source, Goto(lane, kept.event)))
    for sentence, (source, there) in rules.items():
        yield BLANK
        yield from _rule(source, sentence, there, width)


def reminder(fault: Fault, width: int) -> list[Line]:
    """The fault's name, above what is said of one event."""
    return [*wrap([Span("Fault  ", "muted"), Span(fault.name, "heading")], width), BLANK]


def _lane(lane: str, made: Outcome, width: int) -> Iterator[Line]:
    yield Line((Span(lane.upper() if lane in ("wsgi", "asgi") else lane, "strong"),))
    for word, said in (("server", made.server), ("client", made.client)):
        for number, each in enumerate(said):
            which = f"#{each.exchange} " if each.exchange and made.exchanges > 1 else ""
            spans = (Span(f"{'' if number else word:<7} {which}", "muted"), Span(each.text))
            yield from wrap(spans, width, indent=8 + len(which), target=Goto(lane, each.event))


def _rule(source: str, sentence: str, there: Goto | None, width: int) -> Iterator[Line]:
    """A rule word for word, as the page of an event's reason has it."""
    for span in (Span(f"“{sentence}”", "emphasis"), Span(source, "muted")):
        for line in wrap([span], width - 2, target=there):
            yield line._replace(left=(Span("│ ", "accent"), *line.left))
