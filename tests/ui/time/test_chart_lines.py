from __future__ import annotations

from dataclasses import replace

import pytest

from tests.build import trace_of
from tests.replay.traces import requests
from tests.ui.lesson.shown import texts, view
from tests.ui.time.made import MS, asgi, crowd, wsgi
from tests.ui.time.test_sight import at, see, sight_of
from visualizer.replay import Kind
from visualizer.trace import Header, Scenario, Trace
from visualizer.ui.canvas import Span
from visualizer.ui.canvas.line import lay_out, width_of
from visualizer.ui.lesson.view import View
from visualizer.ui.time.chart_lines import ChartLines, axis
from visualizer.ui.time.look import Wanted
from visualizer.ui.time.picture import chart_shown, rule
from visualizer.ui.time.sight import Sight


def lines_of(sight: Sight) -> ChartLines:
    return ChartLines(sight.view, sight.chart, sight.gutter)


def rows(sight: Sight) -> dict[str, str]:
    """Each line of the chart by its name; of two lanes the latter's under the same name."""
    return {text[: sight.gutter].strip("● "): text[sight.gutter :] for text in texts(lines_of(sight))}


def cells(there: View) -> tuple[list[str], list[str]]:
    found = texts(lines_of(sight_of(there)))
    second = next(number for number, text in enumerate(found) if text.startswith("ASGI"))
    return found[:second], found[second:]


def test_a_glance_tells_one_after_the_other_from_all_at_once() -> None:
    one, many = cells(view(crowd(6)))
    assert one[0].startswith("WSGI  6 exchanges in 60 ms")
    assert many[0].startswith("ASGI  6 exchanges in 16 ms")
    backlog = next(text for text in one if "backlog" in text)
    assert [letter for letter in backlog if letter.isdigit()] == list("54321")
    main = next(text for text in one if "MainThread" in text)
    assert [letter for letter in main if letter.isdigit()] == list("123456")
    requests_at_once = next(text for text in many if "requests" in text)
    assert "6" in requests_at_once
    workers = [text for text in many if "worker-" in text]
    assert [[word for word in text.split() if word.isdigit()] for text in workers] == [[digit] for digit in "123456"]


def test_the_rows_stand_on_a_request_s_way_and_each_database_below_its_thread() -> None:
    names = [text.split()[0] if text[0] != "●" else text.split()[1] for text in cells(view(crowd(2)))[1]]
    assert names == ["ASGI", "clients", "backlog", "accept", "requests", "loop", "worker-1", "└", "worker-2", "└"]


def test_every_line_ends_with_the_window() -> None:
    sight = sight_of(at(view(crowd()), "third view enter in wsgi"))
    for line in lines_of(sight)[:]:
        assert width_of(line.text) <= sight.gutter + sight.look.window.columns
    assert lines_of(sight)[0] == lines_of(sight)[:1][0]


def test_what_is_idle_in_the_window_is_folded_and_what_tells_how_the_lane_copes_stays() -> None:
    sight = sight_of(at(view(trace_of(asgi(12))), "first accept in asgi"))
    assert not any("idle" in text for text in texts(lines_of(sight)))
    sight.zoom(1e-9)
    found = texts(lines_of(sight))
    assert found[-1].strip() == "22 more rows are idle in this window"
    names = [text[2 : sight.gutter].strip() for text in found[1:-1]]
    assert names == ["clients", "backlog", "accept", "requests", "loop", "worker-1", "└ database"]


def test_the_cursor_stands_in_each_lane_and_marks_the_row_that_acts() -> None:
    there = view(crowd())
    sight = sight_of(there)
    assert not any(mark in text for text in texts(lines_of(sight)) for mark in "┃╎●")
    see(sight, at(there, "third view enter in wsgi"))
    acting = [text for text in texts(lines_of(sight)) if text.startswith("●")]
    assert [text.split()[1] for text in acting] == ["MainThread", "worker-3"]
    line = lines_of(sight).cursor_line
    assert line is not None
    assert texts(lines_of(sight))[line].startswith("● MainThread")
    column = sight.gutter + (sight.look.window.column_of(sight.time_of(0) or 0) or 0)
    grid = [text for text in texts(lines_of(sight))[1:6] if len(text) > column]
    assert any(text[column] == "╎" for text in grid)


def test_what_clients_do_acts_in_their_row_and_nothing_does_where_there_is_none() -> None:
    there = view(crowd())
    sight = sight_of(at(there, "first connect in wsgi"))
    assert [text.split()[1] for text in texts(lines_of(sight)) if text.startswith("●")] == ["clients", "clients"]
    lane = requests("one", 1)
    lane.events = [event for event in lane.events if event.name != "request"]
    only_sends = view(trace_of(lane), cursor=0)
    assert lines_of(sight_of(only_sends)).cursor_line is None


def test_a_cursor_outside_of_the_window_is_not_drawn() -> None:
    there = at(view(crowd()), "first connect in wsgi")
    sight = sight_of(there)
    sight.zoom(0.1, sight.look.window.columns)
    assert not any(mark in text for text in texts(lines_of(sight)) for mark in "┃╎")


def test_the_axis_stands_over_the_grid() -> None:
    sight = sight_of(view(crowd()))
    width = 1 + sight.gutter + sight.look.window.columns + 1
    title = "".join(span.text for span in lay_out(chart_shown(sight, 1, width).title, width))
    assert len(title) == width
    teeth = [at - 1 - sight.gutter for at, letter in enumerate(title) if letter == "┬"]
    assert teeth == [tick.column for tick in sight.chart.ticks][: len(teeth)]
    empty = next(text for text in texts(lines_of(sight)) if "backlog" in text)
    grid = {at - sight.gutter for at, letter in enumerate(empty) if letter == "┊"}
    assert grid
    assert grid <= set(teeth)


def test_a_tick_without_room_for_its_label_is_left_out() -> None:
    sight = sight_of(view(crowd()))
    narrow = axis(Span("Time"), sight.chart.ticks, 12, 30)
    assert narrow.text == "─ Time ─────┬ 0 ────────┬─────"


def test_others_than_those_that_are_looked_for_are_thin() -> None:
    sight = sight_of(view(crowd()))
    sight.see(sight.view, 88, None, Wanted("3", {"wsgi": frozenset({3})}), follows=False)
    found = texts(lines_of(sight))
    main = next(text for text in found if "MainThread" in text)
    assert [letter for letter in main if letter.isdigit()] == ["3"]
    assert "─────" in main
    assert not any("hello" in text for text in found[8:])


def test_a_lane_that_reported_nothing_says_so() -> None:
    trace = Trace(Header(scenario=Scenario("test", ("wsgi", "asgi"))))
    trace.extend(wsgi(1).events)
    assert texts(lines_of(sight_of(view(trace))))[-1].startswith("ASGI  0 exchanges: nothing was reported")


@pytest.mark.parametrize(("alias", "name"), [("default", "└ database"), ("", "└ database"), ("replica", "└ replica")])
def test_a_database_is_called_by_its_alias_unless_it_is_the_usual_one(alias: str, name: str) -> None:
    lane = wsgi(1)
    with lane.request(1, 1):
        lane.enter("view", "SQL SELECT", database=alias)
        lane.time += MS
        lane.leave("view", "SQL SELECT")
    sight = sight_of(view(trace_of(lane)))
    assert name in rows(sight)
    assert any(track.kind is Kind.DATABASE for track in sight.chart.rows.tracks)


def test_a_lane_without_an_event_at_the_cursor_stays() -> None:
    there = at(view(crowd(2)), "scope application enter in asgi")
    sight = sight_of(replace(there, lane=0))
    assert [text.split()[1] for text in texts(lines_of(sight)) if text.startswith("●")] == ["loop"]


def test_a_title_stands_on_a_rule_of_its_width() -> None:
    assert rule("Counters", "", 20).text == "─ Counters ─────────"
    assert rule("Counters", "aside", 24).text == "─ Counters ───── aside ─"
