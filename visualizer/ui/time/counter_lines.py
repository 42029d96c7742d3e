"""The counters as lines: of each lane what is at the cursor, and the most so far; and what the chart's signs mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visualizer.replay import Counted, Doing
from visualizer.ui.canvas import BLANK, Line, Span
from visualizer.ui.lesson.lane import title
from visualizer.ui.time.doings import LETTERS, LOOKS

NAMES = {
    "requests": ("requests at once", "requests"),
    "threads": ("threads", "threads"),
    "hops": ("thread hops", "hops"),
    "databases": ("open databases", "databases"),
    "backlog": ("backlog", "backlog"),
}
"""What each is called, and where there is little room."""
UNKNOWN = "not known here"
MEANINGS = {
    Doing.RUNNING: "runs",
    Doing.UNSURE: "runs, or awaits its own",
    Doing.AWAITING: "awaits: the loop is free",
    Doing.WAITING: "waits, blocked by others",
    Doing.BLOCKED: "the loop is blocked",
    Doing.HELD: "held by you",
}


class LaneCounted(NamedTuple):
    """What a lane's counters say."""

    lane: str
    now: Counted
    """At the cursor."""
    most: Counted
    """The highest so far."""


def counter_lines(lanes: Sequence[LaneCounted]) -> Iterator[Line]:
    """A table a lane."""
    for number, counted in enumerate(lanes):
        if number:
            yield BLANK
        yield Line((Span(title(counted.lane), "title"),), (Span(_columns("now", "most"), "muted"),))
        for key, (name, _) in NAMES.items():
            yield Line((Span(name, "muted"),), _numbers(counted, key))


def short_lines(lanes: Sequence[LaneCounted]) -> Iterator[Line]:
    """A line a lane: now / most."""
    names = max((len(title(counted.lane)) for counted in lanes), default=0)
    for counted in lanes:
        pairs = [
            (Span(f"  {short} ", "muted"), Span("/".join(_pair(counted, key)) or UNKNOWN, _look(counted, key)))
            for key, (_, short) in NAMES.items()
        ]
        yield Line((Span(f"{title(counted.lane):<{names}}", "title"), *(span for pair in pairs for span in pair)))


def sign_lines() -> Iterator[Line]:
    """What each sign means."""
    for doing, meaning in MEANINGS.items():
        yield Line((Span(f"{LETTERS[doing] * 2} ", LOOKS[doing]), Span(meaning, "muted")))
    yield Line((Span("▂▆ ", "enter"), Span("how many at once", "muted")))
    yield Line((Span("3v ", "bar-own"), Span(" exchange 3, in its view", "muted")))


def _numbers(counted: LaneCounted, key: str) -> tuple[Span, ...]:
    pair = _pair(counted, key)
    if not pair:
        return (Span(UNKNOWN, "muted"),)
    now, most = pair
    return Span(_columns(now, ""), _look(counted, key)), Span(f"{most:>4}", "muted")


def _columns(now: str, most: str) -> str:
    return f"{now:>5}  {most:>4}" if most else f"{now:>5}  "


def _look(counted: LaneCounted, key: str) -> str:
    return "strong" if getattr(counted.now, key) else "muted"


def _pair(counted: LaneCounted, key: str) -> tuple[str, ...]:
    """Now and the most; nothing where it is not known. Of the backlog at the least what the own clients tell."""
    now, most = getattr(counted.now, key), getattr(counted.most, key)
    if now is not None and most is not None:
        return str(now), str(most)
    own = counted.now.own_backlog, counted.most.own_backlog
    return tuple(f"≥{number}" for number in own) if own[1] else ()
