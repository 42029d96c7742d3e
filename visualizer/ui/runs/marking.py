"""Which parts of two texts differ: found as a diff finds words, so that a reader sees the few that matter."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_WORDS = 400
"""Words that are compared one by one; of longer texts equal beginnings and ends are set aside."""

CONTEXT = 40
"""Characters that are shown of what is equal, beside what differs."""

_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)


class Part(NamedTuple):
    """A piece of one of the texts."""

    text: str
    differs: bool


Parts = tuple[Part, ...]


def marked(left: str, right: str) -> tuple[Parts, Parts]:
    """Both texts in pieces; what is equal and far from any difference is cut to `…`."""
    ones, others = _WORDS.findall(left), _WORDS.findall(right)
    if max(len(ones), len(others)) > MOST_WORDS:
        blocks = _ends(left, right)
        pieces = [(left[a:b], right[c:d], same) for a, b, c, d, same in blocks]
    else:
        codes = SequenceMatcher(None, ones, others, autojunk=False).get_opcodes()
        pieces = [("".join(ones[a:b]), "".join(others[c:d]), tag == "equal") for tag, a, b, c, d in codes]
    last = len(pieces) - 1
    sides: tuple[list[Part], list[Part]] = [], []
    for number, (one, other, same) in enumerate(pieces):
        texts = (one, other)
        if same:
            texts = (_short(one, is_first=number == 0, is_last=number == last),) * 2
        for side, text in zip(sides, texts, strict=True):
            if text:
                side.append(Part(text, not same))
    return tuple(sides[0]), tuple(sides[1])


def _ends(left: str, right: str) -> list[tuple[int, int, int, int, bool]]:
    """What is equal at the beginning, what differs, what is equal at the end."""
    shortest = min(len(left), len(right))
    begin = next((at for at in range(shortest) if left[at] != right[at]), shortest)
    rest = shortest - begin
    end = next((back for back in range(rest) if left[-1 - back] != right[-1 - back]), rest)
    ones, others = len(left) - end, len(right) - end
    return [
        (0, begin, 0, begin, True),
        (begin, ones, begin, others, False),
        (ones, len(left), others, len(right), True),
    ]


def _short(text: str, *, is_first: bool, is_last: bool) -> str:
    """An equal piece: of a long one what stands beside a difference."""
    before = "" if is_first else text[:CONTEXT]
    after = "" if is_last else text[-CONTEXT:]
    return text if len(text) <= 2 * CONTEXT else f"{before} … {after}"
