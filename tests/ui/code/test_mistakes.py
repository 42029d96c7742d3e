"""Mistakes: found while one types, found by a run, at their lines, and gone when they are mended."""

from __future__ import annotations

from visualizer.ui.code.mistakes import Mistakes
from visualizer.ui.lesson.attempt import Problem

GOOD = ["a = 1", "b = 0", "c = a / b", ""]


def test_what_is_no_python_is_at_its_line_until_it_is() -> None:
    found = Mistakes().looked_at("views.py", ["a = 1", "b = (", ""])
    assert found.marked("views.py") == {1: "SyntaxError: '(' was never closed"}
    assert found.files == {"views.py"}
    assert found.marked("urls.py") == {}
    assert list(found.looked_at("views.py", GOOD).all()) == []


def test_only_python_is_looked_at() -> None:
    assert list(Mistakes().looked_at("hello.html", ["<p>("]).all()) == []


def test_a_runs_mistake_stays_with_its_line_and_goes_when_that_is_changed() -> None:
    ran = Mistakes().failed(Problem("ZeroDivisionError: division by zero", "views.py", 3), GOOD)
    assert ran.marked("views.py") == {2: "ZeroDivisionError: division by zero"}
    moved = ran.looked_at("views.py", ["# new", "# new", *GOOD])
    assert list(moved.marked("views.py")) == [4]
    assert list(moved.looked_at("views.py", GOOD).marked("views.py")) == [2]
    mended = moved.looked_at("views.py", ["a = 1", "b = 2", "c = b", ""])
    assert list(mended.all()) == []


def test_while_a_file_is_no_python_that_is_its_mistake() -> None:
    ran = Mistakes().failed(Problem("NameError: x", "views.py", 3), GOOD)
    both = ran.looked_at("views.py", [*GOOD, "("])
    assert [problem.line for problem in both.all()] == [5]
    assert [problem.line for problem in both.looked_at("views.py", GOOD).all()] == [3]


def test_a_failure_that_blames_no_line() -> None:
    ran = Mistakes().failed(Problem("wsgi: it ended"))
    assert [problem.message for problem in ran.looked_at("views.py", GOOD).all()] == ["wsgi: it ended"]
    assert not ran.files
    assert list(ran.failed(None).all()) == []
