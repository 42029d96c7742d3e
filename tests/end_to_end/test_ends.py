"""However the program ends, nothing of it is left: no process, no port, no temporary file, no changed terminal."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Start
from tests.end_to_end.processes import Ends, below, folders, listening, ports
from tests.end_to_end.test_lesson import recorded
from tests.terminal import Terminal

SECONDS = 20.0


def ctrl_c(terminal: Terminal) -> None:
    """At the keyboard."""
    terminal.press("ctrl+c")
    assert terminal.wait() == 130


def kill(terminal: Terminal) -> None:
    """From outside, with no chance to tidy up."""
    terminal.process.send_signal(signal.SIGKILL)
    assert terminal.process.wait(SECONDS) == -signal.SIGKILL


def hang_up(terminal: Terminal) -> None:
    """The terminal's window is closed."""
    terminal.hang_up()
    terminal.process.wait(SECONDS)


def lanes(terminal: Terminal) -> set[int]:
    """The processes of the lanes, as soon as there are some."""
    while len(pids := below(terminal.process.pid)) < 2:
        terminal.read(0.05)
    return pids


@pytest.mark.parametrize("end", [ctrl_c, kill, hang_up])
@pytest.mark.parametrize("when", ["running", "recorded"])
def test_nothing_is_left(start: Start, end: Callable[[Terminal], None], when: str, tmp_path: Path) -> None:
    with start("lesson", "5") as terminal:
        if when == "recorded":
            recorded(terminal)
        pids = lanes(terminal)
        open_ports = listening(pids | {terminal.process.pid})
        assert open_ports
        temporary = folders(pids) - {terminal.folder}
        ends = Ends(pids)
        end(terminal)
        assert ends.wait(SECONDS)
        assert not open_ports & ports()
        assert not [folder for folder in temporary if folder.exists() and folder.is_relative_to(tmp_path)]


def test_ctrl_c_on_the_home_screen_while_a_lesson_is_warmed(start: Start) -> None:
    with start() as terminal:
        terminal.wait_for("sends")
        ends = Ends(lanes(terminal))
        ctrl_c(terminal)
        assert ends.wait(SECONDS)
        assert b"\x1b[?1049l" in terminal.written  # the screen that was there before is back
