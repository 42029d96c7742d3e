from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from visualizer.replay.counter import BLOCK, Counter


def test_what_it_is_at_a_moment_and_the_most_in_a_stretch() -> None:
    found = Counter()
    assert (found.at(5), found.latest, found.highest, found.within(0, 9)) == (0, 0, 0, (0, None))
    found.add(10, 1, 7)
    found.add(20, 1, 8)
    found.add(30, -1, 9)
    assert [found.at(time) for time in (9, 10, 20, 30)] == [0, 1, 2, 1]
    assert (found.latest, found.highest, len(found)) == (1, 2, 3)
    assert found.within(0, 10) == (0, None)
    assert found.within(0, 11) == (1, 7)
    assert found.within(12, 19) == (1, 7)
    assert found.within(12, 40) == (2, 9)
    assert found.within(30, 31) == (1, 9)
    assert found.within(20, 20) == (2, 8)


def test_what_comes_late_counts_from_when_it_was() -> None:
    found = Counter()
    for time in (10, 20, 30):
        found.add(time, 1)
    found.add(15, 1)
    assert [found.at(time) for time in (10, 15, 20, 30)] == [1, 2, 3, 4]
    found.set(40, 0)
    assert found.within(35, 50) == (4, None)


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(-3, 3)), max_size=5 * BLOCK),
    st.integers(-1, 400),
    st.integers(1, 300),
)
def test_like_counting_one_by_one(changes: list[tuple[int, int]], begin: int, size: int) -> None:
    found = Counter()
    for number, (time, more) in enumerate(changes):
        found.add(time, more, number)

    def at(moment: int) -> int:
        return sum(more for time, more in changes if time <= moment)

    assert found.at(begin) == at(begin)
    ordered = sorted(changes, key=lambda change: change[0])
    reached, levels = at(begin), [at(begin)]
    for time, more in ordered:
        if begin < time < begin + size:
            reached += more
            levels.append(reached)
    assert found.within(begin, begin + size)[0] == max(levels)


def test_the_most_of_many_changes_is_found_in_whole_blocks_and_at_both_ends() -> None:
    found = Counter()
    for time in range(5 * BLOCK):
        found.add(time, 3 if time == 2 * BLOCK + 5 else -3 if time == 2 * BLOCK + 6 else 1 if time % 2 else -1)
    assert found.within(7, 4 * BLOCK + 3)[0] == max(found.at(time) for time in range(7, 4 * BLOCK + 3))
