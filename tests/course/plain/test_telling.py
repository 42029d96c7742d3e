"""Telling a lesson as text: predict, run, see, why; each part in its place."""

from collections.abc import Iterator
from pathlib import Path

from tests.course.claims.runs import trace
from tests.course.write import CARD
from visualizer.course.live import LessonRun
from visualizer.course.parse import parse
from visualizer.course.plain.telling import Telling
from visualizer.course.progress import Answer, Book

TEXT = """\
# A small lesson

Before **the run**.

```question #where
Where does the view run?
- [ ] in `MainThread`
  Look at its row.
- [x] elsewhere
```

```note
Never told.
```

```claim
# Nothing is proved before the run.
wsgi.status == 200
```

## The view
<!-- stop: view enter in asgi -->

It runs in {asgi.view.thread}.

```seen where
Where did it run?
```

```claim
# It hops.
asgi.hops == 2
# It stays.
asgi.hops == 0
# It is no claim.
asgi.nothing == 0
```

```claim needs=gunicorn
# Gunicorn is not here.
gunicorn.status == 200
```

```task quick
Be quick.
edit: project/views.py
goal: wsgi.status == 201
hint: Think.
```

## Nowhere
<!-- stop: template render -->

Told all the same.

## Remember
<!-- stop: last socket exchange exit -->

- One.
"""


def told(tmp_path: Path, *answers: str, solution: str = "", run: LessonRun | None = None) -> str:
    """What a reader hears who answers like this."""
    lesson = parse(tmp_path / "01-small" / "lesson.md", CARD + TEXT)
    if solution:
        path = tmp_path / "01-small" / "tasks" / "quick" / "project" / "views.py"
        path.parent.mkdir(parents=True)
        path.write_text(solution)
    left: Iterator[str] = iter(answers)
    lines: list[str] = []

    def ask(prompt: str) -> str | None:
        answer = next(left, None)
        lines.append(prompt + str(answer))
        return answer

    Telling(lesson, lines.append, ask, Book(tmp_path / "progress.jsonl")).tell(lambda: run or LessonRun(trace()))
    return "\n".join(lines)


def test_it_is_told_in_the_order_in_which_it_is_learnt(tmp_path: Path) -> None:
    text = told(tmp_path, "1")
    wanted = [
        "# Lesson 1: A small lesson",
        "Before the run.",
        "Question: Where does the view run?",
        "  1. in `MainThread`",
        "  2. elsewhere",
        "You say: in `MainThread`",
        "Look at its row.",
        "## The run: LIVE",
        "## Stop 1 of 3: The view",
        "What happened up to here:",
        "  asgi: view hello begins (worker-1): mode 'sync'",
        "What it carries:",
        "  asgi, mode: 'sync'",
        "It runs in worker-1.",
        "What did you see? Where did it run?",
        "You predicted: in `MainThread`",
        "Proved by this run: It hops.",
        "False in this run: It stays. (asgi.hops is 2, which is not equal to 0)",
        "Not a claim: It is no claim. a lane does not know 'nothing'",
        "Not run here: Gunicorn is not here. (needs gunicorn)",
        "Change it: Be quick.",
        "To edit: project/views.py",
        "## Stop 2 of 3: Nowhere",
        "(This run does not have the event of this stop:",
        "Told all the same.",
        "## Stop 3 of 3: Remember",
        "- One.",
        "## Done",
    ]
    at = 0
    for line in wanted:
        at = text.index(line, at)
    assert "Never told" not in text
    assert "Nothing is proved before" not in text


def test_what_was_done_is_remembered(tmp_path: Path) -> None:
    told(tmp_path, "1")
    progress = Book(tmp_path / "progress.jsonl").load().progress["small"]
    assert progress.answers == {"where": Answer("in `MainThread`", False)}
    assert progress.stop == 3
    assert progress.done is not None


def test_a_question_may_be_skipped_and_a_mistyped_answer_is_asked_again(tmp_path: Path) -> None:
    skipped = told(tmp_path, "")
    assert "Skipped." in skipped
    assert "You made no prediction." in skipped
    assert Book(tmp_path / "progress.jsonl").load().progress["small"].skipped == 1
    again = told(tmp_path, "7", "2")
    assert "That is no answer: answer with a number from 1 to 2." in again
    assert "You say: elsewhere" in again


def test_without_input_it_is_told_to_the_end(tmp_path: Path) -> None:
    assert "## Done" in told(tmp_path)


def test_hints_come_one_by_one_and_then_the_solution(tmp_path: Path) -> None:
    text = told(tmp_path, "1", "h", "h", "x", "s", solution="quick = True\n")
    assert "Think.\n" in text
    assert "There is no further hint." in text
    assert "Type h or s, or nothing." in text
    assert "    +quick = True" in text


def test_a_task_without_a_solution_says_so(tmp_path: Path) -> None:
    assert "the task 'quick' has no solution" in told(tmp_path, "1", "s")


def test_a_recording_says_that_it_is_one_and_why(tmp_path: Path) -> None:
    text = told(tmp_path, "1", run=LessonRun(trace(), "the port is taken"))
    assert "## The run: RECORDED\n\nthe port is taken" in text
