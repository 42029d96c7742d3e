"""What comes of a copy that is run: solved, not yet, or broken, with the file and the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.make import golden
from tests.ui.lesson.shown import lesson
from visualizer.course import Card
from visualizer.lab import LaneFailed
from visualizer.trace import Trace
from visualizer.ui.lesson import trial
from visualizer.ui.lesson.attempt import Attempt, Problem, State
from visualizer.ui.lesson.trial import blamed, mistakes, try_out


def attempt(folder: Path) -> Attempt:
    return Attempt(lesson().tasks[0], folder)


def runs(monkeypatch: pytest.MonkeyPatch, outcome: Trace | LaneFailed) -> None:
    """The copy's run ends like this."""

    async def run(card: Card, code: Path) -> Trace:
        if isinstance(outcome, LaneFailed):
            raise outcome
        return outcome

    monkeypatch.setattr(trial, "run", run)


async def test_a_goal_that_is_false_is_not_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs(monkeypatch, golden("both"))
    tried = await try_out(lesson().card, attempt(tmp_path), None)
    assert tried.trace is not None
    assert tried.attempt.state is State.FALSE
    assert "404" in tried.attempt.goals[0].proof.reason


async def test_a_file_that_is_no_python_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs(monkeypatch, golden("both"))
    (tmp_path / "views.py").write_text("a = 1\ndfe b():\n")
    tried = await try_out(lesson().card, attempt(tmp_path), None)
    assert tried.trace is None
    assert tried.attempt.state is State.BROKEN
    assert tried.attempt.problem == Problem("SyntaxError: invalid syntax", "views.py", 2)


async def test_what_is_raised_is_named_and_the_run_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised = golden("raised")
    runs(monkeypatch, raised)
    tried = await try_out(lesson().card, attempt(tmp_path), None)
    assert tried.trace is None
    assert tried.attempt.problem is not None
    assert ": " in tried.attempt.problem.message
    known = await try_out(lesson().card, attempt(tmp_path), raised)
    assert known.attempt.state is State.FALSE


async def test_a_lane_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs(monkeypatch, LaneFailed("wsgi", "it ended", "", "Look."))
    tried = await try_out(lesson().card, attempt(tmp_path), None)
    assert tried.attempt.problem == Problem("wsgi: it ended")


def test_the_last_line_of_the_copy_is_to_blame(tmp_path: Path) -> None:
    output = (
        "Traceback (most recent call last):\n"
        f'  File "{tmp_path}/project/urls.py", line 3, in <module>\n'
        f'  File "{tmp_path}/project/views.py", line 7, in <module>\n'
        '  File "/usr/lib/python/json.py", line 1, in loads\n'
        "NameError: name 'x' is not defined\n"
    )
    failure = LaneFailed("asgi", "it ended", output)
    assert blamed(failure, tmp_path) == Problem("NameError: name 'x' is not defined", "project/views.py", 7)


def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_bytes(b"a = '\0'")
    assert [problem.file for problem in mistakes(tmp_path)] == ["views.py"]
