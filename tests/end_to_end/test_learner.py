"""A learner goes through lesson 5 in a real terminal: predicts one thing wrong, sees it, changes the code, is done."""

from __future__ import annotations

import json
from pathlib import Path

from tests.end_to_end.conftest import Start
from tests.end_to_end.test_lesson import recorded

EDITOR = """\
#!/bin/sh
sed 's/^def hello_sync/async def hello_sync/' "$1" > "$1.new" && mv "$1.new" "$1"
"""


def acts(home: Path) -> list[dict[str, object]]:
    """What the file of progress says."""
    lines = (home / "DATA" / "visualizer" / "progress.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_lesson_5_from_home_to_done_with_a_wrong_prediction(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    with start(environment={"EDITOR": str(editor)}) as terminal:
        terminal.wait_for("sends")
        terminal.press("/")
        terminal.wait_for("words of a title")
        terminal.press("5", "enter")
        terminal.wait_for("Lesson 5/")
        recorded(terminal)

        terminal.press("1")
        terminal.wait_for("● 1  nothing: the headers are stored")
        terminal.press("2")
        terminal.wait_for("● 2  another thread")
        terminal.press("1")  # wrong
        terminal.wait_for("● 1  MainThread, in the middle")
        terminal.wait_for("the loop could serve nobody else")

        for title in ("Both servers hold", "ASGI hands the sync", "The sync view runs"):
            terminal.press("pagedown")
            terminal.wait_for(title)
        terminal.press("z")
        terminal.wait_for("you said  MainThread, in the middle of the event loop")
        for title in ("WSGI makes a loop", "The async view runs", "The grid"):
            terminal.press("pagedown")
            terminal.wait_for(title)
        terminal.wait_for("✓ ASGI runs the async view on the server's own loop.")
        terminal.wait_for("your copy")

        terminal.press("E")
        terminal.wait_for("✓ solved")
        terminal.wait_for("LIVE · your copy")
        terminal.press("pagedown")
        terminal.wait_for("A hop is a thread.")
        terminal.press("escape", "escape")
        terminal.wait_for("predicted 3 of 3, solved 1 of 1, done")
        assert "✓  5 The same request, both lanes" in terminal.text
        terminal.press("ctrl+q")
        assert terminal.wait() == 0

    done = acts(home)
    assert [act["right"] for act in done if act["act"] == "answer"] == [True, True, False]
    assert [act["act"] for act in done if act["act"] in ("solve", "done")] == ["solve", "done"]
    own = Path(__file__).parents[2] / "lessons" / "05-both-lanes" / "project" / "views.py"
    copy = home / "DATA" / "visualizer" / "work" / "05-both-lanes" / "middle" / "project" / "views.py"
    assert "async def hello_sync" in copy.read_text()
    assert "async def hello_sync" not in own.read_text()


def test_predictions_survive_the_program(start: Start) -> None:
    for keys, then in ((["1"], "● 1  nothing: the headers"), ([], "● 1  nothing: the headers")):
        with start("lesson", "5") as terminal:
            terminal.wait_for("Lesson 5/")
            terminal.press(*keys)
            terminal.wait_for(then)
            terminal.press("ctrl+c")
            terminal.wait()
