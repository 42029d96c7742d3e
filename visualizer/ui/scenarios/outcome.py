"""What a lane made of a fault, from its events alone: what the server did, which rules it kept, what the client got."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visualizer.course.explain import explain
from visualizer.trace import Event
from visualizer.ui.lesson.facts import entry, fact, label, text_of
from visualizer.vocabulary.names import is_user_code

_NOTED = ("refusal", "ignored")


class Said(NamedTuple):
    """A few words, and the event that proves them."""

    text: str
    event: int
    """Its position in the lane."""


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


def outcome(events: Sequence[Event]) -> Outcome:
    """What these events, all of one lane, tell."""
    return Outcome(tuple(_server(events)), tuple(_rules(events)), tuple(_client(events)))


def _server(events: Sequence[Event]) -> Iterator[Said]:
    called = False
    for at, event in enumerate(events):
        is_view = event.stage == "view" and is_user_code(event.stage, event.name)
        called = called or is_view or event.stage == "lane"
        text = _did(event) or (_ended(event) if is_view and event.phase == "exit" else "")
        if text:
            yield Said(text, at)
    if not called and events:
        yield Said("no view was called", 0)


def _did(event: Event) -> str:
    """What the server did that a plain request does not see; empty for anything else."""
    match event.stage, event.name, event.phase:
        case "parse", "refusal", _:
            return f"refused: {fact(event)}"
        case "parse", "ignored", _:
            return f"ignored: {fact(event)}"
        case (("environ" | "scope"), "application", "exit") if event.outcome == "raised":
            return f"the application raised {fact(event)}"
        case "scope", "receive", "exit" if _is_disconnect(event):
            return "told the application http.disconnect"
        case "socket", "close", _ if event.data.get("reason") and event.data.get("by") == "server":
            return f"closed the connection: {text_of(event.data['reason'])}"
        case "lane", "exit", _:
            by = event.data.get("signal")
            return f"its process ended{f': {text_of(by)}' if by else ''}"
    return ""


def _is_disconnect(event: Event) -> bool:
    return entry(event.data.get("message"), "type") == "http.disconnect"


def _ended(event: Event) -> str:
    how = f"raised {fact(event)}" if event.outcome == "raised" else event.outcome or ""
    return f"{label(event.stage, event.name)} {how}"


def _rules(events: Sequence[Event]) -> Iterator[Kept]:
    for at, event in enumerate(events):
        rule = explain(event) if event.stage == "parse" and event.name in _NOTED else None
        if rule is not None:
            yield Kept(rule.source, rule.sentence, at)


def _client(events: Sequence[Event]) -> Iterator[Said]:
    for at, event in enumerate(events):
        if (event.stage, event.name, event.phase) == ("client", "request", "exit"):
            yield Said(fact(event), at)
