"""The whole lesson through a pipe, and what is said where it cannot be told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.course.project import TEXT, small
from visualizer.course.check import main as check
from visualizer.course.front_matter import read_card
from visualizer.course.plain.command import run
from visualizer.course.progress import Book


def test_lesson_5_is_told_through_a_pipe_with_a_wrong_prediction(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONUTF8": "1"}
    told = subprocess.run(
        [sys.executable, "-m", "visualizer", "lesson", "5", "--plain"],
        input="1\n1\n2\n",
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    ).stdout
    assert "You say: `MainThread`, like everything else under WSGI" in told
    assert "## The run: LIVE" in told
    assert "You predicted: `MainThread`, like everything else under WSGI" in told
    assert "asgi: view hello_sync begins (worker-1)" in told
    assert "False in this run" not in told
    assert told.count("Proved by this run:") == 5
    assert told.endswith("## Done\n\n")
    assert not set(told) & set("─│┌┐└┘├┤\x1b")
    if sys.platform == "linux":
        progress = Book(tmp_path / "visualizer" / "progress.jsonl").load().progress["both-lanes"]
        assert (progress.predicted, progress.answers["async-wsgi"].right) == (3, False)
        assert progress.done is not None


def test_answers_may_be_given_beforehand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = read_card(small(tmp_path))
    assert run(card, "2,s", Book(tmp_path / "progress.jsonl")) == 0
    told = capsys.readouterr().out
    assert "empty to skip): 2\nYou say: elsewhere" in told
    assert "status=201" in told


def test_stdin_that_ends_skips(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", _nobody)
    assert run(read_card(small(tmp_path)), None, Book(tmp_path / "progress.jsonl")) == 0
    assert "Skipped." in capsys.readouterr().out


def _nobody(prompt: str) -> str:
    raise EOFError


def test_where_a_lane_cannot_run_the_recording_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small(tmp_path)
    assert check(["--lessons", str(tmp_path), "--trust", "--record"]) == 0
    (folder / "project" / "asgi.py").write_text("import no_such_module\n")
    assert run(read_card(folder), "", Book(tmp_path / "progress.jsonl")) == 0
    told = capsys.readouterr().out
    assert "## The run: RECORDED" in told
    assert "the lane asgi cannot run here" in told


def test_where_there_is_no_recording_either_the_lane_has_the_last_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small(tmp_path, project__asgi="import no_such_module\n")
    assert run(read_card(folder), "", Book(tmp_path / "progress.jsonl")) == 1
    assert "no_such_module" in capsys.readouterr().err


def test_a_lesson_with_a_mistake_is_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small(tmp_path, TEXT.replace("<!-- stop: view enter in wsgi -->", ""))
    assert run(read_card(folder), "", Book(tmp_path / "progress.jsonl")) == 2
    assert "is bound to no event" in capsys.readouterr().err


def test_a_damaged_progress_file_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "progress.jsonl").write_text("damaged\n")
    assert run(read_card(small(tmp_path)), "", Book(tmp_path / "progress.jsonl")) == 0
    assert "progress.jsonl was damaged and is kept as" in capsys.readouterr().err
