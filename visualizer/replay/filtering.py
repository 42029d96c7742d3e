"""The filter of a list of exchanges: words that must all fit.

`3` or `2-5` (the exchange), `500` or `5xx` (the status, three places), `>20ms` and `<1s` (how long), `in:view` (a stage
that it came to), `lane:asgi`, `raised`, `cancelled` or `running` (how it ended), and any other word (a part of the
request line, or of the name of an event).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from visualizer.replay.listing import Listed
from visualizer.vocabulary.stages import STAGES


class FilterError(ValueError):
    """A filter that cannot be read; its message says what would be right."""


Test = Callable[[Listed], bool]

_NUMBERS = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_STATUS = re.compile(r"[1-5](?:\d\d|xx)")
_DURATION = re.compile(r"([<>])(\d+(?:\.\d+)?)(ns|us|µs|ms|s)")
_UNITS = {"ns": 1, "us": 1_000, "µs": 1_000, "ms": 1_000_000, "s": 1_000_000_000}
_OUTCOMES = ("returned", "raised", "cancelled", "running")


def filtered(exchanges: Iterable[Listed], words: str) -> list[Listed]:
    """Those that fit all words. Raises FilterError."""
    exchanges = list(exchanges)
    tests = [_test(word, exchanges) for word in words.split()]
    return [exchange for exchange in exchanges if all(test(exchange) for test in tests)]


def _test(word: str, exchanges: Iterable[Listed]) -> Test:
    if _STATUS.fullmatch(word):
        return lambda exchange: _fits_status(exchange.status, word)
    if found := _NUMBERS.fullmatch(word):
        lowest, highest = int(found[1]), int(found[2] or found[1])
        return lambda exchange: lowest <= exchange.exchange <= highest
    if word[0] in "<>":
        return _duration(word)
    if word.startswith("in:"):
        return _stage(word.removeprefix("in:"))
    if word.startswith("lane:"):
        return _lane(word.removeprefix("lane:"), {exchange.lane for exchange in exchanges})
    if word in _OUTCOMES:
        return lambda exchange: exchange.outcome == word
    lower = word.lower()
    return lambda exchange: lower in exchange.line.lower() or lower in _spelled(exchange.names)


@lru_cache(maxsize=1024)
def _spelled(names: frozenset[str]) -> str:
    """All names at once, to look for a word in."""
    return "\n".join(names).lower()


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


def _lane(name: str, lanes: Collection[str]) -> Test:
    if lanes and name not in lanes:
        raise FilterError(f"{name!r} is no lane: there is {', '.join(sorted(lanes))}")
    return lambda exchange: exchange.lane == name
