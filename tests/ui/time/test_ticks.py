from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.replay import Window
from visualizer.ui.time.ticks import ROOM, Tick, distance, ticks

MS, S = 1_000_000, 1_000_000_000


@pytest.mark.parametrize(
    ("begin", "end", "columns", "labels"),
    [
        (0, 35 * MS, 73, ["0", "10 ms", "20 ms", "30 ms"]),
        (0, 900_000, 73, ["0", "200 µs", "400 µs", "600 µs", "800 µs"]),
        (0, 2 * S, 60, ["0", "0.5 s", "1.0 s", "1.5 s", "2.0 s"]),
        (1_234_500_000, 1_236_000_000, 60, ["1.2345 s", "1.2350 s", "1.2355 s", "1.2360 s"]),
        (-3 * MS, 6 * MS, 40, ["0.0 ms", "5 ms"]),
        (0, 100, 100, ["0", "20 ns", "40 ns", "60 ns", "80 ns", "100 ns"]),
    ],
)
def test_round_times_in_one_unit(begin: int, end: int, columns: int, labels: list[str]) -> None:
    found = [tick.label for tick in ticks(Window(begin, end, columns))]
    assert found == [label.replace("0.0 ms", "0") for label in labels]


def test_a_tick_stands_where_its_time_is() -> None:
    assert ticks(Window(0, 40 * MS, 80)) == [
        Tick(0, "0"),
        Tick(20, "10 ms"),
        Tick(40, "20 ms"),
        Tick(60, "30 ms"),
        Tick(79, "40 ms"),
    ]


@given(st.integers(-(10**10), 10**12), st.integers(1, 10**12), st.integers(1, 200))
def test_ticks_have_their_room_and_are_told_apart(begin: int, extent: int, columns: int) -> None:
    window = Window(begin, begin + max(extent, columns), columns)
    found = ticks(window)
    columns_of = [tick.column for tick in found]
    assert columns_of == sorted(columns_of)
    assert all(0 <= column < columns for column in columns_of)
    assert all(after - before >= ROOM - 1 for before, after in pairwise(columns_of[:-1]))
    assert len({tick.label for tick in found}) == len(found)
    _, step = distance(window)
    assert str(step).strip("0") in ("1", "2", "5")
