"""Finding a lesson by what it says."""

from pathlib import Path

import pytest

from tests.course.project import TEXT, small
from visualizer.course import LessonError
from visualizer.course.search import search


@pytest.mark.parametrize(
    ("words", "number", "where"),
    [
        ("onion", 12, "title"),
        ("root_path", 7, "term"),
        ("SCRIPT_NAME PATH_INFO", 2, "text"),
        ("FORCE_SCRIPT_NAME", 7, "term"),
        ("markcoroutinefunction", 12, "code"),
        ("both lanes", 5, "title"),
        ("async_to_sync", 5, "term"),
    ],
)
def test_a_lesson_is_found(words: str, number: int, where: str) -> None:
    first = search(words)[0]
    assert (first.card.number, first.where) == (number, where)


def test_a_line_is_shown_with_its_number() -> None:
    hit = next(hit for hit in search("tunnel phone") if hit.card.number == 8)
    lines = hit.card.path.read_text(encoding="utf-8").splitlines()
    assert lines[hit.number - 1].strip() == hit.line
    assert "phone" in hit.line


def test_every_word_must_be_there() -> None:
    assert search("onion zebra") == ()
    assert search("  ") == ()


def test_words_may_be_anything(tmp_path: Path) -> None:
    folder = small(tmp_path, TEXT.replace("In a", "(a[") + "(a[b\n")
    assert [hit.line for hit in search("(a[b", tmp_path)] == ["(a[b"]
    (folder / "project" / "views.py").write_bytes(b"\xff = zebra\n")
    assert search("zebra", tmp_path)[0].where == "code"


def test_lessons_that_cannot_be_listed_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(LessonError):
        search("a", tmp_path / "none")
