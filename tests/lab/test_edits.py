"""Edits are written whole, and taken back one by one, after a restart too."""

from pathlib import Path

import pytest

from visualizer.lab import edits
from visualizer.lab.edits import HISTORY, Edits


def test_each_edit_can_be_undone_after_a_restart(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text("first")
    assert Edits(tmp_path).write("views.py", "second")
    assert Edits(tmp_path).write("app/new.py", "made")
    assert Edits(tmp_path).write("views.py", "third")
    assert (tmp_path / "views.py").read_text() == "third"

    again = Edits(tmp_path)
    assert again.undo() == "views.py"
    assert (tmp_path / "views.py").read_text() == "second"
    assert again.undo() == "app/new.py"
    assert not (tmp_path / "app/new.py").exists()
    assert again.undo() == "views.py"
    assert (tmp_path / "views.py").read_text() == "first"
    assert again.undo() is None
    assert list((tmp_path / HISTORY).iterdir()) == []


def test_what_says_the_same_is_no_edit(tmp_path: Path) -> None:
    made = Edits(tmp_path)
    assert made.undo() is None
    assert made.write("views.py", "text")
    assert not made.write("views.py", "text")
    assert made.undo() == "views.py"
    assert made.undo() is None


def test_a_kill_between_two_steps_leaves_nothing_that_harms(tmp_path: Path) -> None:
    made = Edits(tmp_path)
    made.write("views.py", "text")
    (tmp_path / HISTORY / "2" / "app").mkdir(parents=True)
    assert made.undo() == "views.py"
    assert made.undo() is None


def test_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "LIMIT", 2)
    made = Edits(tmp_path)
    for number in range(4):
        made.write("views.py", str(number))
    assert [made.undo(), made.undo(), made.undo()] == ["views.py", "views.py", None]
    assert (tmp_path / "views.py").read_text() == "1"


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_bytes(b"a\r\nb\n")
    made = Edits(tmp_path)
    assert not made.write("views.py", "a\r\nb\n")
    assert made.write("views.py", "a\nb\n")
    assert made.undo() == "views.py"
    assert (tmp_path / "views.py").read_bytes() == b"a\r\nb\n"
