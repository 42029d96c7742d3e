"""Requests of which some wait half-way, run without a screen: who is served meanwhile, and who is kept waiting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.lab.conftest import Site
from visualizer.lab import Lab, LaneFailed, Request, demo, run
from visualizer.replay import Score, SelectorError
from visualizer.trace import Event, Trace, plain

ADA, GRACE = Request.build("GET", "/hello/?name=Ada"), Request.build("GET", "/hello/?name=Grace")
HELD = replace(ADA, hold="view enter")


def time(trace: Trace, lane: str, exchange: int, *wanted: str) -> int:
    """When an exchange came to this event."""
    number = trace.lanes.index(lane)
    index = Score(trace).layout.indexes[number]
    (found, *_) = [
        event
        for position, event in enumerate(trace.events(lane))
        if (event.stage, event.name, event.phase) == wanted and index.exchange[position] == exchange
    ]
    return found.time


def holds(trace: Trace, lane: str) -> list[Event]:
    return [event for event in trace.samples(lane) if event.name == "hold"]


def statuses(trace: Trace, lane: str) -> list[object]:
    return [plain(event.data["status"]) for event in trace.events(lane) if _is_answer(event)]


def _is_answer(event: Event) -> bool:
    return (event.stage, event.name, event.phase) == ("client", "request", "exit")


async def test_the_loop_serves_the_second_client_while_the_first_is_held_and_the_worker_does_not() -> None:
    answered: list[tuple[str, int, int]] = []
    async with Lab(demo().lanes) as lab:
        trace = await run(lab, [HELD, GRACE], on_answer=lambda *progress: answered.append(progress))
    view, accept, answer = ("view", "hello", "exit"), ("socket", "accept", "point"), ("client", "request", "exit")
    assert time(trace, "wsgi", 1, *view) < time(trace, "wsgi", 2, *accept)
    assert time(trace, "asgi", 2, *answer) < time(trace, "asgi", 1, *view)
    for lane in trace.lanes:
        assert statuses(trace, lane) == [200, 200]
        assert [(event.phase, event.outcome, event.exchange) for event in holds(trace, lane)] == [
            ("enter", None, 1),
            ("exit", "returned", 1),
        ]
    assert sorted(answered) == [("asgi", 1, 2), ("asgi", 2, 2), ("wsgi", 1, 2), ("wsgi", 2, 2)]


async def test_what_came_before_is_answered_first_and_several_may_be_held() -> None:
    async with Lab(demo().lanes[1:]) as lab:
        trace = await run(lab, [GRACE, HELD, replace(GRACE, hold="SessionMiddleware exit"), ADA])
    assert statuses(trace, "asgi") == [200] * 4
    first = [(plain(event.data["at"]), event.exchange) for event in holds(trace, "asgi") if event.phase == "enter"]
    assert ("view hello enter", 2) in first
    assert ("middleware SessionMiddleware exit", 3) in first
    ends = [event.time for event in trace.events("asgi") if _is_answer(event) and event.exchange in (1, 4)]
    assert max(ends) < time(trace, "asgi", 2, "view", "hello", "exit")


async def test_a_hold_in_one_lane_leaves_the_others_alone() -> None:
    async with Lab(demo().lanes) as lab:
        trace = await run(lab, [replace(ADA, hold="view enter in asgi"), GRACE])
    assert holds(trace, "wsgi") == []
    assert len(holds(trace, "asgi")) == 2
    assert statuses(trace, "wsgi") == [200, 200]


async def test_words_that_name_nothing_are_an_error_before_anything_is_sent() -> None:
    async with Lab(demo().lanes) as lab:
        with pytest.raises(SelectorError):
            await run(lab, [replace(ADA, hold="second view")])


async def test_a_lane_that_ends_while_it_is_needed_has_failed(site: Site) -> None:
    trace = Trace()
    async with Lab([site.lane()]) as lab:
        with pytest.raises(LaneFailed, match="SIGKILL"):
            await run(lab, [replace(Request.build("GET", "/kill"), hold="environ enter")], into=trace)
    assert holds(trace, "wsgi")[0].phase == "enter"


async def test_one_that_does_not_come_to_rest_is_not_waited_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visualizer.lab.held_run.REST_SECONDS", 0.1)
    monkeypatch.setattr("visualizer.lab.held_run.STILL_SECONDS", 1.0)
    async with Lab([site.lane()]) as lab:
        trace = await run(lab, [replace(Request.build("GET", "/a"), hold="environ enter"), Request.build("GET", "/b")])
    assert statuses(trace, "wsgi") == [200, 200]
