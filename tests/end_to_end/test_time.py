"""Time in a real terminal: many requests at one worker fill its backlog, the loop takes them all; zoom, pan, step."""

from __future__ import annotations

import re

from tests.end_to_end.conftest import Start
from tests.end_to_end.test_live import open_demo
from tests.terminal import Terminal

CLIENTS = 4


def send_many(terminal: Terminal) -> None:
    """So many clients, one every 20 ms, ask both lanes for a view that waits for a tenth of a second."""
    terminal.press("m")
    terminal.wait_for("Many requests")
    terminal.press("up", *"GET /wait/", "down", str(CLIENTS), "down", "20")
    terminal.wait_for(f"{CLIENTS} clients come one every 20 ms; each sends GET /wait/ once")
    terminal.press("enter")
    terminal.wait_for(lambda text: "Many requests" not in text)


def row(text: str, lane: str, name: str) -> str:
    """A row of a lane's part of the chart."""
    part = text[text.index(f"{lane}  {CLIENTS} exchanges") :]
    return next(line for line in part.splitlines() if re.match(rf"\W*{name}\b", line))


def numbers(text: str, lane: str, name: str) -> list[int]:
    """The numbers that stand in a row, one after the other."""
    chart = row(text, lane, name)[14:87]  # Beside it stand the counters.
    return [int(number) for number in re.findall(r"\d+", chart)]


def test_one_worker_fills_the_backlog_and_the_loop_takes_all_at_once(start: Start) -> None:
    with start() as terminal:
        open_demo(terminal)
        send_many(terminal)
        terminal.wait_for(lambda text: re.search(r"event 0/[1-9]\d\d", text) is not None, seconds=60)
        terminal.press("T")
        terminal.wait_for("each lane from its own beginning")
        terminal.settle()
        text = terminal.text

        waited = numbers(text, "WSGI", "backlog")
        highest = max(waited)
        served_one_by_one = waited[waited.index(highest) :]
        assert highest > 1
        assert served_one_by_one == sorted(served_one_by_one, reverse=True)
        assert served_one_by_one[-1] == 1
        assert numbers(text, "WSGI", "MainThread") == [1, 2, 3, 4]
        assert max(numbers(text, "ASGI", "backlog"), default=0) < highest
        wsgi, asgi = re.findall(r"requests at once\s+\d+\s+(\d+)", text)
        assert (wsgi, int(asgi) > 1) == ("1", True)

        axis = text.splitlines()[1]
        terminal.press("+")
        closer = terminal.wait_for(lambda text: text.splitlines()[1] != axis)
        terminal.press(">")
        terminal.wait_for(lambda text: text.splitlines()[1] != closer.splitlines()[1])
        terminal.press("0")
        terminal.wait_for(lambda text: text.splitlines()[1] == axis)
        terminal.press("right")
        terminal.wait_for(lambda text: "● WSGI  #1 client ↓  GET /wait/" in text and "event 1/" in text)
        terminal.press("escape")
        terminal.wait_for(lambda text: "At the cursor" not in text and "event 1/" in text)
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
