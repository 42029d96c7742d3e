"""Which screen a command opens; the screen itself is not run here."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from visualizer.cli import main, screen
from visualizer.course.check import command
from visualizer.trace import Event, Place, Trace, save
from visualizer.ui.app import VisualizerApp
from visualizer.ui.subject import Subject
from visualizer.vocabulary.link import HOLD_SECONDS


class Stream:
    """A terminal, or none."""

    def __init__(self, *, is_terminal: bool) -> None:
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        """What it is."""
        return self._is_terminal


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Subject]:
    """What was opened at once, instead of the screen."""
    found: list[Subject] = []

    def show(first: Callable[[], Subject] | None = None, hold_seconds: float = HOLD_SECONDS) -> int:
        found.extend([first()] if first else [])
        return int(hold_seconds != HOLD_SECONDS)

    monkeypatch.setattr(screen, "show", show)
    return found


def test_a_lesson_is_opened_by_number_or_name(opened: list[Subject]) -> None:
    assert main(["lesson", "5"]) == 0
    assert main(["lesson", "both-lanes"]) == 0
    assert [subject.number for subject in opened] == [5, 5]
    assert [lane.name for lane in opened[0].lanes] == ["wsgi", "asgi"]


def test_how_long_a_live_request_is_held_can_be_said(opened: list[Subject], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--hold-seconds", "60", "lesson", "5"]) == 1
    assert main(["--hold-seconds", "2.5"]) == 1
    assert [subject.number for subject in opened] == [5]
    for wrong in ("0", "-1", "soon", "inf", "nan"):
        with pytest.raises(SystemExit) as ended:
            main(["--hold-seconds", wrong])
        assert ended.value.code == 2
        assert f"'{wrong}' is not a number of seconds above 0" in capsys.readouterr().err


def test_a_recording_is_read_before_the_screen_is_opened(opened: list[Subject], tmp_path: Path) -> None:
    trace = Trace()
    trace.append(
        Event(1, 1, "wsgi", None, None, "client", "request", "enter", None, Place(1, "x", None), {}, None, "client")
    )
    save(trace, tmp_path / "x.jsonl")
    assert main(["open", str(tmp_path / "x.jsonl")]) == 0
    assert [subject.title for subject in opened] == ["x.jsonl"]
    assert opened[0].loaded is not None
    assert len(opened[0].loaded.trace) == 1


@pytest.mark.parametrize("code", [None, 0, 130])
def test_the_screen_s_status_is_the_program_s(code: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stream(is_terminal=True))
    monkeypatch.setattr(sys, "stdout", Stream(is_terminal=True))
    monkeypatch.setattr(VisualizerApp, "run", lambda app: gc.enable())
    monkeypatch.setattr(VisualizerApp, "return_code", code)
    assert screen.show() == (code or 0)


def test_what_could_not_be_written_is_said_when_the_screen_is_gone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Stream(is_terminal=True))
    monkeypatch.setattr(sys, "stdout", Stream(is_terminal=True))

    def run(app: VisualizerApp) -> None:
        gc.enable()
        app.unwritten = "the disk is full"

    monkeypatch.setattr(VisualizerApp, "run", run)
    assert screen.show() == 0
    assert capsys.readouterr().err == "visualizer: the disk is full\n"


def test_check_is_the_course_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "carry_out", lambda options: 1)
    assert main(["check", "5"]) == 1
