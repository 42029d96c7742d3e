from hypothesis import given
from hypothesis import strategies as st

from visualizer.ui.canvas import Span, wrap
from visualizer.ui.canvas.line import width_of


def test_breaks_at_spaces() -> None:
    lines = wrap([Span("the middleware has the request")], 15)
    assert [line.text.rstrip() for line in lines] == ["the middleware", "has the request"]


def test_breaks_a_word_that_is_too_long() -> None:
    assert [line.text for line in wrap([Span("abcdefgh")], 3)] == ["abc", "def", "gh"]


def test_indents_what_follows_the_first_line() -> None:
    assert [line.text for line in wrap([Span("key: one two")], 9, indent=2)] == ["key: one ", "  two"]


def test_keeps_looks_and_joins_neighbours() -> None:
    (line,) = wrap([Span("a b ", "strong"), Span("c")], 10)
    assert line.left == (Span("a b ", "strong"), Span("c"))


def test_nothing_is_one_empty_line() -> None:
    assert [line.text for line in wrap([], 5)] == [""]


@given(st.text(), st.integers(2, 30), st.integers(0, 4))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int, indent: int) -> None:
    lines = wrap([Span(text)], width, indent=min(indent, width - 2))
    assert all(width_of(line.text) <= width for line in lines)
    shown = "".join(line.text for line in lines).replace(" ", "")
    (whole,) = wrap([Span(text)], 10_000_000)
    assert shown == whole.text.replace(" ", "")
