"""What is looked at, without a screen: each key as a method, and what is then seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.build import Builder, trace_of
from tests.replay.traces import requests
from tests.ui.lesson.shown import step_of, view
from tests.ui.time.made import MS, crowd, wsgi
from visualizer.replay import Score
from visualizer.trace import Header, Scenario, Trace
from visualizer.ui.lesson.view import View
from visualizer.ui.time.look import Look, Start, Wanted
from visualizer.ui.time.sight import Sight
from visualizer.ui.time.timelines import Timelines

WIDTH = 88


def sight_of(there: View, *, width: int = WIDTH, until: int | None = None) -> Sight:
    sight = Sight(Timelines())
    sight.see(there, width, until, None, follows=True)
    return sight


def see(sight: Sight, there: View) -> None:
    sight.see(there, WIDTH, None, None, follows=True)


def at(there: View, selector: str) -> View:
    return replace(there, player=there.player.jump(step_of(there, selector)))


def test_a_run_is_seen_whole_each_lane_from_its_own_beginning() -> None:
    sight = sight_of(view(crowd()))
    assert (sight.look.start, sight.look.shows_all) == (Start.LANE, True)
    assert sight.look.window == (0, 120 * MS, WIDTH - sight.gutter)
    assert [sight.chart.window(lane).begin for lane in (0, 1)] == [1_000 * MS, 9_000 * MS]


def test_lanes_that_work_at_once_are_seen_on_one_clock() -> None:
    trace = trace_of(requests("one", 2), requests("two", 2))
    assert sight_of(view(trace)).look.start is Start.CLOCK


def test_one_clock_shows_the_pause_between_the_lanes() -> None:
    sight = sight_of(view(crowd()))
    sight.turn_clock()
    assert sight.look.start is Start.CLOCK
    assert sight.look.window.extent > 8_000 * MS
    sight.turn_clock()
    assert (sight.look.start, sight.look.window.extent) == (Start.LANE, 120 * MS)


def test_turning_the_clock_leaves_what_is_at_the_cursor_in_its_place() -> None:
    there = view(crowd())
    sight = sight_of(at(there, "fifth view enter in asgi"))
    sight.zoom(1 / 4)
    before = sight.look.window.column_of(sight.time_of(1) or 0)
    sight.turn_clock()
    assert sight.look.window.column_of(sight.time_of(1) or 0) == before


def test_zoom_keeps_the_cursor_in_its_column_and_pan_moves_by_columns() -> None:
    sight = sight_of(at(view(crowd()), "fifth view enter in wsgi"))
    time = sight.time_of(0)
    assert time is not None
    column = sight.look.window.column_of(time)
    for factor in (0.5, 0.5, 2.0):
        sight.zoom(factor)
        assert abs((sight.look.window.column_of(time) or 0) - (column or 0)) <= 1
    assert not sight.look.shows_all
    begin = sight.look.window.begin
    sight.pan(4)
    assert sight.look.window.begin == begin + sight.look.window.extent * 4 // sight.look.window.columns


def test_zoom_at_a_column_and_away_from_the_cursor() -> None:
    sight = sight_of(view(crowd(), cursor=0))
    sight.zoom(0.5, sight.look.window.columns)
    assert sight.look.window.end == 120 * MS
    middle = (sight.look.window.begin + sight.look.window.end) // 2
    sight.zoom(0.5)
    assert abs((sight.look.window.begin + sight.look.window.end) // 2 - middle) <= 1


def test_a_step_out_of_the_window_moves_it_and_one_within_does_not() -> None:
    there = view(crowd())
    sight = sight_of(at(there, "first view enter in wsgi"))
    sight.zoom(1 / 8)
    window = sight.look.window
    see(sight, at(there, "first view exit in wsgi"))
    assert sight.look.window == window
    see(sight, at(there, "last view enter in wsgi"))
    assert sight.look.window.begin <= (sight.time_of(0) or 0) <= sight.look.window.end


def test_the_exchange_at_the_cursor_fills_the_window_from_its_beginning_in_each_lane() -> None:
    sight = sight_of(at(view(crowd()), "third view enter in wsgi"))
    sight.show_exchange()
    assert (sight.look.start, sight.look.exchange) == (Start.EXCHANGE, 3)
    assert sight.look.said == "each lane from exchange 3"
    assert 30 * MS < sight.look.window.end < 33 * MS
    sight.show_all()
    assert (sight.look.start, sight.look.window.extent) == (Start.LANE, 120 * MS)


def test_on_one_clock_the_exchange_is_that_of_the_lane_that_acts() -> None:
    sight = sight_of(at(view(crowd()), "third view enter in wsgi"))
    sight.turn_clock()
    sight.show_exchange()
    assert sight.look.start is Start.CLOCK
    assert 30 * MS < sight.look.window.extent < 33 * MS


def test_what_belongs_to_no_exchange_has_none_to_be_shown() -> None:
    lane = requests("one", 1)
    with lane.request(None, None):
        lane.point("lane", "lost")
    sight = sight_of(view(trace_of(lane)))
    before = sight.look
    sight.show_exchange()
    assert sight.look != before
    empty = sight_of(view(trace_of(_nothing_but_its_start())))
    before = empty.look
    empty.show_exchange()
    assert empty.look == before


def _nothing_but_its_start() -> Builder:
    lane = Builder("one")
    with lane.request(None, None):
        lane.point("lane", "start")
    return lane


def test_a_growing_trace_stays_seen_whole_until_one_looks_closer() -> None:
    events = wsgi(4).events
    trace = Trace(Header(scenario=Scenario("test", ("wsgi",))))
    trace.extend(events[:20])
    there = view(trace)
    sight = sight_of(there)
    for some in (events[20:25], events[25:30]):
        trace.extend(some)
        there = replace(there, player=there.player.grow())
        see(sight, there)
        assert sight.look.window.end == some[-1].time - events[0].time
    sight.zoom(0.5)
    window = sight.look.window
    trace.extend(events[30:])
    see(sight, replace(there, player=there.player.grow()))
    assert sight.look.window == window


def test_time_goes_on_while_something_is_under_way() -> None:
    there = view(trace_of(wsgi(2)))
    end = there.score.trace.events("wsgi")[-1].time
    assert sight_of(there, until=end + 500 * MS).look.window.end == 520 * MS


def test_another_run_is_seen_whole_again() -> None:
    sight = sight_of(view(crowd()))
    sight.zoom(0.1)
    see(sight, view(crowd(3)))
    assert sight.look.shows_all


def test_a_chart_lasts_as_long_as_nothing_of_it_is_another() -> None:
    there = view(crowd())
    sight = sight_of(there)
    chart = sight.chart
    see(sight, at(there, "first view enter in wsgi"))
    assert sight.chart is chart
    sight.see(there, WIDTH, None, Wanted("3", {"wsgi": frozenset({3})}), follows=False)
    assert sight.chart is not chart


@pytest.mark.parametrize("width", [1, 20, 300])
def test_any_width_has_columns(width: int) -> None:
    assert sight_of(view(crowd()), width=width).look.window.columns >= 8


def test_the_timeline_is_made_once_a_score() -> None:
    timelines = Timelines()
    first, second = Score(crowd(2)), Score(crowd(2))
    assert timelines.of(first) is timelines.of(first)
    assert timelines.of(second) is not timelines.of(first)


def test_what_happened_before_the_first_request_lies_before_0() -> None:
    lane = Builder("wsgi", time=0, step=0)
    with lane.request(None, None):
        lane.point("lane", "start")
    lane.events += wsgi(2).events
    sight = sight_of(view(trace_of(lane)))
    assert sight.clock.span[0] == -1_000 * MS
    assert sight.look.window.begin == 0
    sight.zoom(1_000)
    assert sight.look.window.begin == -1_000 * MS


def test_a_look_says_from_where_time_counts() -> None:
    look = Look(sight_of(view(crowd())).look.window)
    assert {replace(look, start=start).said for start in Start} == {
        "one clock for all lanes",
        "each lane from its own beginning",
        "each lane from exchange 1",
    }
