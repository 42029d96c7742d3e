from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import orderly_traces, plain_request, requests, traces
from visualizer.replay import Pace, Player, Score
from visualizer.replay.player import LONGEST, SHORTEST, START, TRAIL_LIMIT
from visualizer.trace import Header, Scenario, Trace


@pytest.fixture
def player() -> Player:
    return Player(Score(golden("both"))).with_stops([20, 5, 12, 5])


def test_it_begins_before_the_first_step(player: Player) -> None:
    assert player.cursor == START
    assert player.at_start
    assert not player.at_frontier


def test_stepping_on_and_back(player: Player) -> None:
    assert player.next().cursor == 0
    assert player.next().next().back().cursor == 0
    assert player.next().back() == player


def test_it_stays_at_either_end(player: Player) -> None:
    assert player.back() is player
    end = player.end()
    assert end.cursor == player.frontier == len(player.score.steps) - 1
    assert end.at_frontier
    assert end.next() is end


@given(traces() | orderly_traces(), st.data())
def test_next_and_then_back_is_where_one_was(trace: Trace, data: st.DataObject) -> None:
    player = Player(Score(trace))
    player = player.jump(data.draw(st.integers(-1, max(player.frontier, -1))))
    if not player.at_frontier:
        assert player.next().back() == player
    if not player.at_start:
        assert player.back().next() == player


def test_stops_are_sorted_and_each_there_once(player: Player) -> None:
    assert player.stops == (5, 12, 20)


def test_going_from_stop_to_stop(player: Player) -> None:
    assert [player.next_stop().cursor, player.next_stop().next_stop().cursor] == [5, 12]
    last = player.jump(20)
    assert last.next_stop().cursor == player.frontier
    assert last.back_stop().cursor == 12
    assert player.jump(13).back_stop().cursor == 12
    assert player.jump(5).back_stop().cursor == START


@pytest.mark.parametrize(("cursor", "stop", "at_stop"), [(-1, 0, False), (5, 1, True), (6, 1, False), (12, 2, True)])
def test_which_stop_is_reached(player: Player, cursor: int, stop: int, at_stop: bool) -> None:
    there = player.jump(cursor)
    assert (there.stop, there.at_stop) == (stop, at_stop)


def test_without_stops_the_next_is_the_frontier() -> None:
    player = Player(Score(golden("wsgi")))
    assert player.next_stop().at_frontier
    assert player.end().back_stop().at_start
    assert not player.at_stop


def test_going_on_in_one_lane_passes_over_its_gaps(player: Player) -> None:
    wsgi = player.jump(8).next_in(0)
    assert wsgi.cursor == 12
    assert wsgi.back_in(0).cursor == 8
    assert player.back_in(0) is player
    assert player.end().next_in(0).at_frontier
    assert player.jump(0).back_in(0).at_start


def test_a_jump_can_be_taken_back(player: Player) -> None:
    there = player.jump(7).next().jump(30).home().end()
    assert [there.undo().cursor, there.undo().undo().cursor, there.undo().undo().undo().cursor] == [START, 30, 8]
    assert player.undo() is player


def test_a_jump_goes_as_near_as_there_is(player: Player) -> None:
    assert player.jump(10_000).at_frontier
    assert player.jump(-7) is player


def test_only_so_many_jumps_can_be_taken_back(player: Player) -> None:
    for number in range(TRAIL_LIMIT + 10):
        player = player.jump(number % 2)
    assert len(player.trail) == TRAIL_LIMIT


def test_an_even_pace(player: Player) -> None:
    assert player.delay(Pace(steps_per_second=4)) == 0.25
    assert player.end().delay(Pace()) is None


def test_the_time_that_really_passed() -> None:
    lane = Builder("one", step=1_000_000)
    plain_request(lane)
    player = Player(Score(trace_of(lane))).next()
    assert player.delay(Pace(steps_per_second=None, stretch=500)) == pytest.approx(0.5)
    assert player.delay(Pace(steps_per_second=None, stretch=0.001)) == SHORTEST
    assert player.delay(Pace(steps_per_second=None, stretch=1e9)) == LONGEST
    assert player.back().delay(Pace(steps_per_second=None)) == SHORTEST


def test_an_empty_trace_has_nowhere_to_go() -> None:
    player = Player(Score(Trace()))
    for moved in (player.next(), player.back(), player.next_stop(), player.back_stop(), player.home(), player.end()):
        assert moved is player
    assert player.at_start
    assert player.at_frontier
    assert player.delay(Pace()) is None


def test_while_the_trace_grows_it_looks_at_the_same_event() -> None:
    whole = trace_of(requests("one", 2), requests("two", 2))
    trace = Trace(Header(scenario=Scenario("test", ("one", "two"))))
    for event in whole.events("one"):
        trace.append(event)
    player = Player(Score(trace)).with_stops([3, 9]).jump(2).jump(20)
    before = [player.score.anchor(step) for step in (player.cursor, *player.stops, *player.trail)]
    for event in whole.events("two")[:9]:
        trace.append(event)
        player = player.grow()
        assert [player.score.anchor(step) for step in (player.cursor, *player.stops, *player.trail)] == before
    assert player.grow() is player


def test_one_who_is_before_the_first_step_or_at_the_frontier_stays_there_while_it_grows() -> None:
    whole = requests("one", 2)
    trace = Trace()
    player = Player(Score(trace))
    for event in whole.events[:5]:
        trace.append(event)
    player = player.grow()
    assert player.at_start
    end = player.end()
    trace.append(whole.events[5])
    end = end.grow()
    assert end.cursor == 4
    assert end.next().at_frontier
