"""Live in a real terminal: hold in the view, others come beside, a breakpoint on the way back, killed while holding."""

from __future__ import annotations

import http.client
import re
import signal
from concurrent.futures import ThreadPoolExecutor

from tests.end_to_end.conftest import Start
from tests.end_to_end.processes import Ends, below, listening, ports
from tests.terminal import SECONDS, Terminal

AFTER_KILL = 2.0
"""Seconds within which nothing is left of a program that was killed."""


def ask(port: int) -> int:
    """What anybody may do from outside: the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", "/hello/?name=Grace")
        return connection.getresponse().status
    finally:
        connection.close()


def open_demo(terminal: Terminal) -> None:
    """The demo project, its own request answered by both lanes."""
    terminal.wait_for("Send your own request")
    terminal.wait_for("sends")
    terminal.press("n")
    terminal.wait_for("GET /hello/?name=Ada HTTP/1.1")
    terminal.press("ctrl+s")
    terminal.wait_for(lambda text: "LIVE" in text and re.search(r"event 0/[1-9]", text) is not None)


def break_on(terminal: Terminal, words: str) -> None:
    """Type a breakpoint into the list."""
    terminal.press("B")
    terminal.wait_for("Breakpoints  none yet")
    terminal.press(*words)
    terminal.wait_for(words)
    terminal.press("enter")
    terminal.wait_for("Breakpoints  1")
    terminal.press("escape")
    terminal.wait_for(lambda text: "Breakpoints  1" not in text)


def held_at(boundary: str, text: str) -> int:
    """In how many lanes a request is held there."""
    return text.count(f"■ held at {boundary}")


def exchanges(terminal: Terminal) -> str:
    """The list of exchanges, as far as they are known."""
    terminal.press("x")
    terminal.wait_for("stages  client")
    terminal.settle()
    text = terminal.text
    terminal.press("escape")
    terminal.wait_for(lambda text: "stages  client" not in text)
    return text


def test_held_in_the_view_asgi_answers_the_second_client_and_wsgi_does_not(start: Start) -> None:
    with start() as terminal, ThreadPoolExecutor() as others:
        open_demo(terminal)
        break_on(terminal, "view enter")
        terminal.press("r")
        screen = terminal.wait_for(lambda text: held_at("view hello ↓", text) == 2)
        wsgi, asgi = (int(port) for port in re.findall(r"curl -i 'http://127\.0\.0\.1:(\d+)/hello/", screen))
        assert "backlog 1" not in screen

        assert ask(asgi) == 200
        waiting = others.submit(ask, wsgi)
        terminal.wait_for("backlog 1")
        assert not waiting.done()
        assert held_at("view hello ↓", terminal.text) == 2

        terminal.press("c")
        assert waiting.result(SECONDS) == 200
        terminal.wait_for(lambda text: text.count("nothing is held") == 2 and "backlog 1" not in text)
        assert "LIVE · open" in terminal.text
        while exchanges(terminal).count("200 ×2") < 2:  # the servers report a moment after they have answered
            continue
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def test_a_breakpoint_on_the_way_back(start: Start) -> None:
    with start() as terminal:
        open_demo(terminal)
        break_on(terminal, "SessionMiddleware exit")
        terminal.press("r")
        screen = terminal.wait_for(lambda text: held_at("SessionMiddleware ↑", text) == 2)
        assert "start_response" not in screen
        terminal.press("right")
        terminal.wait_for(lambda text: held_at("SecurityMiddleware ↑", text) == 2)
        terminal.press("left", "left")
        assert held_at("SecurityMiddleware ↑", terminal.text) == 2
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def test_killed_while_it_holds_nothing_is_left(start: Start) -> None:
    with start() as terminal:
        open_demo(terminal)
        terminal.press("h")
        terminal.wait_for(lambda text: text.count("■ held at") == 2)
        pids = below(terminal.process.pid)
        open_ports = listening(pids | {terminal.process.pid})
        assert len(pids) >= 4
        assert len(open_ports) >= 3
        ends = Ends(pids)
        terminal.process.send_signal(signal.SIGKILL)
        assert ends.wait(AFTER_KILL)
        assert not open_ports & ports()
