"""A lesson that holds a request: its claims say who keeps whom waiting, and are proved by running it."""

from __future__ import annotations

from pathlib import Path

from tests.course.project import TEXT, problems, small
from visualizer.course.check.lint import lint
from visualizer.course.check.result import State
from visualizer.course.check.running import check
from visualizer.course.parse import load
from visualizer.course.scenario import scenario

REQUESTS = """\
[[requests]]
path = "/?name=Ada"
hold = "view enter"

[[requests]]
path = "/?name=Grace"
"""
CLAIM = """\
```claim
# WSGI runs the view in the main thread.
wsgi.view.thread == "MainThread"
```
"""
CLAIMS = """\
```claim
# While the one WSGI worker is held in the view, a second client comes.
wsgi.order("view enter of exchange 1", "client connect of exchange 2", "view exit of exchange 1")
```

```claim
# It waits to be accepted until the worker is let go.
wsgi.order("view exit of exchange 1", "socket accept of exchange 2")
```

```claim
# The ASGI loop answers it at once, while the first is still held.
asgi.order("view enter of exchange 1", "client request exit of exchange 2", "view exit of exchange 1")
```

```claim
# In the end both are answered.
all.statuses == [200, 200]
```
"""


def held(tmp_path: Path, hold: str = "view enter") -> Path:
    text = TEXT.replace('[[requests]]\npath = "/"\n', REQUESTS.replace("view enter", hold)).replace(CLAIM, CLAIMS)
    return small(tmp_path, text.replace("all.status == 201", "all.statuses == [201, 201]"))


async def test_the_claims_of_a_lesson_may_be_about_who_is_held(tmp_path: Path) -> None:
    result = await check(held(tmp_path), [], record=True)
    assert problems(result.errors) == []
    assert result.count(State.TRUE) == 4
    assert (await check(held(tmp_path), [])).is_green


def test_a_hold_is_part_of_the_request(tmp_path: Path) -> None:
    first, second = scenario(load(held(tmp_path)).card).requests
    assert (first.hold, second.hold) == ("view enter", "")


def test_a_hold_that_can_be_none_is_a_mistake(tmp_path: Path) -> None:
    for number, (hold, problem) in enumerate(
        (("second view", "hold: 'second view' counts"), ("parse head", "no request can be held at 'parse head'"))
    ):
        lesson = load(held(tmp_path / str(number), hold))
        assert any(found.startswith(problem) for found in problems(lint(lesson, [])))


async def test_where_no_request_came_to_it_the_lesson_is_wrong(tmp_path: Path) -> None:
    result = await check(held(tmp_path, "scope enter"), [], record=True)
    assert any(
        problem == "no request came to 'scope enter' in the lane wsgi, where it was to be held"
        for problem in problems(result.errors)
    )
