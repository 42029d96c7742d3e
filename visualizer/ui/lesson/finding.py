"""Finding events: by a selector (`second receive exit in asgi`), or by any words of a row's label and fact."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from visualizer.replay import Score, Selector, SelectorError
from visualizer.ui.lesson.facts import fact, label

MOST = 200
"""Steps that are offered."""

FARTHEST = 50_000
"""Steps that are looked at for words: as many as a key press has time for."""


class Found(NamedTuple):
    """A step that fits."""

    step: int
    phase: str
    label: str
    fact: str
    lanes: tuple[str, ...]


def find(score: Score, words: str) -> list[Found]:
    """The steps that fit, in their order; none for no words."""
    if not words.strip():
        return []
    return list(islice(_by_selector(score, words), MOST)) or list(islice(_by_words(score, words.lower()), MOST))


def _by_selector(score: Score, words: str) -> Iterator[Found]:
    """All that the selector fits; of one that counts (`second receive`) the one that it means."""
    try:
        selector = Selector.parse(words)
        one = selector.find(score)
    except SelectorError:
        return iter(())
    steps = selector.steps(score) if selector.ordinal == 1 or one is None else [one]
    return (found_at(score, step) for step in steps)


def _by_words(score: Score, words: str) -> Iterator[Found]:
    parts = words.split()
    for step in range(min(len(score.steps), FARTHEST)):
        found = found_at(score, step)
        text = f"{found.label} {found.fact} {found.phase} {' '.join(found.lanes)}".lower()
        if all(part in text for part in parts):
            yield found


def found_at(score: Score, number: int) -> Found:
    """What a step is called."""
    lanes = [(lane, event) for lane, event in enumerate(score.steps[number].events) if event is not None]
    said = score.event(*lanes[0])
    names = tuple(score.lanes[lane] for lane, _ in lanes)
    return Found(number, said.phase, label(said.stage, said.name), fact(said), names)
