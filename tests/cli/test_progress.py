"""`progress` on the command line."""

from pathlib import Path

import pytest

from visualizer.cli import main
from visualizer.course.progress import Book


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    """The learner's own, in a folder of the test's."""
    monkeypatch.setattr("visualizer.course.progress.folder", lambda: tmp_path / "data")
    return Book()


def test_what_was_done_is_shown(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    book.answer("both-lanes", "async-wsgi", "x", right=True)
    book.reach("both-lanes", 3)
    book.finish("environ")
    book.skip("no-such-lesson", "x")
    assert main(["progress"]) == 0
    out = capsys.readouterr().out
    assert str(book.path) in out
    assert "stop 3, 1 predicted, 0 skipped, 0 tasks solved" in out
    assert "  2  environ: done 20" in out
    assert "no-such-lesson" not in out


def test_damage_is_told(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    book.path.parent.mkdir()
    book.path.write_text("damaged\n")
    assert main(["progress", "show"]) == 0
    assert "was damaged and is kept as" in capsys.readouterr().out


def test_it_moves_and_begins_anew(book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.finish("environ")
    book.finish("both-lanes")
    mine = str(tmp_path / "mine.jsonl")
    assert main(["progress", "export", mine]) == 0
    assert main(["progress", "reset", "5"]) == 0
    assert set(book.load().progress) == {"environ"}
    assert main(["progress", "reset"]) == 0
    assert book.load().progress == {}
    assert main(["progress", "import", mine]) == 0
    assert set(book.load().progress) == {"environ", "both-lanes"}
    assert "2 acts taken in" in capsys.readouterr().out


def test_a_reset_leaves_the_runs_and_says_where(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    runs = book.path.parent / "runs" / "05-both-lanes"
    runs.mkdir(parents=True)
    assert main(["progress", "reset", "5"]) == 0
    assert main(["progress", "reset", "4"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "lesson 5 begins anew",
        f"the runs stay in {runs}",
        "lesson 4 begins anew",
    ]
    assert runs.is_dir()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["export"], "wants a file"),
        (["import"], "wants a file"),
        (["import", "/no/such/file"], "/no/such/file: No such file"),
        (["import", __file__], "is no line of a progress file"),
        (["export", __file__], "File exists"),
        (["reset", "99"], "there is no lesson '99'"),
    ],
)
def test_what_is_wrong_is_said(book: Book, words: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["progress", *words]) == 2
    assert problem in capsys.readouterr().err
