"""Indentation by itself, and words found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.ui.code.finding import find
from visualizer.ui.code.typing import indent_of, shifted, step_back


@pytest.mark.parametrize(
    ("before", "spaces"),
    [("", 0), ("a = 1", 0), ("    a = 1", 4), ("def f():", 4), ("    if a:  ", 8), ("\tx", 1), ("    ", 4)],
)
def test_a_new_line_is_as_far_in_as_it_should_be(before: str, spaces: int) -> None:
    assert len(indent_of(before, 4)) == spaces


@pytest.mark.parametrize(
    ("before", "back"), [("", 1), ("a", 1), ("    ", 4), ("     ", 1), ("        ", 4), ("   ", 3), ("\t", 1)]
)
def test_one_key_steps_back_out_of_an_indentation(before: str, back: int) -> None:
    assert step_back(before, 4) == back


@pytest.mark.parametrize(
    ("line", "by", "then"),
    [("a", 4, "    a"), ("", 4, ""), ("  ", 4, "  "), ("     a", -4, " a"), ("  a", -4, "a"), ("a", -4, "a")],
)
def test_a_line_goes_in_and_out(line: str, by: int, then: str) -> None:
    assert shifted(line, by) == then


def test_words_are_found_one_after_another_and_round_the_end() -> None:
    lines = ["Hello hello", "", "hello"]
    places = [(0, 0)]
    for _ in range(3):
        found = find("HELLO", lines, places[-1])
        assert found is not None
        places.append(found)
    assert places == [(0, 0), (0, 6), (2, 0), (0, 0)]
    assert find("nothing", lines, (0, 0)) is None
    assert find("", lines, (0, 0)) is None


@given(st.lists(st.text("ab", max_size=6), max_size=5), st.text("ab", min_size=1, max_size=2))
def test_what_is_found_stands_there(lines: list[str], words: str) -> None:
    found = find(words, lines, (-1, 0))
    if found is None:
        assert not any(words in line for line in lines)
    else:
        row, column = found
        assert lines[row].startswith(words, column)
