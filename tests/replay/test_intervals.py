from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from visualizer.replay.intervals import Intervals


def test_what_is_over_does_not_count() -> None:
    found = Intervals()
    found.add(10, 20, 7)
    assert found.within(0, 10) == (0, None)
    assert found.within(0, 11) == (1, 7)
    assert found.within(19, 25) == (1, 7)
    assert found.within(20, 25) == (0, None)
    found.begin(15, 8)
    assert found.within(16, 17) == (2, 8)
    assert found.within(90, 91) == (1, 8)
    assert len(found) == 2
    found.end(8, 95)
    assert found.within(95, 96) == (0, None)


def test_the_one_that_began_last_of_those_that_are_not_over() -> None:
    found = Intervals()
    found.begin(0, 1)
    found.begin(10, 2)
    found.begin(12, 3)
    found.end(3, 14)
    found.end(2, 20)
    assert found.within(13, 14) == (3, 3)
    assert found.within(15, 16) == (2, 2)
    assert found.within(30, 31) == (1, 1)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), max_size=20), st.integers(0, 100), st.integers(1, 20)
)
def test_like_counting_one_by_one(stretches: list[tuple[int, int]], begin: int, size: int) -> None:
    found = Intervals()
    for number, (start, length) in enumerate(stretches):
        found.add(start, start + length, number)
    there = [
        (start, number)
        for number, (start, length) in enumerate(stretches)
        if start < begin + size and start + length > begin
    ]
    assert found.within(begin, begin + size) == (len(there), max(there)[1] if there else None)
