"""A stream is cut into the same lines however it arrives, and an endless line is refused in time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.lab.lines import Lines, LineTooLong


@given(st.lists(st.binary()))
def test_lines_do_not_depend_on_how_they_arrive(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    lines = Lines()

    found = [line for piece in pieces for line in lines.feed(piece)]

    assert found == data.split(b"\n")[:-1]


def test_a_line_may_have_its_limit_and_no_more() -> None:
    assert Lines(4).feed(b"four\n") == [b"four"]
    with pytest.raises(LineTooLong, match="more than 4 bytes"):
        Lines(4).feed(b"five5\n")


def test_an_unfinished_line_is_refused_before_it_ends() -> None:
    lines = Lines(4)
    lines.feed(b"abc")
    with pytest.raises(LineTooLong):
        lines.feed(b"de")
