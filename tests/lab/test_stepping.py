"""Which lane is held where, what "next" lets go, and where nothing can be held: without a lane."""

from __future__ import annotations

import pytest

from tests.build import Builder
from visualizer.lab import BreakOn, Breakpoint, Doing, LaneStep, cannot_hold
from visualizer.lab.stepping import is_level, next_to_go, table, waits_for
from visualizer.replay import SelectorError
from visualizer.trace import Event, Phase, Place, Stage


def event(stage: Stage, name: str, phase: Phase = "enter", lane: str = "wsgi") -> Event:
    builder = Builder(lane)
    if phase == "exit":
        return builder.leave(stage, name)
    return builder.enter(stage, name) if phase == "enter" else builder.point(stage, name)


def walked(*events: Event) -> LaneStep:
    """A lane that was held at each of these and let go, but for the last."""
    step = LaneStep().sends()
    for number, each in enumerate(events):
        step = step.hold(each)
        if number < len(events) - 1:
            step = step.let_go(each)
    return step


@pytest.mark.parametrize(
    "held",
    [
        event("environ", "application"),
        event("environ", "input.read", "exit"),
        event("scope", "receive"),
        event("middleware", "SessionMiddleware", "exit"),
        event("view", "hello"),
        event("response", "chunk", "point"),
        event("response", "http.response.start"),
        event("response", "close"),
        event("response", "response.close", "exit"),
    ],
)
def test_where_an_exchange_can_be_held(held: Event) -> None:
    assert cannot_hold(held) is None


@pytest.mark.parametrize(
    "passed",
    [
        event("view", "SQL SELECT"),
        event("view", "URL match", "exit"),
        event("middleware", "hop sync_to_async"),
        event("response", "start_response", "point"),
        event("parse", "head"),
        event("socket", "recv", "point"),
    ],
)
def test_where_the_server_passes_without_asking(passed: Event) -> None:
    assert cannot_hold(passed) == "it is no stage boundary: the server passes here without asking"


def test_why_else_nothing_can_be_held() -> None:
    lane = Builder("asgi")
    with lane.request(None, None):
        assert "no exchange" in str(cannot_hold(lane.enter("lifespan", "application")))
    with lane.at(Place(0, "client", None), "client"):
        assert "in the client" in str(cannot_hold(lane.enter("client", "request")))
    with lane.at(Place(1, "MainThread", "Task-1")):
        assert "freeze" in str(cannot_hold(lane.enter("view", "hello", mode="sync")))
        assert cannot_hold(lane.enter("view", "hello", mode="async")) is None


def test_a_breakpoint_from_words_and_from_an_event() -> None:
    assert BreakOn.parse("SessionMiddleware exit in asgi of exchange 2") == BreakOn(
        None, "SessionMiddleware", "exit", "asgi", 2
    )
    assert BreakOn.at(event("view", "hello", "exit")) == BreakOn("view", "hello", "exit")
    assert BreakOn.at(event("response", "chunk", "point")) == BreakOn("response", "chunk")
    with pytest.raises(SelectorError):
        BreakOn.parse("")


def test_a_breakpoint_holds_each_time_so_it_does_not_count() -> None:
    with pytest.raises(SelectorError, match="name an exchange, as in view #2"):
        BreakOn.parse("second view enter")


def test_what_a_breakpoint_fits() -> None:
    view = event("view", "hello")
    assert BreakOn().fits(view)
    assert BreakOn("view", "hello", "enter", "wsgi", 1).fits(view)
    assert not BreakOn(lane="asgi").fits(view)


def test_only_the_chosen_are_held() -> None:
    stops = (BreakOn("view"), BreakOn("scope", lane="asgi"), BreakOn("environ", exchange=2))
    chosen = {(50_000, None): None, (50_001, 1): 2}
    assert table("wsgi", chosen, stops, stepping=False) == [
        Breakpoint(50_000, None, "view"),
        Breakpoint(50_000, None, None, "application", "enter"),  # until its number is known
        Breakpoint(50_001, 1, "view"),
        Breakpoint(50_001, 1, "environ"),
        Breakpoint(50_001, 1, None, "application", "enter"),
    ]
    assert table("wsgi", {(50_000, None): None}, stops[:1], stepping=False) == [Breakpoint(50_000, None, "view")]
    assert table("wsgi", chosen, stops, stepping=True) == [Breakpoint(50_000), Breakpoint(50_001, 1)]
    assert table("wsgi", {}, stops, stepping=True) == []


def test_equal_boundaries_go_together() -> None:
    wsgi = walked(event("environ", "application"), event("middleware", "Outer"), event("view", "hello"))
    asgi = walked(
        event("scope", "application"), event("scope", "receive"), event("middleware", "Outer"), event("view", "hello")
    )
    lanes = {"wsgi": wsgi, "asgi": asgi}
    assert is_level(lanes)
    assert [name for name, _ in next_to_go(lanes)] == ["wsgi", "asgi"]


def test_what_one_lane_alone_has_moves_that_lane_alone() -> None:
    wsgi = walked(event("environ", "application"), event("middleware", "Outer"))
    asgi = walked(event("scope", "application"), event("scope", "receive"))
    lanes = {"wsgi": wsgi, "asgi": asgi}
    assert not is_level(lanes)
    assert [(name, gone.name) for name, gone in next_to_go(lanes)] == [("asgi", "receive")]


def test_a_lane_with_two_tasks_lets_go_of_the_one_behind() -> None:
    lane = walked(event("scope", "application"), event("scope", "receive"))
    lane = lane.hold(event("middleware", "Outer"))
    assert [gone.name for _, gone in next_to_go({"asgi": lane})] == ["receive"]
    rest = lane.let_go(lane.held[0].event)
    assert (rest.doing, len(rest.held)) == (Doing.HELD, 1)


def test_the_way_back_is_in_the_order_of_the_way_in() -> None:
    way = [
        event("environ", "application"),
        event("middleware", "Outer"),
        event("middleware", "Inner"),
        event("view", "hello"),
        event("view", "hello", "exit"),
        event("middleware", "Inner", "exit"),
        event("middleware", "Outer", "exit"),
        event("environ", "application", "exit"),
        event("response", "chunk", "point"),
        event("response", "close"),
    ]
    ranks = [walked(*way[: number + 1]).rank for number in range(len(way))]
    assert ranks == sorted(set(ranks))
    assert walked(*way, event("response", "websocket.send")).rank == ranks[-1]


def test_nobody_goes_while_a_lane_is_on_its_way() -> None:
    lanes = {"wsgi": walked(event("environ", "application")), "asgi": LaneStep().sends()}
    assert waits_for(lanes) == ["asgi"]
    assert next_to_go(lanes) == []
    assert not is_level(lanes)


def test_a_lane_that_has_ended_or_idles_keeps_nobody_waiting() -> None:
    held = walked(event("environ", "application"))
    for other in (LaneStep(), held.ends(), held.idles()):
        assert [name for name, _ in next_to_go({"wsgi": held, "asgi": other})] == ["wsgi"]
    assert next_to_go({"wsgi": LaneStep()}) == []


def test_a_held_lane_that_sends_another_stays_held() -> None:
    held = walked(event("environ", "application"))
    assert held.sends() == held
    assert held.let_go(held.held[0].event).doing is Doing.RUNNING
    assert LaneStep().let_go(event("view", "hello")) == LaneStep()
