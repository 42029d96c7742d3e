"""The list of a lane's exchanges, so that a hundred are easy to tell apart, and the filter that finds some of them.

A filter is words that must all fit: `3` or `2-5` (the exchange), `500` or `5xx` (the status, three places), `>20ms` and
`<1s` (how long), `in:view` (a stage that it came to), `raised`, `cancelled` or `running` (how it ended), and any other
word (a part of the request line, or of the name of an event).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from visualizer.replay.data import pairs_of, text_of
from visualizer.replay.score import Score
from visualizer.trace import Event
from visualizer.vocabulary.stages import STAGES


class Listed(NamedTuple):
    """One exchange of a lane."""

    exchange: int
    """Its number, from 1."""
    line: str
    """The request's first line: as the client sent it, or as the server read it; empty where neither is known."""
    status: int | None
    """The response's; None before there is one."""
    begin: int
    """The clock at its first event, ns."""
    duration: int
    """ns from its first event to its last."""
    outcome: str
    """`returned`, `raised`, `cancelled`, or `running` while the server works on it."""
    stages: frozenset[str]
    """Where it has been."""
    names: frozenset[str]
    """What happened in it."""


class FilterError(ValueError):
    """A filter that cannot be read; its message says what would be right."""


Test = Callable[[Listed], bool]

_NUMBERS = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_STATUS = re.compile(r"[1-5](?:\d\d|xx)")
_DURATION = re.compile(r"([<>])(\d+(?:\.\d+)?)(ns|us|µs|ms|s)")
_UNITS = {"ns": 1, "us": 1_000, "µs": 1_000, "ms": 1_000_000, "s": 1_000_000_000}
_OUTCOMES = ("returned", "raised", "cancelled", "running")


def listing(score: Score, lane: int) -> list[Listed]:
    """The exchanges of a lane, in order."""
    index = score.layout.indexes[lane]
    events: list[list[Event]] = [[] for _ in index.first]
    for position, number in enumerate(index.exchange):
        events[number].append(index.events[position])
    return [_listed(number, found) for number, found in enumerate(events) if number]


def filtered(exchanges: Iterable[Listed], words: str) -> list[Listed]:
    """Those that fit all words. Raises FilterError."""
    tests = [_test(word) for word in words.split()]
    return [exchange for exchange in exchanges if all(test(exchange) for test in tests)]


def _listed(number: int, events: list[Event]) -> Listed:
    line, status, outcome = "", None, "running"
    for event in events:
        match event.stage, event.name, event.phase:
            case "client", "request", "enter":
                line = text_of(event.data.get("line", ""))
            case "parse", "head", "exit" if not line:
                line = " ".join(text_of(event.data.get(key, "")) for key in ("method", "target")).strip()
            case "client", "request", "exit":
                status = _number(text_of(event.data.get("status", "")))
            case "response", "start_response", _:
                status = _number(text_of(event.data.get("status", ""))[:3])
            case "response", "http.response.start", "enter":
                status = _number(_status_of(event))
            case "socket", "exchange", "exit":
                outcome = event.outcome or outcome
    begin = min(event.time for event in events)
    return Listed(
        number,
        line,
        status,
        begin,
        max(event.time for event in events) - begin,
        outcome,
        frozenset(event.stage for event in events),
        frozenset(event.name for event in events),
    )


def _status_of(event: Event) -> str:
    message = {text_of(key): value for key, value in pairs_of(event.data.get("message"))}
    return text_of(message.get("status", ""))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _test(word: str) -> Test:
    if _STATUS.fullmatch(word):
        return lambda exchange: _fits_status(exchange.status, word)
    if found := _NUMBERS.fullmatch(word):
        lowest, highest = int(found[1]), int(found[2] or found[1])
        return lambda exchange: lowest <= exchange.exchange <= highest
    if word[0] in "<>":
        return _duration(word)
    if word.startswith("in:"):
        return _stage(word.removeprefix("in:"))
    if word in _OUTCOMES:
        return lambda exchange: exchange.outcome == word
    lower = word.lower()
    return lambda exchange: lower in exchange.line.lower() or any(lower in name.lower() for name in exchange.names)


def _fits_status(status: int | None, wanted: str) -> bool:
    if status is None:
        return False
    return str(status)[0] == wanted[0] if wanted.endswith("xx") else str(status) == wanted


def _duration(word: str) -> Test:
    found = _DURATION.fullmatch(word)
    if found is None:
        raise FilterError(f"{word!r} is no duration: write >20ms or <1s (ns, us, ms or s)")
    sign, limit = found[1], float(found[2]) * _UNITS[found[3]]
    return lambda exchange: exchange.duration > limit if sign == ">" else exchange.duration < limit


def _stage(name: str) -> Test:
    if name not in STAGES:
        raise FilterError(f"{name!r} is no stage: there is {', '.join(STAGES)}")
    return lambda exchange: name in exchange.stages
