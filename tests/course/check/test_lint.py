"""The linter: each mistake that the loader lets through, with its line."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.course.project import TEXT, problems, small
from visualizer.course import Card, load
from visualizer.course.check.lint import lint
from visualizer.course.front_matter import read_card


def test_a_good_lesson_has_no_mistakes(tmp_path: Path) -> None:
    assert lint(load(small(tmp_path)), []) == []


CLAIM = 'wsgi.view.thread == "MainThread"'
MISTAKES = [
    ("stop: view enter in wsgi", "stop: enter", "names no event"),
    ("stop: view enter in wsgi", "stop: view enter in fcgi", "there is no lane 'fcgi'"),
    ("stop: view enter in wsgi", "stop: client receive", "is decided anew in each run"),
    ("## Remember", "## The end", "does not say what to remember"),
    ("- Three.\n", "", "does not say what to remember"),
    ("It runs in", "Word. " * 160 + "It runs in", "the story has 14 lines of 76 columns"),
    ("It runs in {wsgi.view.thread}.", "", "the stop has no story"),
    ("  Look at its row.\n", "", "the answer 'elsewhere' has no reply"),
    (CLAIM, "wsgi.view.thread = 1", "is no expression"),
    (CLAIM, "fcgi.view.thread == 1", "there is no lane 'fcgi'"),
    (CLAIM, "wsgi.duration < 1000", "depends on how fast the machine is"),
    ("goal: all.status == 201", "goal: fcgi.status == 201", "there is no lane 'fcgi'"),
    ("edit: project/views.py", "edit: project/none.py", "there is no file 'project/none.py' to edit"),
    ("edit: project/views.py", "edit: project/urls.py", "the solution changes 'project/views.py'"),
    ("edit: project/views.py", "edit: ../../x.py", "there is no file '../../x.py'"),
    ("hint: HttpResponse takes a status.\n", "", "the task has no hint"),
    ("```task created", "```task other", "the task 'other' has no solution"),
    ("{wsgi.view.thread}", "{wsgi.view.thread:loud}", "no figure is written as 'loud'"),
    ("It runs in", "See [there](none.md). It runs in", "the link to 'none.md' leads nowhere"),
    ("part = 1\n", 'part = 1\nneeds = ["later"]\n', "there is no earlier lesson 'later' to need"),
    ("```question #thread", "```question from=later #thread", "there is no earlier lesson 'later'"),
    ("project.wsgi:application", "project.other:application", "there is no project/other.py"),
    ('settings = "project.settings"', 'settings = "none"', "there is no none.py"),
]


@pytest.mark.parametrize(("old", "new", "problem"), MISTAKES)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in TEXT
    found = lint(load(small(tmp_path, TEXT.replace(old, new))), [])
    assert any(problem in each for each in problems(found)), problems(found)
    assert all(error.line is not None for error in found)


def test_a_lesson_without_stops_or_claims_is_told_so(tmp_path: Path) -> None:
    found = lint(load(small(tmp_path, TEXT[: TEXT.index("## The view")])), [])
    assert problems(found) == ["the lesson does not say what to remember in three lines", "the lesson claims nothing"]


def test_what_is_needed_need_not_be_a_lane(tmp_path: Path) -> None:
    text = TEXT.replace("```claim\n", "```claim needs=gunicorn\n").replace("wsgi.view.thread ==", "gunicorn.hops ==")
    assert lint(load(small(tmp_path, text)), []) == []


def test_a_link_to_a_file_of_the_lesson_or_to_the_web_is_right(tmp_path: Path) -> None:
    text = TEXT.replace("It runs in", "[a](project/views.py) [b](https://example.org) It runs in")
    assert lint(load(small(tmp_path, text)), []) == []


def earlier(folder: Path) -> Card:
    """A card of an earlier lesson."""
    return replace(read_card(folder), number=0, id="before")


def test_from_the_third_lesson_on_one_question_goes_back(tmp_path: Path) -> None:
    folder = small(tmp_path)
    third = folder.rename(tmp_path / "03-small")
    known = [earlier(third)]
    assert problems(lint(load(third), known)) == ["no question goes back to an earlier lesson"]
    text = TEXT.replace("```question #thread", "```question from=before #thread").replace(
        "part = 1\n", 'part = 1\nneeds = ["before"]\n'
    )
    (third / "lesson.md").write_text(text)
    assert lint(load(third), known) == []


def test_a_module_may_be_a_package(tmp_path: Path) -> None:
    folder = small(tmp_path, TEXT.replace('settings = "project.settings"', 'settings = "project"'))
    assert lint(load(folder), []) == []
