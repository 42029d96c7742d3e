from __future__ import annotations

import pytest

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import MAIN, WORKER, plain_request, requests, task
from visualizer.replay import Cell, Scene, Score, State, where
from visualizer.trace import Place, Trace


def cell_of(score: Score, cursor: int, name: str, lane: int = 0) -> Cell:
    """The cell of the first row of that name."""
    row = next(row for row in score.rows if name in row.names)
    return Scene(score, cursor).cell(row.number, lane)


@pytest.fixture
def plain() -> Score:
    return Score(trace_of(requests("one", 1)))


def step_of(score: Score, name: str, phase: str = "enter") -> int:
    return next(step.number for step in score.steps if name in score.rows[step.row].names and step.phase == phase)


def test_a_span_from_before_it_to_after_it(plain: Score) -> None:
    enter, leave = step_of(plain, "Outer"), step_of(plain, "Outer", "exit")
    states = [cell_of(plain, cursor, "Outer").state for cursor in (enter - 1, enter, enter + 1, leave, leave + 1)]
    assert states == [State.NOT_REACHED, State.ENTERED, State.OPEN, State.LEFT, State.PASSED]
    assert [cell_of(plain, cursor, "Outer").current for cursor in (enter, enter + 1, leave)] == [True, False, True]


def test_a_point_is_left_at_once(plain: Score) -> None:
    at = step_of(plain, "recv")
    assert [cell_of(plain, cursor, "recv").state for cursor in (at, at + 1)] == [State.LEFT, State.PASSED]
    assert cell_of(plain, at, "recv").duration is None


def test_how_a_span_ended() -> None:
    raised, cancelled = Score(golden("raised")), Score(golden("cancelled"))
    assert cell_of(raised, step_of(raised, "fail", "exit"), "fail").state is State.RAISED
    assert cell_of(cancelled, len(cancelled.steps) - 1, "wait").state is State.CANCELLED


def test_the_time_so_far_and_in_all(plain: Score) -> None:
    enter = step_of(plain, "Outer")
    assert [cell_of(plain, enter + on, "Outer").duration for on in (0, 1, 2, 3, 4)] == [
        0,
        20_000,
        40_000,
        60_000,
        60_000,
    ]


def test_down_on_the_way_in_and_up_on_the_way_back(plain: Score) -> None:
    enter, leave = step_of(plain, "Outer"), step_of(plain, "Outer", "exit")
    assert [cell_of(plain, cursor, "Outer").arrow for cursor in (enter - 1, enter, leave - 1, leave)] == [
        "",
        "↓",
        "↓",
        "↑",
    ]
    end = len(plain.steps) - 1
    assert [cell_of(plain, end, name).arrow for name in ("recv", "start_response", "send")] == ["↓", "↑", "↓"]


def test_what_the_request_does_not_pass_through_points_the_way_that_it_goes() -> None:
    score = Score(golden("both"))
    end = len(score.steps) - 1
    assert [cell_of(score, end, name, 1).arrow for name in ("head", "URL match", "SQL SELECT")] == ["↓", "↓", "↓"]
    hops = [row.number for row in score.rows if row.name == "hop sync_to_async"]
    # For request_started, for the middleware, for the query, for response.close.
    assert [Scene(score, end).cell(row, 1).arrow for row in hops] == ["↓", "↑", "↓", "↑"]


def test_after_the_view_is_left_it_goes_back_even_without_a_response() -> None:
    score = Score(golden("cancelled"))
    assert cell_of(score, len(score.steps) - 1, "signal request_finished").arrow == "↑"


def test_a_gap_and_what_may_still_come() -> None:
    whole = golden("both")
    trace = Trace(whole.header)
    for event in whole.events("wsgi"):
        trace.append(event)
    for event in list(whole.events("asgi"))[:12]:
        trace.append(event)
    score = Score(trace)
    end = len(score.steps) - 1
    assert cell_of(score, end, "hop sync_to_async", 0).state is State.GAP
    assert cell_of(score, end, "close", 1).state is State.NOT_REACHED
    whole_score = Score(whole)
    assert cell_of(whole_score, end, "http.response.start", 0).state is State.PASSED
    row = next(row for row in whole_score.rows if row.names == ("close", None) and row.stage == "response")
    assert Scene(whole_score, 0).cell(row.number, 1).state is State.GAP


def test_a_lane_that_has_not_begun_may_still_come() -> None:
    trace = trace_of(requests("one", 1), Builder("two"))
    assert Scene(Score(trace), 3).cell(0, 1).state is State.NOT_REACHED


def test_a_request_that_a_lane_never_had_is_a_gap_once_another_follows() -> None:
    first, second = Builder("one"), Builder("two")
    for number in (1, 2):
        with first.request(number, number):
            plain_request(first)
    for number in (1, 2):
        with second.request(number, number):
            second.point("socket", "recv")
    score = Score(trace_of(first, second))
    assert {Scene(score, 0).cell(row, 1).state for row in score.rows_of(1)} == {State.GAP, State.NOT_REACHED}
    recv = next(row for row in score.rows_of(1) if score.rows[row].name == "recv")
    assert Scene(score, 0).cell(recv, 1).state is State.NOT_REACHED
    assert Scene(score, 0).cell(0, 1).state is State.GAP


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (MAIN, "MainThread"),
        (WORKER, "worker-1"),
        (task(3), "loop · Task-3"),
        (Place(1, "worker-2", "Task-1"), "worker-2 loop · Task-1"),
    ],
)
def test_a_place_in_words(place: Place, words: str) -> None:
    assert where(place) == words


def test_a_switch_of_threads() -> None:
    score = Score(golden("both"))
    end = len(score.steps) - 1
    assert cell_of(score, end, "SessionMiddleware", 1).switched
    assert not cell_of(score, end, "SessionMiddleware", 0).switched
    assert not cell_of(score, end, "receive", 1).switched
    assert cell_of(score, end, "SessionMiddleware", 1).place == Place(2, "worker-1", None)
