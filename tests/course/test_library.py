"""Finding lessons: those that come with the program, and those of a folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.course.write import CARD, lesson
from visualizer.course import LessonError, find, folder, lessons, readable


def test_the_lessons_that_come_with_the_program_are_there_in_order() -> None:
    numbers = [card.number for card in lessons()]
    assert numbers == sorted(set(numbers))
    assert {4, 5} <= set(numbers)


def test_installed_lessons_come_before_those_of_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "visualizer" / "course"
    monkeypatch.setattr("visualizer.course.library.__file__", str(package / "library.py"))
    assert folder() == tmp_path / "lessons"
    (tmp_path / "visualizer" / "lessons").mkdir(parents=True)
    assert folder() == tmp_path / "visualizer" / "lessons"


def test_lessons_are_in_the_order_of_their_numbers_and_nothing_else_is_a_lesson(tmp_path: Path) -> None:
    for name in ("10-ten", "02-two", "notes"):
        lesson(tmp_path, CARD.replace("small", name), name)
    (tmp_path / "03-file").write_text("no folder")
    assert [card.number for card in lessons(tmp_path)] == [2, 10]


@pytest.mark.parametrize("word", ["5", "05", "both-lanes", "05-both-lanes", " Both-Lanes "])
def test_a_lesson_is_found_by_number_id_and_slug(word: str) -> None:
    assert find(word).number == 5


@pytest.mark.parametrize("word", ["", "99", "no-such-lesson", "²", "9" * 5000])
def test_an_unknown_lesson_is_an_error_that_lists_what_there_is(word: str) -> None:
    with pytest.raises(LessonError, match="4 scope-receive-send, 5 both-lanes"):
        find(word)


def test_one_lesson_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    lesson(tmp_path, CARD)
    lesson(tmp_path, "nothing", "02-broken")
    cards, errors = readable(tmp_path)
    assert [card.id for card in cards] == ["small"]
    assert [error.path.parent.name for error in errors] == ["02-broken"]
    assert find("small", tmp_path).number == 1
    with pytest.raises(LessonError, match="02-broken"):
        find("broken", tmp_path)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert lessons(tmp_path) == ()
    with pytest.raises(LessonError, match="there is: none"):
        find("1", tmp_path)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="no lessons here"):
        lessons(tmp_path / "none")


def test_listing_lessons_imports_nothing_slow() -> None:
    slow = ["markdown_it", "textual", "rich", "django", "msgspec", "asyncio", "visualizer.course.parse"]
    program = (
        f"import sys, visualizer.course as course; course.lessons(); print([m for m in {slow} if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
