"""Which parts of two texts differ: words, not characters; what is equal and far away is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.ui.runs.marking import MOST_WORDS, Parts, marked, roughly_marked


def told(parts: Parts) -> str:
    """The parts that differ in brackets."""
    return "".join(f"[{part.text}]" if part.differs else part.text for part in parts)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("'DENY'", "'SAMEORIGIN'", ("'[DENY]'", "'[SAMEORIGIN]'")),
        ("Hello, Ada!", "Hello, dear Ada!", ("Hello, Ada!", "Hello, [dear ]Ada!")),
        ("a=1; b=2", "a=3; b=2; c", ("a=[1]; b=2", "a=[3]; b=2[; c]")),
        ("", "new", ("", "[new]")),
        ("200", "'200'", ("200", "[']200[']")),
    ],
)
def test_words_that_differ(left: str, right: str, expected: tuple[str, str]) -> None:
    one, other = marked(left, right)
    assert (told(one), told(other)) == expected


def test_what_is_equal_and_far_away_is_cut() -> None:
    text = "word " * 60
    one, other = marked(f"{text}A {text}", f"{text}B {text}")
    assert "[A]" in told(one)
    assert told(other).startswith(" … ")
    assert told(other).endswith(" … ")
    assert len(told(one)) < 120


def test_long_texts_are_compared_from_both_ends() -> None:
    body = "x " * MOST_WORDS
    one, other = marked(f"{body}left{body}", f"{body}right{body}")
    assert ("[left" in told(one), "[right" in told(other)) == (True, True)


def test_what_differs_in_any_two_runs_is_not_marked() -> None:
    answers = [
        f"b'HTTP/1.1 200 OK␍␊Date: Tue, 24 Nov 2026 13:10:3{second} GMT␍␊Host: 127.0.0.1:{port}␍␊␍␊{body}'"
        for second, port, body in ((1, 40001, "one"), (5, 50002, "two"))
    ]
    for way in (marked, roughly_marked):
        left, right = way(*answers)
        assert [part.text for part in left if part.differs] == ["one"]
        assert [part.text for part in right if part.differs] == ["two"]
    assert "40001" in told(marked(*answers)[0])
    assert "50002" in told(marked(*answers)[1])


@given(st.text(alphabet="ab ,", max_size=30), st.text(alphabet="ab ,", max_size=30))
def test_the_parts_are_the_texts(left: str, right: str) -> None:
    one, other = marked(left, right)
    assert "".join(part.text for part in one) == left
    assert "".join(part.text for part in other) == right
    assert [part.text for part in one if not part.differs] == [part.text for part in other if not part.differs]
    assert any(part.differs for part in (*one, *other)) == (left != right)
