from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from visualizer.ui import lesson
from visualizer.ui.canvas import Span
from visualizer.ui.lesson.highlight import python_lines


def test_looks_of_python() -> None:
    (first, second, third) = python_lines("@app.route\ndef view(x):  # why\n    return f'{x}' + 12")
    assert first == (Span("@app.route", "function"),)
    assert [span for span in second if span.style] == [
        Span("def", "keyword"),
        Span("view", "function"),
        Span("# why", "comment"),
    ]
    assert [span for span in third if span.style] == [
        Span("return", "keyword"),
        Span("f'{x}'", "string"),
        Span("12", "number"),
    ]


def test_a_string_over_lines_keeps_its_look() -> None:
    lines = python_lines('x = """one\n\ntwo"""')
    assert lines == ((Span("x = ", ""), Span('"""one', "string")), (), (Span('two"""', "string"),))


def test_the_packages_own_source_is_shown_whole() -> None:
    for path in Path(lesson.__file__).parent.glob("*.py"):
        text = path.read_text()
        assert "\n".join("".join(span.text for span in line) for line in python_lines(text)) == text


@given(st.text(alphabet=st.characters(exclude_characters="\t"), max_size=200))
def test_no_text_is_lost_or_changed(text: str) -> None:
    assert "\n".join("".join(span.text for span in line) for line in python_lines(text)) == text
