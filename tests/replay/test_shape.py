from __future__ import annotations

from collections.abc import Sequence

from tests.build import Builder, trace_of
from tests.replay.traces import CLIENT, MAIN, WORKER, plain_request, requests, task
from visualizer.replay.layout import Layout
from visualizer.replay.shape import NONE, Shape
from visualizer.trace import Place


def grown(lane: Builder) -> Shape:
    layout = Layout(trace_of(lane))
    layout.grow()
    return layout.alignments[-1].shapes[0]


def nesting(lane: Builder) -> list[tuple[str, str | None]]:
    """Every enter and point with the name of the span around it."""
    shape = grown(lane)
    names = [event.name for event in lane.events]
    return [
        (event.name, None if shape.parent[at] == NONE else names[shape.parent[at]])
        for at, event in enumerate(lane.events)
        if event.phase != "exit"
    ]


def test_spans_in_one_thread_nest_as_they_are_entered() -> None:
    lane = Builder("one")
    lane.enter("environ", "application")
    lane.enter("middleware", "Outer")
    lane.point("response", "write")
    lane.leave("middleware", "Outer")
    lane.point("response", "chunk")
    assert nesting(lane) == [
        ("application", None),
        ("Outer", "application"),
        ("write", "Outer"),
        ("chunk", "application"),
    ]


def test_an_exit_finds_its_enter_and_has_its_parent_and_depth() -> None:
    lane = Builder("one")
    plain_request(lane)
    shape = grown(lane)
    for at, event in enumerate(lane.events):
        if event.phase == "point":
            assert shape.partner[at] == NONE
        else:
            other = shape.partner[at]
            assert lane.events[other].name == event.name
            assert {event.phase, lane.events[other].phase} == {"enter", "exit"}
            assert (shape.parent[at], shape.depth[at]) == (shape.parent[other], shape.depth[other])


def test_what_runs_where_a_hop_leads_is_inside_of_the_hop() -> None:
    lane = Builder("one")
    with lane.at(task(1)):
        lane.enter("middleware", "hop sync_to_async")
        with lane.at(WORKER):
            lane.enter("middleware", "Sync")
            lane.enter("middleware", "hop async_to_sync")
        with lane.at(task(2)):
            lane.enter("view", "hello")
            lane.enter("middleware", "hop sync_to_async")
            with lane.at(WORKER):
                lane.enter("view", "SQL SELECT")
    assert nesting(lane) == [
        ("hop sync_to_async", None),
        ("Sync", "hop sync_to_async"),
        ("hop async_to_sync", "Sync"),
        ("hello", "hop async_to_sync"),
        ("hop sync_to_async", "hello"),
        ("SQL SELECT", "hop sync_to_async"),
    ]
    assert list(grown(lane).depth) == [0, 0, 1, 1, 2, 2]


def test_a_new_task_is_inside_of_what_started_it_and_not_of_what_is_awaited_beside_it() -> None:
    lane = Builder("one")
    with lane.at(task(1)):
        lane.enter("scope", "application")
    with lane.at(task(2)):
        lane.enter("scope", "receive")
    with lane.at(task(3)):
        lane.enter("middleware", "Outer")
        lane.enter("middleware", "hop sync_to_async")
    with lane.at(task(4)):
        lane.enter("view", "hello")
    assert nesting(lane)[1:] == [
        ("receive", "application"),
        ("Outer", "application"),
        ("hop sync_to_async", "Outer"),
        ("hello", "Outer"),
    ]


def test_the_client_is_never_around_what_the_server_does() -> None:
    lane = Builder("one")
    with lane.at(CLIENT, "client"):
        lane.enter("client", "request")
    lane.enter("socket", "exchange")
    with lane.at(CLIENT, "client"):
        lane.point("client", "receive")
    assert nesting(lane) == [("request", None), ("exchange", None), ("receive", "request")]


def test_an_exit_elsewhere_in_the_process_ends_the_innermost_of_its_name() -> None:
    lane = Builder("one")
    lane.enter("view", "hello")
    lane.enter("view", "SQL SELECT")
    with lane.at(WORKER):
        lane.leave("view", "hello")
    assert list(grown(lane).partner) == [2, NONE, 0]


def test_an_exit_in_another_process_ends_nothing() -> None:
    lane = Builder("one")
    lane.enter("view", "hello")
    with lane.at(Place(7, "MainThread", None)):
        lane.leave("view", "hello")
    shape = grown(lane)
    assert list(shape.partner) == [NONE, NONE]
    assert shape.keys[1].occurrence == -1


def test_spans_of_the_same_name_in_two_places_end_where_they_began() -> None:
    lane = Builder("one")
    for place in (task(1), task(2)):
        with lane.at(place):
            lane.enter("middleware", "hop sync_to_async")
    with lane.at(task(1)):
        lane.leave("middleware", "hop sync_to_async")
    assert list(grown(lane).partner) == [2, NONE, 0]


def test_no_two_events_have_an_equal_key() -> None:
    lane = Builder("one")
    for _ in range(3):
        lane.enter("view", "SQL SELECT")
        lane.leave("view", "SQL SELECT")
        lane.leave("view", "SQL SELECT")
        lane.point("response", "chunk")
    keys = grown(lane).keys
    assert len(set(keys)) == len(keys)


def test_depth_matters_inside_the_application_only() -> None:
    lane = Builder("one")
    lane.enter("view", "hello")
    lane.enter("environ", "input.read")
    shape = grown(lane)
    assert (shape.depth[1], shape.keys[1].depth) == (1, 0)


def counts(lane: Builder) -> tuple[Sequence[int], Sequence[int]]:
    exchange = grown(lane).exchanges[1]
    return list(exchange.switches), list(exchange.threads)


def test_a_switch_is_an_event_in_another_thread_than_the_one_before() -> None:
    lane = Builder("one")
    for place in (MAIN, task(1), WORKER, WORKER, MAIN):
        with lane.at(place):
            lane.point("socket", "send")
    assert counts(lane) == ([0, 0, 1, 1, 2], [1, 1, 2, 2, 2])


def test_the_client_s_thread_is_not_counted() -> None:
    lane = Builder("one")
    lane.point("socket", "recv")
    with lane.at(CLIENT, "client"):
        lane.point("client", "send")
    lane.point("socket", "send")
    assert counts(lane) == ([0, 0], [1, 1])


def test_requests_that_do_the_same_share_a_shape() -> None:
    layout = Layout(trace_of(requests("one", 4)))
    layout.grow()
    first, second, third, _ = (alignment.shapes[0] for alignment in layout.alignments)
    assert first is second is third
