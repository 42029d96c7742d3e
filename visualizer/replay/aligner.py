"""The one aligner: says which items of several sequences stand level; stepping, rows and comparisons all use it.

Two sequences of keys are level where they have a longest common subsequence. What has no partner there is a gap, also
when its key stands elsewhere in the other sequence: no sequence is ever put into another order. Keys have tiers, and a
higher tier never moves what a lower one has settled: so events that another process reports, in an order that the clock
decides anew in each run, cannot change how the rest is aligned. More than two sequences are merged one after another.

Deterministic. O(n log n) where keys are unique in their sequence, as those of a lane are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence

Level = tuple[int | None, ...]
"""For each sequence the position of its item, or None for a gap."""


def align(sequences: Sequence[Sequence[Hashable]], tier: Callable[[Hashable], int] = lambda key: 0) -> list[Level]:
    """The levels of these sequences, from the first to the last.

    Every item of every sequence stands on exactly one level, in the order of its sequence; items that share a level
    have equal keys. Between two shared levels comes what only the first sequence has, then what only the second has;
    after the last one the shorter rest comes first, since in a live run that sequence is behind: what it alone has so
    far will stand before what it has not come to yet.
    """
    levels: list[Level] = [(position,) for position in range(len(sequences[0]))] if sequences else []
    merged = list(sequences[0]) if sequences else []
    for width, sequence in enumerate(sequences[1:], start=1):
        pairs = common(merged, sequence, tier)
        levels, merged = _merge(levels, merged, sequence, pairs, width)
    return levels


def common(
    left: Sequence[Hashable], right: Sequence[Hashable], tier: Callable[[Hashable], int]
) -> list[tuple[int, int]]:
    """Positions of equal items in both, ascending in both, as many as can be, the lowest tier first."""
    shortest = min(len(left), len(right))
    begin = 0
    while begin < shortest and left[begin] == right[begin]:
        begin += 1
    end = 0
    while end < shortest - begin and left[-1 - end] == right[-1 - end]:
        end += 1
    head = [(position, position) for position in range(begin)]
    tail = [(len(left) - back, len(right) - back) for back in range(end, 0, -1)]
    return head + _between(left, right, begin, end, tier) + tail


def _between(
    left: Sequence[Hashable], right: Sequence[Hashable], begin: int, end: int, tier: Callable[[Hashable], int]
) -> list[tuple[int, int]]:
    """The common items of what is left when equal beginnings and ends are taken off."""
    places: dict[Hashable, list[int]] = {}
    for position in range(len(left) - end - 1, begin - 1, -1):
        places.setdefault(left[position], []).append(position)
    tiers: dict[int, list[tuple[int, int]]] = {}
    for position in range(begin, len(right) - end):
        key = right[position]
        if key in places:
            tiers.setdefault(tier(key), []).extend((place, position) for place in places[key])
    settled: list[tuple[int, int]] = []
    for _, candidates in sorted(tiers.items()):
        settled = sorted(settled + _longest(_fitting(candidates, settled)))
    return settled


def _fitting(candidates: list[tuple[int, int]], settled: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those candidates that cross none of the pairs that are settled."""
    lefts = [left for left, _ in settled]
    rights = [right for _, right in settled]
    return [(left, right) for left, right in candidates if bisect_left(lefts, left) == bisect_left(rights, right)]


def _longest(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that ascends in both positions.

    The pairs come ascending by their second position and, where that is equal, descending by the first (Hunt and
    Szymanski 1977), so a longest strictly increasing subsequence of the first positions is what is sought.
    """
    ends: list[int] = []
    last: list[int] = []
    before = [-1] * len(pairs)
    for number, (left, _) in enumerate(pairs):
        length = bisect_left(ends, left)
        if length:
            before[number] = last[length - 1]
        ends[length : length + 1] = [left]
        last[length : length + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _merge(
    levels: list[Level], merged: list[Hashable], sequence: Sequence[Hashable], pairs: list[tuple[int, int]], width: int
) -> tuple[list[Level], list[Hashable]]:
    """The levels with one sequence more, and the key of each."""
    gaps = (None,) * width
    new_levels: list[Level] = []
    keys: list[Hashable] = []
    left = right = 0
    for end_left, end_right in pairs:
        new_levels += [(*level, None) for level in levels[left:end_left]]
        new_levels += [(*gaps, position) for position in range(right, end_right)]
        new_levels.append((*levels[end_left], end_right))
        keys += [*merged[left:end_left], *sequence[right:end_right], merged[end_left]]
        left, right = end_left + 1, end_right + 1
    rests = [
        ([(*level, None) for level in levels[left:]], merged[left:]),
        ([(*gaps, position) for position in range(right, len(sequence))], sequence[right:]),
    ]
    for rest_levels, rest_keys in sorted(rests, key=lambda rest: len(rest[1])):
        new_levels += rest_levels
        keys += rest_keys
    return new_levels, keys
