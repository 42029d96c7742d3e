"""What comes of a copy that is run: solved, not yet, or broken, with the file and the line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from tests.golden.make import golden
from tests.ui.lesson.shown import lesson
from visualizer.lab import LaneFailed
from visualizer.trace import Trace, Value
from visualizer.ui.lesson.attempt import Attempt, Problem, State
from visualizer.ui.lesson.trial import Trial, blamed, mistake, mistakes, try_out
from visualizer.ui.setup import OWN, Made


async def tried(folder: Path, outcome: Trace | LaneFailed, own: Trace | None = None, *, is_task: bool = True) -> Trial:
    """What comes of a copy whose run ends like this."""

    async def run(code: Path) -> Made:
        if isinstance(outcome, LaneFailed):
            raise outcome
        return Made(outcome, OWN, ())

    task = lesson().tasks[0]
    return await try_out(Attempt(task if is_task else None, folder), own, run, task.goals if is_task else ())


async def test_a_goal_that_is_false_is_not_yet(tmp_path: Path) -> None:
    found = await tried(tmp_path, golden("both"))
    assert found.made is not None
    assert found.attempt.state is State.FALSE
    assert "404" in found.attempt.goals[0].proof.reason


async def test_without_a_goal_it_has_run(tmp_path: Path) -> None:
    found = await tried(tmp_path, golden("both"), is_task=False)
    assert found.made is not None
    assert (found.attempt.state, found.attempt.goals) == (State.RAN, ())


async def test_a_file_that_is_no_python_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text("a = 1\ndfe b():\n")
    found = await tried(tmp_path, golden("both"))
    assert found.made is None
    assert found.attempt.state is State.BROKEN
    assert found.attempt.problem == Problem("SyntaxError: invalid syntax", "views.py", 2)


async def test_what_is_raised_is_named_and_the_run_before_stays(tmp_path: Path) -> None:
    raised = golden("raised")
    found = await tried(tmp_path, raised)
    assert found.made is None
    assert found.refused is not None
    assert found.refused.trace is raised
    assert found.attempt.problem is not None
    assert ": " in found.attempt.problem.message
    known = await tried(tmp_path, raised, raised)
    assert known.attempt.state is State.FALSE


async def test_what_a_library_raises_is_blamed_on_the_line_that_led_there(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text("x = 1\n")
    trace = Trace(golden("raised").header)
    for lane in golden("raised").lanes:
        trace.extend(replace(event, data=led_by(event.data)) for event in golden("raised").events(lane))
    found = await tried(tmp_path, trace)
    assert found.attempt.problem is not None
    assert (found.attempt.problem.file, found.attempt.problem.line) == ("views.py", 1)


def led_by(data: Mapping[str, Value]) -> dict[str, Value]:
    """What an exit says of an exception that a library raised."""
    more: dict[str, Value] = {"user_file": "views.py", "user_line": 1} if "exception" in data else {}
    return {**data, **more}


async def test_a_lane_that_fails_is_told(tmp_path: Path) -> None:
    found = await tried(tmp_path, LaneFailed("wsgi", "it ended", "", "Look."))
    assert found.attempt.problem == Problem("wsgi: it ended")


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


def test_pythons_advice_is_no_mistake_and_reaches_nobody() -> None:
    assert mistake("views.py", "a = '\\d'\nassert (a, 'always')\n") is None
    found = mistake("views.py", "(" * 10_000)
    assert found is not None
    assert found.file == "views.py"
