"""A learner changes what runs, in a real terminal and without leaving the program: the code, the lanes; and a kill."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from tests.end_to_end.conftest import Start
from tests.end_to_end.test_lesson import recorded
from tests.end_to_end.test_live import ask, break_on, held_at, open_demo
from tests.terminal import Terminal

VIEWS = Path("DATA/visualizer/work/05-both-lanes/middle/project/views.py")
DRAFT = Path("DATA/visualizer/work/05-both-lanes/middle/.edits/unsaved/project/views.py.draft")


def open_code(terminal: Terminal) -> None:
    """The editor, with the views of lesson 5."""
    terminal.press("e")
    terminal.wait_for("Sent, byte by byte")
    terminal.press("f6")
    terminal.wait_for("━ project/views.py")


def open_lanes(terminal: Terminal) -> None:
    """The form of the lanes' options."""
    terminal.press("e")
    terminal.wait_for("Sent, byte by byte")
    terminal.press("f6", "f6")
    terminal.wait_for("What runs")


def test_the_first_divergence_after_an_edit_in_here_is_the_changed_header(start: Start, tmp_path: Path) -> None:
    with start("lesson", "5") as terminal:
        recorded(terminal)
        open_code(terminal)
        terminal.press("ctrl+f", 'utf-8"', "enter")
        terminal.wait_for("line 21")
        terminal.press("escape")
        terminal.wait_for("━ project/views.py")
        terminal.press("end", "left", ', headers={"X-Edited": "by me"')  # and no brace that closes it
        terminal.wait_for("✗ project/views.py:21  SyntaxError")
        terminal.press("f5")
        terminal.wait_for("The run before stays.")
        terminal.press("f8", "end", "left", "}")
        terminal.wait_for(lambda text: "✗" not in text)
        terminal.press("f5")
        terminal.wait_for("LIVE · your copy")
        terminal.press("d")
        terminal.wait_for("divergence 1 of")
        screen = terminal.wait_for("headers.x-edited")
        row = next(line for line in screen.split("\n") if "●" in line)
        assert row.count("≠ · start_response") == 2
        assert "run 1 · wsgi  does not have it" in screen
        assert "run 2 · wsgi  'by me'" in screen
        assert "changed: your copy of the code" in screen
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert 'headers={"X-Edited": "by me"}' in (tmp_path / "home" / VIEWS).read_text()


def test_with_two_threads_wsgi_answers_the_second_client_while_the_first_is_held(start: Start) -> None:
    with start() as terminal:
        open_demo(terminal)
        open_lanes(terminal)
        terminal.press("2")
        terminal.wait_for("≠ threads 1 → 2")
        terminal.press("f5")
        terminal.wait_for("LIVE · threads 1 → 2")
        while terminal.text.count("●↑ socket close") < 2:  # the last of a lane, and of the run
            terminal.press("end")
            terminal.settle()
        terminal.press("d")
        terminal.wait_for("environ.wsgi.multithread")
        terminal.press("escape")
        terminal.wait_for("h hold")
        break_on(terminal, "view enter")
        terminal.press("r")
        screen = terminal.wait_for(lambda text: held_at("view hello ↓", text) == 2)
        wsgi, asgi = (int(port) for port in re.findall(r"curl -i 'http://127\.0\.0\.1:(\d+)/hello/", screen))
        assert (ask(wsgi), ask(asgi)) == (200, 200)
        assert held_at("view hello ↓", terminal.text) == 2
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def test_killed_with_unsaved_text_nothing_is_lost(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with start("lesson", "5") as terminal:
        recorded(terminal)
        open_lanes(terminal)
        terminal.press("4", "f5")
        terminal.wait_for("LIVE · threads 1 → 4")
        recorded(terminal)
        open_code(terminal)
        terminal.press("# never saved")
        terminal.wait_for("# never saved")
        while not (home / DRAFT).exists() or "# never saved" not in (home / DRAFT).read_text():
            terminal.read(0.05)
        terminal.process.send_signal(signal.SIGKILL)
        terminal.wait()
    assert "never saved" not in (home / VIEWS).read_text()

    with start("lesson", "5") as terminal:
        terminal.wait_for("did not save is")
        terminal.wait_for("threads 1 → 4: e, F6, F6 show it")
        recorded(terminal)
        assert "LIVE · threads" not in terminal.text
        open_code(terminal)
        screen = terminal.wait_for("What you typed before and did not save is here again")
        assert "# never saved" in screen
        terminal.press("f6")
        terminal.wait_for("≠ threads 1 → 4")
        terminal.press("escape")
        recorded(terminal)
        terminal.press("end", "s", "s", "D")
        screen = terminal.wait_for(lambda text: all(f"run {number} " in text for number in (1, 2, 3)))
        assert "changed: threads 1 → 4" in next(line for line in screen.split("\n") if "run 2 " in line)
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
