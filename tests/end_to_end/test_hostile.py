"""Bytes that would steer a terminal or Textual's markup: shown as they are, and neither terminal nor screen obeys."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.end_to_end.conftest import Start
from tests.terminal import Terminal
from visualizer.ui.request.escapes import unescape

RAW = r"GET /[b]x[/b]\x1b]0;owned\x07\0\xff HTTP/1.1\r\nHost: x\r\nX-Red: [red]\x1b[31mred\r\n\r\n"
BODY = r"[@click=app.quit]x[/]\x1b]0;owned\x07\x1b[2J\0\xff"
ENCODED = r"GET /echo/%5Bb%5Dx%5B/b%5D%1B%5D0;owned%07%00%FF?q=%1B%5B2J HTTP/1.1\r\nHost: localhost\r\n"


ROW = re.compile(r"^[ ▌]*[0-9a-f]{4}  .*?  ((?:[0-9a-f]{2}(?: |$))+)")
"""A line of a hex dump: where, the text, the bytes."""


def strays(terminal: Terminal) -> set[str]:
    """What reached the terminal beside text; Textual asks for a mouse pointer (OSC 22), which pyte calls a title."""
    return {stray for stray in terminal.screen.strays if not stray.startswith("title ';")}


def send(terminal: Terminal, request: str) -> None:
    """Type a request byte by byte and send it."""
    terminal.press("n")
    terminal.wait_for("Sent, byte by byte")
    terminal.press("f2")
    terminal.wait_for("line breaks here are layout")
    terminal.settle()
    terminal.press("f7")
    terminal.settle()
    terminal.press(request)
    terminal.wait_for(f" {len(unescape(request))} B\n")
    terminal.press("ctrl+s")
    terminal.wait_for("LIVE")


def obeyed(terminal: Terminal) -> list[bytes]:
    """The hostile sequences that were written raw."""
    return [raw for raw in (b"\x1b]0;owned", b"\x1b[31mred", b"\x00", b"\xff") if raw in terminal.written]


def test_a_malformed_request_is_refused_and_shown(start: Start) -> None:
    with start() as terminal:
        terminal.wait_for("sends")
        before = strays(terminal)
        send(terminal, RAW)
        terminal.wait_for("parse refusal")
        terminal.press("]")
        terminal.wait_for("[Bytes]")
        step_until(terminal, lambda text: unescape(RAW) in dumped(text) and "␛" in text and "␀" in text)
        step_until(terminal, lambda text: b"HTTP/1.1 400 Bad Request\r\n" in dumped(text))
        assert "scope" not in terminal.text
        assert obeyed(terminal) == []
        assert strays(terminal) == before
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def test_one_that_reaches_the_view_is_shown_all_the_way(start: Start) -> None:
    length = len(unescape(BODY))
    with start() as terminal:
        terminal.wait_for("sends")
        before = strays(terminal)
        send(terminal, f"{ENCODED.replace('GET', 'POST')}Content-Length: {length}" + r"\r\n\r\n" + BODY)
        terminal.wait_for("Press →")
        terminal.press("]")
        terminal.wait_for("[Bytes]")
        step_until(terminal, lambda text: unescape(BODY) in dumped(text) and "␛" in text and "␀" in text)
        terminal.press("home", "[")
        terminal.wait_for("[Data]")
        step_until(terminal, lambda text: "[b]x[/b]␛]0;owned␇␀" in text)
        terminal.press("end")
        terminal.wait_for("200")
        assert obeyed(terminal) == []
        assert strays(terminal) == before
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def dumped(text: str) -> bytes:
    """The bytes that the first lane's hex dump shows."""
    rows = (ROW.search(line.split("│")[0]) for line in text.split("\n"))
    return b"".join(bytes.fromhex(row[1]) for row in rows if row)


def step_until(terminal: Terminal, wanted: Callable[[str], bool]) -> None:
    """Step on until the screen is as wanted."""
    for _ in range(200):
        if wanted(terminal.text):
            return
        before = terminal.text
        terminal.press("right")
        terminal.wait_for(before.__ne__)
        terminal.settle()
    raise AssertionError(f"no step was as wanted:\n{terminal.text}")
