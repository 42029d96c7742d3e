"""The home screen's entries as plain data: the lessons by part, then the other ways in; filtered by what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.course import Card

PARTS = {
    1: "One request, by hand",
    2: "Bodies and streaming",
    3: "Servers and concurrency",
    4: "Async Django",
    5: "Beyond HTTP, and deployment",
}
"""What the parts of the curriculum are about."""


INSIDE = "In their text"
"""The heading of lessons that are found by what stands in them."""


class Way(Enum):
    """The ways in that are no lesson; the value is what the entry says."""

    REQUEST = "Send your own request"
    RECORDING = "Open a recording"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between entries that cannot be chosen."""

    text: str
    ids: tuple[str, ...] = ()
    """The lessons of the part."""


def entries(cards: Sequence[Card], query: str = "", inside: Sequence[Card] = ()) -> list[Heading | Way | Card]:
    """Headings with what stands below them, as far as it matches; a heading with nothing below is left out.

    `inside` are lessons in whose text the words are; those that match anyway stand in their own part.
    """
    found: list[Heading | Way | Card] = []
    for heading, group in _groups(cards):
        matching = [entry for entry in group if matches(entry, query)]
        ids = tuple(entry.id for entry in group if not isinstance(entry, Way))
        found += [Heading(heading, ids), *matching] if matching else []
    others = [card for card in inside if card not in found]
    return [*found, Heading(INSIDE), *others] if others else found


def matches(entry: Way | Card, query: str) -> bool:
    """Whether each word of the query is in what the entry says; a number alone means the lesson of that number."""
    if isinstance(entry, Way):
        text = entry.value
    else:
        text = " ".join((str(entry.number), entry.id, entry.title, entry.summary, *entry.terms))
    if query.strip().isdecimal() and not isinstance(entry, Way):
        return str(entry.number).startswith(query.strip())
    return all(word in text.casefold() for word in query.casefold().split())


def part_name(part: int) -> str:
    """A part with its number, as the list and the preview say it."""
    name = PARTS.get(part)
    return f"Part {_roman(part)} · {name}" if name else f"Part {_roman(part)}"


def _groups(cards: Sequence[Card]) -> Iterator[tuple[str, list[Way | Card]]]:
    for part in sorted({card.part for card in cards}):
        yield part_name(part), [card for card in cards if card.part == part]
    yield "Your own", list(Way)


def _roman(number: int) -> str:
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[number // 10] + ones[number % 10]
