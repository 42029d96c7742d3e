from hypothesis import given
from hypothesis import strategies as st

from visualizer.ui.canvas import BLANK, Line, Span
from visualizer.ui.canvas.line import lay_out, width_of


def text_of(spans: list[Span]) -> str:
    return "".join(span.text for span in spans)


def test_pads_between_left_and_right() -> None:
    assert text_of(lay_out(Line((Span("left"),), (Span("right"),)), 14)) == "left     right"


def test_cuts_the_left_with_a_mark_and_keeps_the_right() -> None:
    assert text_of(lay_out(Line((Span("SessionMiddleware"),), (Span("12 µs"),)), 16)) == "SessionMi… 12 µs"


def test_a_piece_that_ends_at_the_edge_makes_room_for_the_mark() -> None:
    assert text_of(lay_out(Line((Span("abcd"), Span("ef"))), 4)) == "abc…"


def test_a_right_side_that_would_take_more_than_half_is_cut() -> None:
    assert text_of(lay_out(Line((Span("name"),), (Span("a very long fact"),)), 12)) == "name  a ver…"


def test_no_room_at_all() -> None:
    assert lay_out(Line((Span("name"),)), 0) == []


def test_control_bytes_are_drawn() -> None:
    assert text_of(lay_out(Line((Span("\x1b[31m\x00"),)), 8)) == "␛[31m␀  "


def test_wide_letters_take_two_cells() -> None:
    assert text_of(lay_out(Line((Span("日本語"),)), 5)) == "日本…"
    assert text_of(lay_out(Line((Span("日本語"),)), 4)) == "日… "


def test_text_of_a_line_is_what_it_says() -> None:
    assert Line((Span("a"), Span("b")), (Span("c"),)).text == "ab  c"
    assert BLANK.text == ""


@given(
    st.lists(st.builds(Span, st.text(max_size=12))),
    st.lists(st.builds(Span, st.text(max_size=6)), max_size=2),
    st.integers(0, 40),
)
def test_a_line_takes_exactly_its_width_and_holds_nothing_that_steers_a_terminal(
    left: list[Span], right: list[Span], width: int
) -> None:
    laid = text_of(lay_out(Line(tuple(left), tuple(right)), width))
    assert width_of(laid) == width
    assert laid.isprintable()
