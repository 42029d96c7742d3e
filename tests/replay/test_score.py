from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import CLIENT, filled, orderly_traces, plain_request, requests, traces
from visualizer.replay import Score
from visualizer.trace import Event, Header, Scenario, Trace


def picture(score: Score) -> list[tuple[str, str, tuple[str | None, ...]]]:
    """Each step as (phase, the row's stage, the names of the lanes that move)."""
    return [
        (
            step.phase,
            score.rows[step.row].stage,
            tuple(None if event is None else score.event(lane, event).name for lane, event in enumerate(step.events)),
        )
        for step in score.steps
    ]


def test_both_lanes_of_the_golden_trace_stand_level() -> None:
    """The score of docs/architecture.md."""
    middle = picture(Score(golden("both")))[8:36]
    assert middle == [
        ("enter", "environ", ("application", "application")),
        ("enter", "scope", (None, "receive")),
        ("exit", "scope", (None, "receive")),
        ("enter", "middleware", (None, "hop sync_to_async")),
        ("enter", "middleware", ("signal request_started", "signal request_started")),
        ("exit", "middleware", ("signal request_started", "signal request_started")),
        ("exit", "middleware", (None, "hop sync_to_async")),
        ("enter", "scope", (None, "receive")),
        ("enter", "middleware", (None, "hop sync_to_async")),
        ("enter", "middleware", ("SessionMiddleware", "SessionMiddleware")),
        ("enter", "middleware", (None, "hop async_to_sync")),
        ("enter", "view", ("URL match", "URL match")),
        ("exit", "view", ("URL match", "URL match")),
        ("enter", "view", ("hello", "hello")),
        ("enter", "middleware", (None, "hop sync_to_async")),
        ("enter", "view", ("SQL SELECT", "SQL SELECT")),
        ("exit", "view", ("SQL SELECT", "SQL SELECT")),
        ("exit", "middleware", (None, "hop sync_to_async")),
        ("enter", "view", ("template render", "template render")),
        ("exit", "view", ("template render", "template render")),
        ("exit", "view", ("hello", "hello")),
        ("exit", "middleware", (None, "hop async_to_sync")),
        ("exit", "middleware", ("SessionMiddleware", "SessionMiddleware")),
        ("exit", "middleware", (None, "hop sync_to_async")),
        ("enter", "response", ("start_response", "http.response.start")),
        ("exit", "environ", ("application", None)),
        ("exit", "response", (None, "http.response.start")),
        ("enter", "response", ("chunk", "http.response.body")),
    ]


def test_what_ends_in_another_order_has_two_steps_in_one_row() -> None:
    score = Score(golden("both"))
    ends = [step for step in score.steps if step.phase == "exit" and score.rows[step.row].stage == "environ"]
    assert [step.events[0] is None for step in ends] == [False, True]
    assert ends[0].row == ends[1].row


def test_the_rings_of_the_onion() -> None:
    score = Score(golden("both"))
    depths = {row.name: row.depth for row in score.rows}
    assert (depths["SessionMiddleware"], depths["hello"], depths["SQL SELECT"]) == (0, 1, 2)


def test_a_row_says_each_lane_s_own_words() -> None:
    score = Score(golden("both"))
    row = next(row for row in score.rows if row.name == "start_response")
    assert row.names == ("start_response", "http.response.start")
    assert row.stages == ("response", "response")
    assert score.rows[8].stages == (None, "scope")
    assert (score.rows[7].stage, score.rows[7].stages) == ("environ", ("environ", "scope"))


def test_where_the_client_s_events_fall_does_not_move_the_server_s() -> None:
    def servers(late: bool) -> list[tuple[int | None, ...]]:
        lanes = []
        for name, last in (("one", False), ("two", late)):
            lane = Builder(name)
            lane.enter("socket", "exchange")
            lane.point("socket", "send")
            if not last:
                client_receives(lane)
            lane.enter("response", "close")
            lane.leave("response", "close")
            lane.leave("socket", "exchange")
            if last:
                client_receives(lane)
            lanes.append(lane)
        score = Score(trace_of(*lanes))
        return [
            tuple(None if event is None else score.event(lane, event).seq for lane, event in enumerate(step.events))
            for step in score.steps
            if score.rows[step.row].stage != "client"
        ]

    assert servers(late=False) == servers(late=True) == [(number, number) for number in range(1, 6)]


def client_receives(lane: Builder) -> None:
    with lane.at(CLIENT, "client"):
        for _ in range(10):
            lane.point("client", "receive")


def test_what_names_its_connection_alone_goes_with_an_exchange_of_it() -> None:
    lane = Builder("one")
    for number in (1, 2):
        with lane.request(number, None):
            lane.point("socket", "accept")
        with lane.request(number, number):
            plain_request(lane)
        with lane.request(number, None):
            lane.point("socket", "close")
    score = Score(trace_of(lane))
    rows = {exchange: [score.rows[number].name for number in score.rows_of(exchange)] for exchange in (1, 2)}
    assert rows[1] == rows[2]
    assert (rows[1][0], rows[1][-1]) == ("accept", "close")
    assert {row.exchange for row in score.rows} == {1, 2}
    assert [score.exchange_of(row.number) for row in score.rows] == [row.exchange for row in score.rows]


def test_what_belongs_to_no_exchange_has_rows_of_its_own() -> None:
    lane = Builder("one")
    with lane.request(None, None):
        lane.point("lane", "listen")
    plain_request(lane)
    with lane.request(9, None):
        lane.point("socket", "accept")
    score = Score(trace_of(lane))
    assert [score.rows[number].name for number in score.rows_of(None)] == ["listen", "accept"]
    assert score.rows[0].exchange is None


def test_exchanges_are_numbered_as_they_are_first_named_in_whatever_way_they_were_emitted() -> None:
    lane = Builder("one")
    for port in (50_112, 40_961):
        with lane.request(port, 1):
            plain_request(lane)
    assert Score(trace_of(lane)).exchanges == 2


def test_overlapping_requests_are_aligned_each_with_its_own() -> None:
    def overlapping(name: str, order: str) -> Builder:
        lane = Builder(name)
        for letter in order:
            number = 1 + (letter.lower() == "b")
            with lane.request(number, number):
                if letter.isupper():
                    lane.enter("socket", "exchange")
                else:
                    lane.leave("socket", "exchange")
        return lane

    score = Score(trace_of(overlapping("one", "ABab"), overlapping("two", "ABba")))
    assert [(score.rows[step.row].exchange, step.phase, step.events) for step in score.steps] == [
        (1, "enter", (0, 0)),
        (2, "enter", (1, 1)),
        (2, "exit", (None, 2)),
        (1, "exit", (2, 3)),
        (2, "exit", (3, None)),
    ]


def test_a_lane_that_has_fewer_requests_has_gaps_for_the_rest() -> None:
    score = Score(trace_of(requests("one", 3), requests("two", 1)))
    assert score.exchanges == 3
    assert {row.exchange for row in score.rows if None in row.names} == {2, 3}


def test_an_exchange_that_there_is_not() -> None:
    score = Score(trace_of(requests("one", 2)))
    assert len(score.rows_of(2)) == len(score.rows_of(1)) > 0
    for number in (-1, 3):
        with pytest.raises(IndexError, match=r"there is no exchange -?\d: there are 2"):
            score.rows_of(number)


def test_spans_around_and_the_other_end() -> None:
    lane = Builder("one")
    plain_request(lane)
    score = Score(trace_of(requests("zero", 1), lane))
    names = [event.name for event in lane.events]
    view = names.index("hello")
    assert score.parent(1, view) == names.index("Outer")
    assert score.partner(1, view) == view + 1
    assert score.partner(1, view + 1) == view
    assert score.parent(1, 0) is None
    assert score.partner(1, names.index("recv")) is None
    assert score.label(1, view).name == score.event(1, view).name == "hello"
    assert score.row_of(1, view) == score.row_of(1, view + 1)


def test_a_trace_without_lanes_or_events() -> None:
    for trace in (Trace(), Trace(Header(scenario=Scenario("empty", ("one", "two"))))):
        score = Score(trace)
        assert (len(score.steps), len(score.rows), score.exchanges) == (0, 0, 0)
        assert not score.grow()


def test_items_are_found_as_in_any_sequence() -> None:
    score = Score(trace_of(requests("one", 1)))
    assert score.steps[-1] == list(score.steps)[-1]
    assert score.rows[1:3] == [score.rows[1], score.rows[2]]
    with pytest.raises(IndexError):
        score.steps[len(score.steps)]


def test_the_clock_of_a_step() -> None:
    lane = requests("one", 1)
    score = Score(trace_of(lane))
    assert [score.time_of(step) for step in range(len(score.steps))] == [event.time for event in lane.events]


@given(traces() | orderly_traces())
def test_steps_visit_every_event_of_every_lane_once_and_in_its_order(trace: Trace) -> None:
    score = Score(trace)
    for lane, name in enumerate(score.lanes):
        visited = [event for step in score.steps if (event := step.events[lane]) is not None]
        assert visited == list(range(len(trace.events(name))))
        assert [score.step_of(lane, event) for event in visited] == list(score.lane_steps(lane))
    assert all(set(step.events) != {None} for step in score.steps)


@given(traces() | orderly_traces())
def test_events_of_a_step_say_the_same_and_a_row_begins_before_it_ends(trace: Trace) -> None:
    score = Score(trace)
    for step in score.steps:
        labels = [score.label(lane, event) for lane, event in enumerate(step.events) if event is not None]
        assert len({(label.meaning, label.is_exit) for label in labels}) == 1
        row = score.rows[step.row]
        ends = row.exits if step.phase == "exit" else row.enters
        assert all(event is None or event == ends[lane] for lane, event in enumerate(step.events))
        assert row.first_step <= step.number
    for row in score.rows:
        for enter, leave in zip(row.enters, row.exits, strict=True):
            assert enter is None or leave is None or enter < leave


@given(traces() | orderly_traces())
def test_rows_of_the_exchanges_are_all_rows(trace: Trace) -> None:
    score = Score(trace)
    by_exchange = [number for exchange in range(1, score.exchanges + 1) for number in score.rows_of(exchange)]
    assert sorted(by_exchange) == [row.number for row in score.rows if row.exchange is not None]


@given(traces() | orderly_traces(), st.data())
def test_a_score_that_grew_event_by_event_is_the_score_built_at_once(trace: Trace, data: st.DataObject) -> None:
    growing = Trace(Header(scenario=Scenario("test", trace.lanes)))
    score = Score(growing)
    for event in data.draw(interleaved([list(trace.events(lane)) for lane in trace.lanes])):
        growing.append(event)
        if data.draw(st.booleans()):
            assert score.grow()
    score.grow()
    whole = Score(trace)
    assert list(score.steps) == list(whole.steps)
    assert list(score.rows) == list(whole.rows)
    assert score.exchanges == whole.exchanges


def test_a_lane_that_comes_to_a_request_when_another_is_two_ahead() -> None:
    ahead, behind = requests("one", 3).events, requests("two", 1).events
    trace = filled(("one", "two"), [ahead])
    score = Score(trace)
    for event in behind:
        trace.append(event)
        score.grow()
    assert list(score.steps) == list(Score(filled(("one", "two"), [ahead, behind])).steps)


def test_a_request_that_reaches_back_over_others_by_its_connection() -> None:
    lane = Builder("one")
    with lane.request(1, None):
        lane.point("socket", "accept")
    for connection, exchange in ((2, 1), (3, 2), (1, 3)):
        with lane.request(connection, exchange):
            lane.point("socket", "recv")
    trace = Trace(Header(scenario=Scenario("test", ("one",))))
    score = Score(trace)
    for event in lane.events:
        trace.append(event)
        score.grow()
    assert [row.exchange for row in score.rows] == [3, 1, 2, 3]
    assert list(score.rows) == list(Score(trace).rows)


@st.composite
def interleaved(draw: st.DrawFn, lanes: list[list[Event]]) -> list[Event]:
    """The events of all lanes in one list, each lane's in order."""
    left = [list(lane) for lane in lanes if lane]
    merged = []
    while left:
        lane = draw(st.sampled_from(left))
        merged.append(lane.pop(0))
        left = [other for other in left if other]
    return merged


def test_a_lane_that_appears_later() -> None:
    trace = filled((), [requests("one", 1).events])
    score = Score(trace)
    for event in requests("two", 2).events:
        trace.append(event)
    assert score.grow()
    assert score.lanes == ("one", "two")
    assert list(score.steps) == list(Score(trace).steps)
