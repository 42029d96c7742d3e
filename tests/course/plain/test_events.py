"""Events as plain lines."""

from tests.build import Builder, trace_of
from tests.course.claims.runs import LOOP
from visualizer.course.plain.events import carried, line, up_to
from visualizer.replay import Score


def lane() -> Builder:
    """A few events that carry something."""
    made = Builder("asgi")
    made.place = LOOP
    made.enter("scope", "application", scope={"type": "http", "headers": [(b"a", b"1")]})
    made.enter("scope", "receive")
    made.leave("scope", "receive", "cancelled")
    made.point("socket", "send", bytes=b"\x1b[2J" + b"x" * 500, size=504)
    made.leave("scope", "application", list=[1, "two"], empty={})
    return made


def test_an_event_is_one_line() -> None:
    events = lane().events
    assert line("asgi", events[1]) == "asgi: scope receive begins (MainThread, Task-1)"
    assert line("asgi", events[2]) == "asgi: scope receive ends cancelled (MainThread, Task-1)"
    assert "scope application begins (MainThread, Task-1): scope {'type': 'http'" in line("asgi", events[0])


def test_control_characters_are_visible_and_long_values_cut() -> None:
    said = line("asgi", lane().events[3])
    assert "\x1b" not in said
    assert "␛[2J" in said
    assert len(said) < 130


def test_lines_are_those_between_two_steps() -> None:
    score = Score(trace_of(lane()))
    assert [said.split(" (")[0] for said in up_to(score, 0, 2)] == [
        "asgi: scope receive begins",
        "asgi: scope receive ends cancelled",
    ]


def test_what_an_event_carries_has_a_line_for_each_item() -> None:
    score = Score(trace_of(lane(), Builder("wsgi")))
    assert list(carried(score, 0)) == ["asgi, scope:", "    type: 'http'", "    headers: [(b'a', b'1')]"]
    assert list(carried(score, 4)) == ["asgi, list:", "    1", "    'two'", "asgi, empty: {}"]
