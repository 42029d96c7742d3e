"""Which parts of two values differ, as they are shown: found word by word, so that a reader sees the few that matter.

What differs in any two runs (a Date, a port) stands there as each of them has it, and is not marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from visualizer.replay.said import unsaid

MOST_WORDS = 400
"""Words that are compared one by one; of longer texts equal beginnings and ends are set aside."""

CONTEXT = 40
"""Characters that are shown of what is equal, beside what differs."""

UNSAID = "\0"
"""The word that stands for whatever does not count."""

_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)


class Part(NamedTuple):
    """A piece of one of the texts."""

    text: str
    differs: bool


Parts = tuple[Part, ...]


class Word(NamedTuple):
    """A word: what it is compared by, and what it says."""

    key: str
    text: str


Stretch = tuple[bool, int, int, int, int]
"""Whether words are equal, and which: from, to in the left text, from, to in the right one."""


def marked(left: str, right: str) -> tuple[Parts, Parts]:
    """Both texts in pieces; what is equal and far from any difference is cut to `…`."""
    ones, others = list(_words(left)), list(_words(right))
    if max(len(ones), len(others)) > MOST_WORDS:
        return _parts(_ends(ones, others), ones, others, CONTEXT)
    matcher = SequenceMatcher(None, [word.key for word in ones], [word.key for word in others], autojunk=False)
    stretches = [(tag == "equal", a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes()]
    return _parts(stretches, ones, others, CONTEXT)


def roughly_marked(left: str, right: str, context: int = CONTEXT) -> tuple[Parts, Parts]:
    """The same, where only beginnings and ends are compared: as quick for long texts as for short ones."""
    ones, others = list(_words(left)), list(_words(right))
    return _parts(_ends(ones, others), ones, others, context)


def _words(text: str) -> Iterator[Word]:
    done = 0
    for begin, end in unsaid(text):
        if begin >= done:
            yield from (Word(word, word) for word in _WORDS.findall(text[done:begin]))
            yield Word(UNSAID, text[begin:end])
            done = end
    yield from (Word(word, word) for word in _WORDS.findall(text[done:]))


def _ends(ones: Sequence[Word], others: Sequence[Word]) -> list[Stretch]:
    """What is equal at the beginning, what differs, what is equal at the end."""
    shortest = min(len(ones), len(others))
    begin = next((at for at in range(shortest) if ones[at].key != others[at].key), shortest)
    rest = shortest - begin
    end = next((back for back in range(rest) if ones[-1 - back].key != others[-1 - back].key), rest)
    left, right = len(ones) - end, len(others) - end
    return [
        (True, 0, begin, 0, begin),
        (False, begin, left, begin, right),
        (True, left, len(ones), right, len(others)),
    ]


def _parts(
    stretches: Sequence[Stretch], ones: Sequence[Word], others: Sequence[Word], context: int
) -> tuple[Parts, Parts]:
    """The words of both texts, put together."""
    sides: tuple[list[Part], list[Part]] = [], []
    for number, (same, a, b, c, d) in enumerate(stretches):
        for side, words in zip(sides, (ones[a:b], others[c:d]), strict=True):
            text = "".join(word.text for word in words)
            if same:
                text = _short(text, context, is_first=number == 0, is_last=number == len(stretches) - 1)
            if text:
                side.append(Part(text, not same))
    return tuple(sides[0]), tuple(sides[1])


def _short(text: str, context: int, *, is_first: bool, is_last: bool) -> str:
    """An equal piece: of a long one what stands beside a difference."""
    if len(text) <= 2 * context + len(" … "):
        return text
    return f"{'' if is_first else text[:context]} … {'' if is_last else text[-context:]}"
