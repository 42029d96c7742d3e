"""Where words are in a text, from a place on: round the end, whatever their case."""

from collections.abc import Sequence

Place = tuple[int, int]
"""A line and a column, from 0."""


def find(words: str, lines: Sequence[str], after: Place) -> Place | None:
    """The first place behind `after` at which the words are; before it where there is none; None where they are not."""
    wanted = words.casefold()
    if not wanted:
        return None
    found = [(row, at) for row, line in enumerate(lines) for at in _all(wanted, line.casefold())]
    return next((place for place in found if place > after), found[0] if found else None)


def _all(words: str, line: str) -> list[int]:
    places, at = [], line.find(words)
    while at >= 0:
        places.append(at)
        at = line.find(words, at + 1)
    return places
