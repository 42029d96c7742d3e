import ast
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.probe import statements

CODE = dedent(
    """\
    data = recv()
    if emit.on:
        emit.point("socket", "recv")
    emit.enter("parse", "head")
    head = parse(
        data,
    )
    hold.block(event)
    emit.leave("parse", "head")
    with suppress(OSError):
        sock.shutdown()
        sock.close()
    emit.point("socket", "close")
    emit.enter("environ", "application")
    try:
        emit.point("x", "y")
        result = app()
    except ValueError:
        emit.leave("environ", "application", "raised")
    else:
        emit.leave("environ", "application")
    finally:
        emit.point("a", "b")
    for chunk in result:
        emit.point("response", "chunk")
    if a == b:
        emit.enter("last", "in block")
    done()
    @decorated
    def function(
        argument,
    ) -> int:
        emit.point("first", "in function")
        emit.enter("last", "in function")
    match a:
        case 1:
            emit.point("in", "case")
    x = lambda: 1
    """
)
TREE = ast.parse(CODE)


@pytest.mark.parametrize(
    ("mode", "line", "lines"),
    [
        ("before", 3, (1, 1)),
        ("after", 4, (5, 7)),
        ("before", 9, (5, 7)),
        ("before", 13, (11, 12)),
        ("after", 14, (17, 17)),
        ("before", 19, (18, 18)),
        ("before", 21, (17, 17)),
        ("before", 23, (17, 17)),
        ("before", 25, (24, 24)),
        ("after", 27, (28, 28)),
        ("before", 33, (30, 32)),
        ("after", 34, (30, 32)),
        ("before", 37, (36, 36)),
        ("at", 6, (5, 7)),
        ("at", 24, (24, 24)),
        ("at", 30, (30, 32)),
        ("at", 11, (11, 11)),
        ("whole", 29, (29, 34)),
        ("whole", 32, (29, 34)),
        ("whole", 38, (38, 38)),
    ],
)
def test_find(mode: str, line: int, lines: tuple[int, int]) -> None:
    assert statements.find(TREE, mode, line) == lines


@pytest.mark.parametrize("mode", statements.MODES)
def test_where_nothing_stands_nothing_is_found(mode: str) -> None:
    assert statements.find(TREE, mode, 500) is None


def test_nothing_stands_before_the_first_statement_of_a_module() -> None:
    assert statements.find(ast.parse("emit.point('a', 'b')\n"), "before", 1) is None


def test_a_body_of_reports_alone_stands_for_itself() -> None:
    tree = ast.parse("with a:\n    emit.point('a', 'b')\nemit.point('c', 'd')\n")
    assert statements.find(tree, "before", 3) == (2, 2)


@given(st.sampled_from(statements.MODES), st.integers(1, CODE.count("\n")))
def test_what_is_found_lies_in_the_file(mode: str, line: int) -> None:
    found = statements.find(TREE, mode, line)
    assert found is None or 1 <= found[0] <= found[1] <= CODE.count("\n")


def test_a_guard_and_a_docstring_do_nothing_that_could_be_reported() -> None:
    code = (
        "def scan():\n    'Scan.'\n    emit.point('a', 'b')\n    head = read()\n    if head is None:\n        return\n"
    )
    tree = ast.parse(code + "    emit.leave('a', 'b')\n")
    assert statements.find(tree, "before", 3) == (1, 1)
    assert statements.find(tree, "before", 7) == (4, 4)


def test_an_enter_with_nothing_after_it_reports_what_was_before_or_itself() -> None:
    assert statements.find(ast.parse("a = 1\nemit.enter('a', 'b')\n"), "after", 2) == (1, 1)
    assert statements.find(ast.parse("emit.enter('a', 'b')\n"), "after", 1) == (1, 1)
