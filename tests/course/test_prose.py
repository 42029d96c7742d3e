"""Markdown as plain lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.course.prose import inline, length, links, plain


def test_paragraphs_are_joined_and_wrapped() -> None:
    assert plain("One two\nthree.\n\n\nFour.", 9) == ["One two", "three.", "", "Four."]


def test_lists_hang() -> None:
    text = "- one two\n  three\n- four\n12. five six"
    assert plain(text, 12) == ["- one two", "  three", "- four", "12. five six"]


def test_code_and_tables_stay_as_they_are() -> None:
    text = "Text:\n\n```python\na  =  1\n\nb\n```\n\n    indented  code\n\n| a  | b |\n|----|---|"
    assert plain(text, 10) == [
        "Text:",
        "",
        "    a  =  1",
        "    ",
        "    b",
        "",
        "    indented  code",
        "",
        "| a  | b |",
        "|----|---|",
    ]


def test_a_fence_without_an_end_is_text() -> None:
    assert plain("Text\n```\ncode") == ["Text", "", "    code"]
    assert plain("```") == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** and *slanted*", "bold and slanted"),
        ("__bold__ and snake_case_name", "bold and snake_case_name"),
        ("`**kept**` and 2 * 3 * 4", "`**kept**` and 2 * 3 * 4"),
        ("[PEP](https://peps.python.org) here", "PEP (https://peps.python.org) here"),
    ],
)
def test_marks_are_taken_off_outside_code(text: str, shown: str) -> None:
    assert inline(text) == shown


def test_length_counts_lines_that_are_not_blank() -> None:
    assert length("One.\n\nTwo.") == 2
    assert length("word " * 31) == 3


def test_links_are_found_outside_code() -> None:
    text = "[a](x.py) `[b](y.py)` [c](https://z)\n\n```\n[d](w.py)\n```"
    assert links(text) == ["x.py", "https://z"]


@given(st.text())
def test_any_text_becomes_lines(text: str) -> None:
    lines = plain(text)
    assert all("\n" not in line for line in lines)
    assert length(text) <= len(lines)
