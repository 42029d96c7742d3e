from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from visualizer.replay import Window

SPAN = (1_000, 2_000)


def test_zooming_keeps_the_moment_in_its_column() -> None:
    closer = Window(1_000, 2_000, 100).zoom(0.5, SPAN, at=1_200)
    assert (closer.begin, closer.end) == (1_100, 1_600)
    assert closer.column_of(1_200) == 20
    assert closer.zoom(2, SPAN, at=1_200) == Window(1_000, 2_000, 100)
    assert Window(1_000, 2_000, 100).zoom(0.5, SPAN) == Window(1_250, 1_750, 100)


def test_zooming_ends_at_a_nanosecond_a_column_and_at_the_span() -> None:
    assert Window(1_000, 2_000, 100).zoom(0.000_001, SPAN).extent == 100
    assert Window(1_400, 1_500, 100).zoom(1_000, SPAN) == Window(1_000, 2_000, 100)


def test_panning_ends_where_the_span_ends() -> None:
    window = Window(1_400, 1_500, 10)
    assert window.pan(3, SPAN) == Window(1_430, 1_530, 10)
    assert window.pan(-3, SPAN) == Window(1_370, 1_470, 10)
    assert window.pan(1_000, SPAN) == Window(1_900, 2_000, 10)
    assert window.pan(-1_000, SPAN) == Window(1_000, 1_100, 10)


def test_a_moment_is_brought_into_the_window() -> None:
    window = Window(1_400, 1_500, 10)
    assert window.show(1_450, SPAN) is window
    assert window.show(1_800, SPAN) == Window(1_750, 1_850, 10)
    assert window.show(1_999, SPAN) == Window(1_900, 2_000, 10)


def test_all_of_the_span() -> None:
    assert Window(1_400, 1_500, 10).fit(SPAN) == Window(1_000, 2_000, 10)
    assert Window(0, 5, 10).fit((7, 7)) == Window(7, 17, 10)


@given(
    st.integers(0, 10**9),
    st.integers(200, 10**9),
    st.lists(st.tuples(st.floats(0.01, 100), st.integers(-300, 300)), max_size=10),
)
def test_no_way_leads_out_of_the_span(begin: int, extent: int, moves: list[tuple[float, int]]) -> None:
    span = begin, begin + extent
    window = Window(0, 1, 100).fit(span)
    for factor, columns in moves:
        window = window.zoom(factor, span).pan(columns, span)
        assert span[0] <= window.begin < window.end <= span[1]
        assert window.extent >= window.columns
