import pytest

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.ui.lesson.shown import step_of, texts, view
from visualizer.trace import Trace
from visualizer.ui.canvas import Line
from visualizer.ui.lesson.lane_lines import BAR, GAP, LaneLines


def lanes_at(selector: str, name: str = "both") -> tuple[list[Line], list[Line]]:
    trace = golden(name)
    there = view(trace, cursor=step_of(view(trace), selector))
    return LaneLines(there, 0)[:], LaneLines(there, 1)[:]


def row(lines: list[Line], name: str) -> str:
    return next(line.text for line in lines if f" {name}" in line.text)


def test_the_same_stage_stands_on_the_same_line_in_both_lanes() -> None:
    wsgi, asgi = (texts(lines) for lines in lanes_at("view enter"))
    assert len(wsgi) == len(asgi)
    for name in ("parse head", "SessionMiddleware", "URL match", "socket recv"):
        at = next(number for number, text in enumerate(wsgi) if name in text)
        assert name in asgi[at]


def test_what_one_lane_lacks_is_a_gap() -> None:
    wsgi, asgi = (texts(lines) for lines in lanes_at("view enter"))
    gaps = [number for number, text in enumerate(wsgi) if text.strip() == GAP]
    assert gaps
    assert any("hop sync_to_async" in asgi[number] for number in gaps)


def test_the_row_at_the_cursor_is_marked_in_both_lanes() -> None:
    for lines in lanes_at("view enter"):
        (current,) = [line for line in lines if line.fill == "cursor"]
        assert current.text.startswith("●↓")
        assert "view " in current.text


def test_what_lies_ahead_is_named_and_says_nothing() -> None:
    wsgi, _ = lanes_at("view enter")
    ahead = next(line for line in wsgi if "start_response" in line.text)
    assert ahead.text.strip() == "start_response"
    assert [span.style for span in ahead.left if "start" in span.text] == ["future"]


def test_the_way_back_has_another_arrow_and_a_duration() -> None:
    wsgi, _ = lanes_at("view exit")
    assert row(wsgi, "view").startswith("●↑")
    assert "µs" in row(wsgi, "view")


def test_middleware_is_nested() -> None:
    wsgi, _ = lanes_at("view enter")
    assert "┌ SessionMiddleware" in row(wsgi, "SessionMiddleware")
    assert "│ view" in row(wsgi, "view")


def test_a_thread_that_takes_over_is_marked() -> None:
    wsgi, asgi = lanes_at("SessionMiddleware enter")
    assert "⇄" in row(asgi, "┌ SessionMiddleware")
    assert "⇄" not in row(wsgi, "┌ SessionMiddleware")


@pytest.mark.parametrize(("name", "mark", "look"), [("raised", "✗", "raised"), ("cancelled", "⊘", "cancelled")])
def test_how_it_ended_is_a_letter_not_a_colour(name: str, mark: str, look: str) -> None:
    trace = golden(name)
    end = view(trace, cursor=len(view(trace).score.steps) - 1)
    lines = [line for lane in range(len(end.lanes)) for line in LaneLines(end, lane)[:]]
    marked = [span for line in lines for span in line.left if mark in span.text]
    assert marked
    assert {span.style for span in marked} == {look}


def test_before_the_first_event_no_row_is_reached() -> None:
    lines = LaneLines(view(), 0)[:]
    assert all(line.fill == "" and "●" not in line.text and "↓" not in line.text for line in lines)


def test_nothing_ahead_is_told_while_a_prediction_is_asked_for() -> None:
    lines = LaneLines(view(told=True), 0)[:]
    assert {text.strip() for text in texts(lines)} <= {"·", GAP}


def two_exchanges() -> Trace:
    """Two that overlap in each lane, so that their rows take turns."""
    lanes = [Builder("wsgi"), Builder("asgi")]
    for lane in lanes:
        for connection, phase in ((1, "enter"), (2, "enter"), (2, "recv"), (1, "recv"), (1, "exit"), (2, "exit")):
            with lane.request(connection, 1):
                if phase == "recv":
                    lane.point("socket", "recv", size=1)
                else:
                    (lane.enter if phase == "enter" else lane.leave)("socket", "exchange")
    return trace_of(*lanes)


def numbers(cursor: int) -> list[list[str]]:
    """What stands first in the rows of each lane, and how it looks."""
    there = view(two_exchanges(), cursor=cursor)
    return [[line.left[0].text + line.left[0].style for line in LaneLines(there, lane)[:]] for lane in (0, 1)]


def test_a_row_that_begins_a_stretch_of_another_exchange_has_its_number_and_the_cursor_s_a_bar() -> None:
    before = ["#1 muted", "#2 muted", "   muted", "#1 muted"]
    assert numbers(-1) == [before, before]
    assert numbers(0) == [["#1 current", "#2 muted", "   muted", "#1 current"]] * 2
    assert numbers(1) == [["#1 muted", "#2 current", f"{BAR}  muted", "#1 muted"]] * 2


def test_one_exchange_needs_no_number() -> None:
    wsgi, _ = lanes_at("view enter")
    assert wsgi[0].left[0].text == " "


def test_a_click_on_a_line_means_its_row() -> None:
    assert [line.target for line in LaneLines(view(), 0)[3:6]] == [3, 4, 5]
    assert LaneLines(view(), 0)[3].target == 3
