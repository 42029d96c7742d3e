from __future__ import annotations

from collections.abc import Hashable
from difflib import SequenceMatcher
from itertools import combinations
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from visualizer.replay.aligner import align, common

sequences = st.lists(st.text("abcdef", min_size=1, max_size=1), max_size=8)
unique = st.lists(st.integers(0, 20), max_size=12, unique=True)


def test_equal_sequences_stand_level_all_through() -> None:
    assert align(["abc", "abc"]) == [(0, 0), (1, 1), (2, 2)]


def test_what_has_no_partner_is_a_gap() -> None:
    assert align(["ac", "abc"]) == [(0, 0), (None, 1), (1, 2)]


def test_the_first_sequence_comes_first_where_both_have_something_of_their_own() -> None:
    assert align(["a1b", "a2b"]) == [(0, 0), (1, None), (None, 1), (2, 2)]


def test_what_stands_in_another_order_has_a_level_in_each() -> None:
    assert align(["xabc", "abcx"]) == [(0, None), (1, 0), (2, 1), (3, 2), (None, 3)]


def test_three_sequences_are_merged_one_after_another() -> None:
    assert align(["ab", "b", "ac"]) == [(0, None, 0), (1, 0, None), (None, None, 1)]


def test_at_the_end_the_one_that_is_behind_comes_first() -> None:
    assert align(["a1234", "ah"]) == [(0, 0), (None, 1), (1, None), (2, None), (3, None), (4, None)]
    assert align(["ah", "a1234"]) == [(0, 0), (1, None), (None, 1), (None, 2), (None, 3), (None, 4)]


def test_no_sequence_and_empty_ones() -> None:
    assert align([]) == []
    assert align(["", ""]) == []
    assert align(["", "a"]) == [(None, 0)]


def test_a_higher_tier_never_moves_a_lower_one() -> None:
    def tier(key: Hashable) -> int:
        return int(str(key).isupper())

    assert align(["XYZa", "aXYZ"]) == [(None, 0), (0, 1), (1, 2), (2, 3), (3, None)]
    assert [level for level in align(["XYZa", "aXYZ"], tier) if None not in level] == [(3, 0)]


@given(unique, unique, st.permutations(["P", "Q"]), st.data())
def test_where_a_higher_tier_stands_changes_nothing_of_the_lower(
    left: list[int], right: list[int], extra: list[str], data: st.DataObject
) -> None:
    def tier(key: Hashable) -> int:
        return int(isinstance(key, str))

    disturbed: list[Hashable] = list(right)
    for item in extra:
        disturbed.insert(data.draw(st.integers(0, len(disturbed))), item)
    calm = [(left[a], right[b]) for a, b in common(left, right, tier)]
    both = [*left, "P", "Q"]
    assert [both[a] for a, b in common(both, disturbed, tier) if isinstance(both[a], int)] == [a for a, _ in calm]


@given(st.lists(sequences, min_size=1, max_size=4))
def test_every_item_is_there_once_in_order_and_level_with_equals_only(lanes: list[list[str]]) -> None:
    levels = align(lanes)
    for number, lane in enumerate(lanes):
        assert [level[number] for level in levels if level[number] is not None] == list(range(len(lane)))
    for level in levels:
        keys = {lane[at] for lane, at in zip(lanes, level, strict=True) if at is not None}
        assert len(keys) == 1


@given(sequences, sequences)
def test_as_many_as_can_be_are_level(left: list[str], right: list[str]) -> None:
    level = [pair for pair in align([left, right]) if None not in pair]
    assert len(level) == longest_common(left, right)
    assert len(level) >= sum(block.size for block in SequenceMatcher(None, left, right).get_matching_blocks())


def longest_common(left: list[str], right: list[str]) -> int:
    """By trying all."""
    shorter, longer = sorted((left, right), key=len)
    for size in range(len(shorter), 0, -1):
        if any(is_within(chosen, longer) for chosen in combinations(shorter, size)):
            return size
    return 0


def is_within(chosen: tuple[str, ...], items: list[str]) -> bool:
    rest = iter(items)
    return all(item in rest for item in chosen)


def test_a_long_sequence_in_another_order_is_aligned_at_once() -> None:
    # The bound is generous: what it excludes is time that grows with the square (100,000² steps take hours).
    left = list(range(100_000))
    right = [number ^ 3 for number in left]
    begin = perf_counter()
    levels = align([left, right])
    assert perf_counter() - begin < 20
    assert len(levels) >= 100_000
