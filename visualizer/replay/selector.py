"""Selectors: which events of a score are meant, in words: `second receive exit in asgi`, `view enter`, `last chunk`.

    [ORDINAL] WHAT [enter | exit] [in LANE] [of exchange N | #N]

ORDINAL is first (the default), second, …, tenth, a number with its ending (`12th`), or last. WHAT is a stage (`view`:
the view itself; `parse`: of the head; `scope`: the call with it), an event's name or its first words
(`SessionMiddleware`, `http.response.start`, `URL match`, `SQL`), or both (`middleware SessionMiddleware`). `enter`, the
default, means points too. The ordinal counts steps, so what stands level in several lanes counts once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from visualizer.replay.label import Label
from visualizer.replay.score import Score
from visualizer.vocabulary.names import KINDS
from visualizer.vocabulary.stages import STAGES

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
LAST = -1

_EXCHANGE = re.compile(r"\s+(?:of\s+exchange\s+|#)(\S+)$")
_LANE = re.compile(r"\s+in\s+(\S+)$")
_PHASE = re.compile(r"\s+(enter|exit)$")
_NUMBER = re.compile(r"([1-9][0-9]{0,6})(?:st|nd|rd|th)$")


class SelectorError(ValueError):
    """A selector that cannot be read, or that means nothing in a score; its message says what would be right."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A parsed selector. `str()` gives it back in full."""

    what: str
    stage: str | None = None
    """Where `what` named one."""
    name: str | None = None
    """Of the event, or its first words; None where the stage alone was named."""
    ordinal: int = 1
    """Which of those that fit, from 1; LAST for the last."""
    phase: str = "enter"
    lane: str | None = None
    """The lane's name; None for any."""
    exchange: int | None = None
    """The exchange's number, from 1; None for any."""

    @classmethod
    def parse(cls, text: str) -> Selector:
        """The selector that `text` spells. Raises SelectorError."""
        rest = " ".join(text.split())
        rest, exchange = _cut_off(_EXCHANGE, rest)
        rest, lane = _cut_off(_LANE, rest)
        rest, phase = _cut_off(_PHASE, rest)
        what, ordinal = _ordinal(rest)
        if exchange is not None and not re.fullmatch("[1-9][0-9]{0,6}", exchange):
            raise SelectorError(f"{text!r}: an exchange is a number from 1, not {exchange!r}")
        if not what or what in ("enter", "exit") or what.startswith(("in ", "of exchange ")):
            raise SelectorError(f"{text!r} names no event: say `[second] NAME [enter|exit] [in LANE] [of exchange N]`")
        stage, name = _stage_and_name(what)
        number = int(exchange) if exchange else None
        return cls(what, stage, name, ordinal, phase or "enter", lane, number)

    def __str__(self) -> str:
        lane = f" in {self.lane}" if self.lane else ""
        exchange = f" of exchange {self.exchange}" if self.exchange else ""
        return f"{_in_words(self.ordinal)} {self.what} {self.phase}{lane}{exchange}"

    def fits(self, label: Label) -> bool:
        """Whether an event with this label is one that is meant, lane, exchange and ordinal apart."""
        if label.is_exit != (self.phase == "exit"):
            return False
        return self.names(label)

    def names(self, label: Label) -> bool:
        """Whether this label has the stage and name that are meant, whatever its phase."""
        if self.stage is not None and label.stage != self.stage:
            return False
        if self.name is None:
            return label.stands_for_stage
        return label.name == self.name or label.name.startswith(self.name + " ")

    def steps(self, score: Score) -> list[int]:
        """All steps that fit, ordinal apart, ascending. Raises SelectorError for a lane that there is not."""
        if self.lane is not None and self.lane not in score.lanes:
            raise SelectorError(f"`{self}`: there is no lane {self.lane!r}{_instead(self.lane, score.lanes)}")
        lanes = range(len(score.lanes)) if self.lane is None else [score.lanes.index(self.lane)]
        return sorted({score.step_of(lane, event) for lane in lanes for event in self._events(score, lane)})

    def find(self, score: Score) -> int | None:
        """The step that is meant; None where there is none (yet: a trace may grow)."""
        steps = self.steps(score)
        if self.ordinal == LAST:
            return steps[-1] if steps else None
        return steps[self.ordinal - 1] if len(steps) >= self.ordinal else None

    def resolve(self, score: Score) -> int:
        """The step that is meant. Raises SelectorError, saying what there is, where there is none."""
        found = self.find(score)
        if found is None:
            raise SelectorError(f"`{self}`: {self._why_not(score)}")
        return found

    def _events(self, score: Score, lane: int) -> Iterator[int]:
        index = score.layout.indexes[lane]
        wanted = {number for number, label in enumerate(index.labels.all) if self.fits(label)}
        if not wanted:
            return
        for event, number in enumerate(index.label):
            if number in wanted and self.exchange in (None, index.exchange[event]):
                yield event

    def _why_not(self, score: Score) -> str:
        if self.exchange is not None and self.exchange > score.exchanges:
            return f"there is no exchange {self.exchange}: there are {score.exchanges}"
        count = len(self.steps(score))
        if count:
            return f"there are only {count}"
        labels = score.layout.labels.all
        if not any(self.names(label) for label in labels):
            return f"nothing of that name happened{_instead(self.what, _names(labels))}"
        if not any(self.fits(label) for label in labels):
            return f"it has no {self.phase}: it is a point, or a span that has not ended"
        return "it happened, but not in that lane or exchange"


def _cut_off(pattern: re.Pattern[str], text: str) -> tuple[str, str | None]:
    found = pattern.search(text)
    return (text[: found.start()], found[1]) if found else (text, None)


def _ordinal(text: str) -> tuple[str, int]:
    word, _, rest = text.partition(" ")
    if word in ORDINALS:
        return rest, ORDINALS.index(word) + 1
    if word == "last":
        return rest, LAST
    number = _NUMBER.match(word)
    return (rest, int(number[1])) if number else (text, 1)


def _in_words(ordinal: int) -> str:
    if ordinal == LAST:
        return "last"
    if ordinal <= len(ORDINALS):
        return ORDINALS[ordinal - 1]
    ending = "th" if ordinal % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(ordinal % 10, "th")
    return f"{ordinal}{ending}"


def _stage_and_name(what: str) -> tuple[str | None, str | None]:
    """Of `view` the stage, of `URL match` the name, of `view URL match` both."""
    first, _, rest = what.partition(" ")
    if first not in STAGES:
        return None, what
    return first, rest or None


def _names(labels: list[Label]) -> list[str]:
    kinds = [kind.name.strip() for kind in KINDS]
    return list(dict.fromkeys([*(label.name for label in labels), *(label.stage for label in labels), *kinds]))


def _instead(word: str, words: tuple[str, ...] | list[str]) -> str:
    """What may have been meant."""
    close = get_close_matches(word.lower(), {other.lower(): other for other in words}, n=3, cutoff=0.5)
    by_lower = {other.lower(): other for other in words}
    near = [by_lower[other] for other in close] or list(words)[:5]
    return f"; there is {', '.join(near)}" if near else ""
