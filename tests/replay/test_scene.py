from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.naive import Fold
from tests.replay.traces import orderly_traces, plain_request, requests, traces
from visualizer.replay import Scene, Score, State
from visualizer.trace import Header, Scenario, Trace


@given(traces() | orderly_traces(), st.data())
def test_a_scene_is_what_a_fold_over_all_events_up_to_the_cursor_gives(trace: Trace, data: st.DataObject) -> None:
    score = Score(trace)
    cursor = data.draw(st.integers(-1, len(score.steps) - 1))
    scene = Scene(score, cursor)
    fold = Fold(score, cursor, scene.exchange)
    for row in score.rows:
        for lane, cell in enumerate(scene.cells(row.number)):
            state = fold.state(row.number, lane)
            assert cell.state is state if state else cell.state in (State.GAP, State.NOT_REACHED)
            assert cell.duration == fold.duration(row.number, lane)
            events = fold.rows.get((row.number, lane), [None])
            assert cell.event == events[-1]
            assert cell.current == (cell.event is not None and cell.event == fold.at[lane])
            assert scene.cell(row.number, lane) == cell
    for lane in range(len(score.lanes)):
        check_lane(scene, fold, lane)


def check_lane(scene: Scene, fold: Fold, lane: int) -> None:
    found = scene.lane(lane)
    mine = fold.mine(lane)
    assert found.at == fold.at[lane]
    if scene.exchange is None:
        return
    assert found.last == (mine[-1] if mine else None)
    assert scene.counts(lane) == fold.counts(lane)
    assert [segment.event for segment in scene.bytes(lane).segments] == fold.wire(lane)
    assert [message.event for message in scene.messages(lane).messages] == fold.messages(lane)
    data = scene.data(lane)
    assert data.event == found.last
    stack = [span.event for span in found.stack]
    assert stack == sorted(stack)
    assert all(span in mine and scene.score.partner(lane, span) not in mine for span in stack)


@given(st.integers(0, 3), st.data())
def test_the_open_spans_in_one_thread_are_those_entered_and_not_left(count: int, data: st.DataObject) -> None:
    score = Score(trace_of(requests("one", count)))
    cursor = data.draw(st.integers(-1, len(score.steps) - 1))
    opened: list[int] = []
    for step in range(cursor + 1):
        event = score.event(0, step)
        if event.stage != "client" and event.phase == "enter":
            opened.append(step)
        elif event.stage != "client" and event.phase == "exit":
            opened.pop()
    assert [span.event for span in Scene(score, cursor).lane(0).stack] == opened


def test_before_the_first_step_nothing_is_reached() -> None:
    score = Score(golden("both"))
    scene = Scene(score, -1)
    assert scene.step is None
    assert scene.row is None
    assert scene.exchange == 1
    assert list(scene.rows) == list(range(len(score.rows)))
    assert {cell.state for row in scene.rows for cell in scene.cells(row)} == {State.NOT_REACHED, State.GAP}
    assert scene.lane(0) == (None, None, None, "", False, ())


def test_the_onion_at_a_query_of_the_view() -> None:
    score = Score(golden("both"))
    step = next(step for step in score.steps if score.rows[step.row].name == "SQL SELECT")
    scene = Scene(score, step.number)
    assert [span.name for span in scene.lane(0).stack] == [
        "exchange",
        "application",
        "SessionMiddleware",
        "hello",
        "SQL SELECT",
    ]
    assert [span.name for span in scene.lane(1).stack if span.is_layer] == ["SessionMiddleware", "hello", "SQL SELECT"]
    assert (scene.lane(0).where, scene.lane(1).where) == ("MainThread", "worker-1")


def test_a_lane_that_stays_keeps_its_event() -> None:
    score = Score(golden("both"))
    scene = Scene(score, 9)
    assert scene.step is not None
    assert scene.step.events[0] is None
    assert (scene.lane(0).at, scene.lane(0).last) == (None, 8)
    assert score.event(0, 8).name == "application"


def test_the_response_has_started_from_its_first_event_on() -> None:
    score = Score(golden("both"))
    step = next(step for step in score.steps if score.rows[step.row].name == "start_response")
    assert [Scene(score, step.number).lane(lane).is_responding for lane in (0, 1)] == [True, True]
    assert [Scene(score, step.number - 1).lane(lane).is_responding for lane in (0, 1)] == [False, False]


def test_the_counts_of_the_golden_trace() -> None:
    score = Score(golden("both"))
    scene = Scene(score, len(score.steps) - 1)
    assert scene.counts(0)[1:] == (1, 0, 0, 1)
    assert scene.counts(1)[1:] == (2, 10, 5, 1)


def test_a_row_of_no_exchange_shows_the_exchange_that_follows() -> None:
    lane = Builder("one")
    with lane.request(None, None):
        lane.point("lane", "listen")
    plain_request(lane)
    scene = Scene(Score(trace_of(lane)), 0)
    assert scene.exchange == 1
    assert scene.row not in scene.rows


def test_a_trace_of_no_exchange_at_all() -> None:
    lane = Builder("one")
    with lane.request(None, None):
        lane.point("lane", "listen")
    scene = Scene(Score(trace_of(lane)), 0)
    assert scene.exchange is None
    assert [scene.score.rows[row].name for row in scene.rows] == ["listen"]
    assert scene.lane(0).last == 0


def test_an_empty_trace_has_a_scene_with_nothing_in_it() -> None:
    scene = Scene(Score(Trace(Header(scenario=Scenario("empty", ("one",))))), -1)
    assert (scene.step, scene.exchange, list(scene.rows)) == (None, None, [])
    assert scene.counts(0) == (0, 0, 0, 0, 0)
    assert scene.code(0) is None
    assert (scene.bytes(0).segments, scene.messages(0).messages, scene.data(0).entries) == ((), (), ())


@pytest.mark.parametrize("cursor", [-2, 53])
def test_a_step_that_there_is_not(cursor: int) -> None:
    score = Score(golden("both"))
    assert len(score.steps) == 53
    with pytest.raises(IndexError, match=f"there is no step {cursor}: there are 53"):
        Scene(score, cursor)


def test_in_an_empty_trace_there_is_no_step_0() -> None:
    with pytest.raises(IndexError, match="there are 0"):
        Scene(Score(Trace()), 0)
