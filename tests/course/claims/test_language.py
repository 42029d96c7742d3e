"""The whitelist: what is a claim, and what never is."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.course.claims import ClaimError, parse
from visualizer.course.claims.language import LENGTH_LIMIT, absolute_times, names


@pytest.mark.parametrize(
    "expression",
    [
        'wsgi.view.thread == "MainThread"',
        "all.statuses == [200, 404]",
        'asgi.count("receive", outcome="returned") + 1 <= 2 * 3 / 4 - -1',
        'not (b"a" in asgi[2].body or None == True) and len(asgi.threads) not in (1, 2.5)',
        "wsgi.status ==\n200",
    ],
)
def test_what_a_claim_may_say(expression: str) -> None:
    assert isinstance(parse(expression), ast.expr)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "a b",
        "a = 1",
        "lambda: 1",
        "[x for x in wsgi]",
        "wsgi if asgi else 1",
        "2 ** 2",
        "1 % 2",
        "a is b",
        "{1: 2}",
        "{1}",
        "f'{a}'",
        "wsgi[1:2]",
        "(x := 1)",
        "print(*a)",
        "len(**a)",
        "wsgi.__class__",
        "wsgi._run",
        "1j",
        "...",
        "await a",
        "~1",
        "a\0b",
        "(" * 500 + ")" * 500,
        "-" * 1900 + "1",
        "a" * (LENGTH_LIMIT + 1),
    ],
)
def test_what_no_claim_says(expression: str) -> None:
    with pytest.raises(ClaimError):
        parse(expression)


@given(st.text() | st.text(alphabet="wsgi.()[]'\"=0 andot+-"))
def test_any_text_is_a_claim_or_an_error(text: str) -> None:
    try:
        tree = parse(text)
    except ClaimError as error:
        tree = None
        text = str(error)
    assert tree is not None or text


def test_names_are_the_lanes_that_are_asked() -> None:
    assert names(parse('len(wsgi.threads) == all.hops and asgi("a").b')) == {"wsgi", "all", "asgi"}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("wsgi.duration < 1000", 1),
        ("2 < wsgi.view.duration", 1),
        ('wsgi.between("a", "b") < 5', 1),
        ("wsgi.duration > 0", 0),
        ("wsgi.duration < asgi.duration", 0),
        ("wsgi.duration / asgi.duration < 2", 0),
        ("wsgi.status == 200", 0),
        ("wsgi.duration < 2 * asgi.duration", 0),
    ],
)
def test_a_duration_is_never_compared_with_a_number(expression: str, found: int) -> None:
    assert len(absolute_times(parse(expression))) == found
