"""Finding a lesson by what it says: its titles, its text, its terms and error messages, its code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from visualizer.course.lesson import Card
from visualizer.course.library import readable

_WEIGHTS = {"title": 100, "term": 50, "text": 10, "code": 1}


@dataclass(frozen=True, slots=True)
class Hit:
    """A lesson that has all the words."""

    card: Card
    where: str
    """In what: title, term, text or code."""
    line: str
    """The line that has most of them, as it stands."""
    number: int
    """Of that line in its file, from 1; 0 for a title or a term."""


def search(words: str, within: Path | None = None) -> tuple[Hit, ...]:
    """The lessons that have every one of the words, capitals apart, the best first; none for no words.

    Raises LessonError where the lessons cannot be listed.
    """
    wanted = words.lower().split()
    found = [hit for card in readable(within)[0] if (hit := _in_lesson(card, wanted))] if wanted else []
    return tuple(sorted(found, key=lambda hit: (-_WEIGHTS[hit.where], hit.card.number)))


def _in_lesson(card: Card, wanted: list[str]) -> Hit | None:
    text = _text(card.path)
    code = {path: _text(path) for path in sorted(card.folder.glob("project/**/*.py"))}
    everything = "\n".join([card.title, card.summary, *card.terms, text, *code.values()]).lower()
    if not all(word in everything for word in wanted):
        return None
    places: Iterable[tuple[str, list[str]]] = (
        ("title", [card.title]),
        ("term", [*card.terms, card.summary]),
        ("text", text.splitlines()),
        ("code", [line for lines in code.values() for line in lines.splitlines()]),
    )
    best = max((_best(where, lines, wanted) for where, lines in places), key=lambda each: each[0])
    _, where, line, number = best
    return Hit(card, where, line.strip(), number if where == "text" else 0)


def _best(where: str, lines: list[str], wanted: list[str]) -> tuple[float, str, str, int]:
    """How well the best line fits: how many of the words it has, then where it is."""
    scored = [(_score(line, wanted), -number, line) for number, line in enumerate(lines, start=1)]
    score, number, line = max(scored, default=(0.0, 0, ""))
    return score + _WEIGHTS[where] / 1_000 if score else 0.0, where, line, -number


def _score(line: str, wanted: list[str]) -> float:
    low = line.lower()
    return sum(1.0 + 0.01 * bool(re.search(rf"\b{re.escape(word)}\b", low)) for word in wanted if word in low)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
