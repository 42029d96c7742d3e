"""An editor's files: read and written as they are, taken back, and what was typed is there after any end."""

from __future__ import annotations

from pathlib import Path

import pytest

from visualizer.course.original import Original
from visualizer.ui.code.desk import Desk


@pytest.fixture
def original(tmp_path: Path) -> Original:
    (tmp_path / "own" / "project").mkdir(parents=True)
    (tmp_path / "own" / "project" / "views.py").write_text("a = 1\n")
    (tmp_path / "own" / "project" / "urls.py").write_text("b = 2\n")
    return Original(tmp_path / "own", "own")


def desk(original: Original, tmp_path: Path) -> Desk:
    return Desk(original, original.copy(tmp_path / "copy"), ("project/views.py",))


def test_what_the_task_names_comes_first_and_what_is_changed_is_known(original: Original, tmp_path: Path) -> None:
    made = desk(original, tmp_path)
    assert made.names == ("project/views.py", "project/urls.py")
    assert made.open("project/views.py").saved == "a = 1\n"
    assert not made.save("project/views.py", "a = 3\n")
    assert made.changed == {"project/views.py"}
    assert (tmp_path / "own" / "project" / "views.py").read_text() == "a = 1\n"
    assert made.undo() == "project/views.py"
    assert (made.changed, made.undo()) == (frozenset(), None)


def test_what_is_typed_is_there_at_the_next_start_until_it_is_saved(original: Original, tmp_path: Path) -> None:
    made = desk(original, tmp_path)
    made.open("project/views.py")
    made.keep("project/views.py", "a = 1\nhalf a li")
    again = desk(original, tmp_path)
    assert again.unsaved() == ("project/views.py",)
    assert again.open("project/views.py").typed == "a = 1\nhalf a li"
    again.save("project/views.py", "a = 1\nhalf a line = 1\n")
    assert desk(original, tmp_path).unsaved() == ()


def test_what_says_what_the_file_says_is_not_unsaved(original: Original, tmp_path: Path) -> None:
    made = desk(original, tmp_path)
    made.open("project/views.py")
    made.keep("project/views.py", "a = 2")
    made.keep("project/views.py", "a = 1\n")
    assert made.unsaved() == ()


def test_what_another_program_wrote_meanwhile_is_told_and_can_be_taken_back_to(
    original: Original, tmp_path: Path
) -> None:
    made = desk(original, tmp_path)
    made.open("project/views.py")
    (tmp_path / "copy" / "project" / "views.py").write_text("theirs\n")
    assert made.save("project/views.py", "mine\n")
    assert not made.save("project/views.py", "mine too\n")
    assert [made.undo(), made.undo()] == ["project/views.py"] * 2
    assert (tmp_path / "copy" / "project" / "views.py").read_text() == "theirs\n"


def test_a_file_that_holds_no_text_says_so(original: Original, tmp_path: Path) -> None:
    made = desk(original, tmp_path)
    (tmp_path / "copy" / "project" / "urls.py").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in made.open("project/urls.py").problem
    (tmp_path / "copy" / "project" / "urls.py").unlink()
    assert "cannot be read" in made.open("project/urls.py").problem


def test_without_a_copy_there_is_nothing(original: Original, tmp_path: Path) -> None:
    made = Desk(original, tmp_path / "nowhere")
    assert (made.names, made.undo(), made.unsaved()) == ((), None, ())
