from hypothesis import given
from hypothesis import strategies as st

from tests.ui.lesson.shown import texts
from visualizer.ui.canvas import Span
from visualizer.ui.lesson.markdown import inline, render


def stripped(text: str, width: int) -> list[str]:
    return [line.rstrip() for line in texts(render(text, width))]


def test_paragraphs_are_wrapped_and_separated() -> None:
    assert stripped("One two three\nfour.\n\nFive.", 10) == ["One two", "three", "four.", "", "Five."]


def test_looks() -> None:
    assert inline("a *b* **c** `d` [e](f)") == (
        Span("a "),
        Span("b", "emphasis"),
        Span(" "),
        Span("c", "strong"),
        Span(" "),
        Span("d", "literal"),
        Span(" "),
        Span("e", "link"),
    )


def test_lists_stand_under_their_marks() -> None:
    assert stripped("- one two\n  - three\n- four\n\n1. a\n2. b", 9) == [
        "• one two",
        "  • three",
        "• four",
        "",
        "1. a",
        "2. b",
    ]
    assert stripped("- one two three", 9) == ["• one two", "  three"]


def test_headings_quotations_rules_and_code() -> None:
    text = "# Head\n\n> said\n\n---\n\n```python\nx = 1\n```\n\n    indented"
    assert stripped(text, 12) == ["Head", "", "│ said", "", "─" * 12, "", "  x = 1", "", "  indented"]


def test_a_table_in_columns_and_in_blocks() -> None:
    table = "| | WSGI | ASGI |\n|--|--|--|\n| sync | stays | hops |"
    assert stripped(table, 40) == ["      WSGI   ASGI", "────  ─────  ────", "sync  stays  hops"]
    assert stripped(table, 16) == ["sync", "  WSGI  stays", "  ASGI  hops"]


def test_the_last_column_of_a_table_has_as_many_lines_as_it_needs() -> None:
    table = "| key | what |\n|--|--|\n| h | holds the request in all lanes |\n| c | lets go |"
    assert stripped(table, 31) == [
        "key  what",
        "───  ──────────────────────────",
        "h    holds the request in all",
        "     lanes",
        "c    lets go",
    ]


def test_textuals_markup_and_controls_are_text() -> None:
    assert stripped("[red]x[/red] \x1b[31m", 40) == ["[red]x[/red] ␛[31m"]


@given(st.text(max_size=120), st.integers(10, 60))
def test_any_text_gives_lines(text: str, width: int) -> None:
    assert isinstance(render(text, width), tuple)
