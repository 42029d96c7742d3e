"""A learner's way through the program, in a real terminal: home, lesson 5, steps, tabs, help, themes, sizes."""

from __future__ import annotations

import re
from functools import partial

from tests.end_to_end.conftest import Start
from tests.terminal import Terminal


def recorded(terminal: Terminal) -> str:
    """Wait until the run of a lesson is over; the screen."""
    return terminal.wait_for(lambda text: bool(re.search(r"event 0/[1-9]", text)) and "recording what" not in text)


def test_from_home_through_lesson_5(start: Start) -> None:
    with start() as terminal:
        terminal.wait_for("scope, receive, send")
        terminal.wait_for("sends")
        terminal.press("/")
        terminal.wait_for("words of a title")
        terminal.press("both")
        terminal.wait_for(lambda text: "The same request, both lanes" in text and "environ  " not in text)
        terminal.press("enter")
        terminal.wait_for("· The same request, both lanes")
        screen = recorded(terminal)
        assert "LIVE" in screen
        assert "WSGI" in screen
        assert "ASGI" in screen

        seen = set()
        for number in range(1, 41):
            terminal.press("right")
            screen = terminal.wait_for(f"event {number}/")
            seen |= {word for word in ("environ", "scope", "receive", "view") if word in screen}
        assert seen == {"environ", "scope", "receive", "view"}
        terminal.press("left")
        terminal.wait_for("event 39/")

        terminal.press("pagedown")
        terminal.wait_for("stop")
        terminal.press("]")
        terminal.wait_for("[Bytes]")
        terminal.press("?")
        terminal.wait_for("Esc closes")
        terminal.press("escape")
        terminal.wait_for(lambda text: "Esc closes" not in text)

        terminal.press("escape")
        terminal.wait_for("visualizer  0.1.0")
        terminal.press("escape")  # the list is still narrowed; now it is whole again
        terminal.wait_for("Send your own request")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def test_a_lesson_opens_directly_and_home_lies_behind_it(start: Start) -> None:
    with start("lesson", "4") as terminal:
        terminal.wait_for("· scope, receive, send")
        recorded(terminal)
        terminal.press("q")
        terminal.wait_for("Send your own request")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def has_last_line(rows: int, text: str) -> bool:
    """Whether the line of keys stands at the bottom."""
    return "help" in text.split("\n")[rows - 1]


def test_every_size(start: Start) -> None:
    with start("lesson", "5", columns=200, rows=60) as terminal:
        terminal.wait_for("Lesson 5")
        recorded(terminal)
        for columns, rows in ((120, 40), (80, 24), (60, 16), (200, 60)):
            terminal.resize(columns, rows)
            terminal.wait_for(partial(has_last_line, rows))
            assert "Lesson 5" in terminal.text.split("\n")[0]
        terminal.resize(59, 15)
        terminal.wait_for("59 × 15 is too small")
        terminal.resize(120, 40)
        terminal.wait_for("Lesson 5")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def is_grey(colour: str) -> bool:
    """Whether a colour, as pyte names it, has no hue."""
    return colour == "default" or len({colour[0:2], colour[2:4], colour[4:6]}) == 1


def test_terminals_of_few_colours(start: Start) -> None:
    for environment in (
        {"NO_COLOR": "1"},
        {"TERM": "xterm-256color", "COLORTERM": ""},
        {"TERM": "xterm", "COLORTERM": ""},
    ):
        with start(environment=environment) as terminal:
            terminal.wait_for("The same request, both lanes")
            terminal.wait_for("sends")
            colours = {(cell.fg, cell.bg) for line in terminal.screen.buffer.values() for cell in line.values()}
            assert len(colours) > 1
            if "NO_COLOR" in environment:
                assert all(is_grey(colour) for pair in colours for colour in pair)
            terminal.press("ctrl+q")
            assert terminal.wait() == 0
