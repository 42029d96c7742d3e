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
    """Both texts in pieces, word by word; what is equal and far from any difference is cut to `…`."""
    ones, others = _WORDS.findall(left), _WORDS.findall(right)
    if max(len(ones), len(others)) > MOST_WORDS:
        return roughly_marked(left, right)
    codes = SequenceMatcher(None, ones, others, autojunk=False).get_opcodes()
    pieces = [("".join(ones[a:b]), "".join(others[c:d]), tag == "equal") for tag, a, b, c, d in codes]
    return _parts(pieces, CONTEXT)


def roughly_marked(left: str, right: str, context: int = CONTEXT) -> tuple[Parts, Parts]:
    """The same, where only beginnings and ends are compared: as quick for long texts as for short ones."""
    return _parts([(left[a:b], right[c:d], same) for a, b, c, d, same in _ends(left, right)], context)


def _parts(pieces: list[tuple[str, str, bool]], context: int) -> tuple[Parts, Parts]:
    """Pieces of both texts, and whether they are equal, as the parts of each."""
    last = len(pieces) - 1
    sides: tuple[list[Part], list[Part]] = [], []
    for number, (one, other, same) in enumerate(pieces):
        texts = (one, other)
        if same:
            begin, end = "" if number == 0 else one[:context], "" if number == last else one[-context:]
            texts = (one if len(one) <= 2 * context + 3 else f"{begin} … {end}",) * 2
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
