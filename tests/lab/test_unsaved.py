"""What was typed and not saved is there after a restart; what is damaged takes nothing else with it."""

from pathlib import Path

from visualizer.lab import Edits, Unsaved


def test_what_was_typed_is_there_until_it_is_dropped(tmp_path: Path) -> None:
    Unsaved(tmp_path).keep("app/views.py", "one")
    Unsaved(tmp_path).keep("app/views.py", "half a li")
    Unsaved(tmp_path).keep("urls.py", "a\r\nb\x0c\n")
    assert Unsaved(tmp_path).texts() == {"app/views.py": "half a li", "urls.py": "a\r\nb\x0c\n"}
    Unsaved(tmp_path).drop("app/views.py")
    Unsaved(tmp_path).drop("never.py")
    assert Unsaved(tmp_path).texts() == {"urls.py": "a\r\nb\x0c\n"}


def test_nothing_was_typed(tmp_path: Path) -> None:
    assert Unsaved(tmp_path).texts() == {}


def test_a_damaged_draft_is_left_out_and_edits_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text("first")
    Edits(tmp_path).write("views.py", "second")
    unsaved = Unsaved(tmp_path)
    unsaved.keep("views.py", "third")
    unsaved.keep("bad.py", "")
    next(tmp_path.rglob("bad.py.draft")).write_bytes(b"\xff\xfe\xff")
    assert unsaved.texts() == {"views.py": "third"}
    assert Edits(tmp_path).undo() == "views.py"
    assert unsaved.texts() == {"views.py": "third"}
