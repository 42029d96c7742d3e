"""The lines around the text: which file, which marks, what is wrong, what can be done."""

from __future__ import annotations

from pathlib import Path

from visualizer.ui.code.file_lines import Files, file_lines, told
from visualizer.ui.code.says_lines import Says, says_lines
from visualizer.ui.lesson.attempt import Problem


def test_each_file_has_its_marks_and_those_that_there_are_are_explained() -> None:
    files = Files(
        ("app/views.py", "a/very/long/path/to/some/urls.py"), "app/views.py", {"app/views.py"}, {"app/views.py"}, ()
    )
    lines = [line.text for line in file_lines(files, 24)]
    assert lines == ["●✗✎  app/views.py", "     …h/to/some/urls.py", "", " ✗ has a mistake", " ✎ not saved"]
    assert "".join(span.text for span in told(files)) == "   ✗ has a mistake   ✎ not saved"
    assert [line.text for line in file_lines(Files(("a.py",), "a.py"), 24)] == ["●    a.py"]


def test_where_nothing_is_to_be_said_the_copy_is_named() -> None:
    (line,) = says_lines(Says(Path("/somewhere/else")), 80)
    assert line.text == "  your copy  /somewhere/else"


def test_what_is_wrong_stands_there_with_its_place_and_what_can_be_done() -> None:
    problem = Problem("NameError: name 'x' is not defined", "app/views.py", 12)
    says = Says(Path("copy"), (problem, Problem("wsgi: it ended")), has_failed=True, has_run=True)
    assert [line.text for line in says_lines(says, 80)] == [
        "✗ app/views.py:12  NameError: name 'x' is not defined",
        "✗ wsgi: it ended",
        "  F8 goes there   F9 looks at this run   The run before stays.",
    ]


def test_many_mistakes_are_counted_and_what_goes_on_comes_first() -> None:
    says = Says(Path("copy"), tuple(Problem(f"error {n}") for n in range(5)), doing="running your copy", remark="Look.")
    assert [line.text for line in says_lines(says, 80)] == [
        "▸ running your copy …",
        "✗ error 0",
        "✗ error 1",
        "✗ error 2",
        "  and 2 more",
        "! Look.",
    ]
