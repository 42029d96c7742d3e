"""What Code shows: the statement that acts at the cursor, or the nearest one that is known, saying which it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from visualizer.replay.moment import Moment
from visualizer.replay.shape import NONE
from visualizer.trace import Source, SourceFile

LOOK_BACK = 64
"""How many events that name a source are looked at before the cursor's, at the most."""


class CodeView(NamedTuple):
    """What there is to see in Code."""

    event: int
    """The event whose statement this is."""
    nearness: str
    """`here`; `other end`, `around` or `before`: of the same span's other end, of a span around, of an event before."""
    source: Source
    """The file's number and the lines of the statement."""
    file: SourceFile | None
    """The file; None where the trace does not have it."""


def code_view(moment: Moment) -> CodeView | None:
    """What Code shows for a lane; None where no statement is known up to the cursor."""
    for event, nearness in _nearest(moment):
        source = moment.event(event).source
        if source is not None:
            return CodeView(event, nearness, source, moment.score.trace.sources.get(source.file))
    return None


def _nearest(moment: Moment) -> Iterator[tuple[int, str]]:
    """The events to ask for their source, the nearest first."""
    if moment.last == NONE:
        return
    yield moment.last, "here"
    other = moment.partner(moment.last)
    if other != NONE:
        yield other, "other end"
    parent = moment.parent(moment.last)
    while parent != NONE:
        yield parent, "around"
        parent = moment.parent(parent)
    for event in _before(moment):
        yield event, "before"


def _before(moment: Moment) -> Iterator[int]:
    """The events of the same exchange before the cursor that name a source, the latest first."""
    sourced = moment.index.sourced
    exchange = moment.index.exchange
    number = exchange[moment.last]
    latest = bisect_left(sourced, moment.last) - 1
    for at in range(latest, max(latest - LOOK_BACK, -1), -1):
        if exchange[sourced[at]] == number:
            yield sourced[at]
