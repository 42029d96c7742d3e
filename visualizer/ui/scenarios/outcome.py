"""What a lane made of a fault, from its events alone: what the server did, which rules it kept, what the client got."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visualizer.course.explain import explain
from visualizer.trace import Event
from visualizer.ui.lesson.facts import fact
from visualizer.ui.scenarios.conduct import Said, conduct

_NOTED = ("refusal", "ignored")


class Kept(NamedTuple):
    """A rule, and the event that names it."""

    source: str
    sentence: str
    event: int


class Outcome(NamedTuple):
    """All that a lane shows of a fault."""

    server: tuple[Said, ...]
    rules: tuple[Kept, ...]
    """By which it refused or ignored something."""
    client: tuple[Said, ...]
    exchanges: int
    """How many there were."""


def outcome(events: Sequence[Event]) -> Outcome:
    """What these events, all of one lane, tell."""
    exchanges = max((event.exchange or 0 for event in events), default=0)
    return Outcome(tuple(conduct(events)), tuple(_rules(events)), tuple(_client(events)), exchanges)


def _rules(events: Sequence[Event]) -> Iterator[Kept]:
    for at, event in enumerate(events):
        rule = explain(event) if event.stage == "parse" and event.name in _NOTED else None
        if rule is not None:
            yield Kept(rule.source, rule.sentence, at)


def _client(events: Sequence[Event]) -> Iterator[Said]:
    for at, event in enumerate(events):
        if (event.stage, event.name, event.phase) == ("client", "request", "exit"):
            yield Said(fact(event), at, event.exchange)
