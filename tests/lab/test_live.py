"""Live sessions over real lanes: held, stepped, looked at, let go, while others come and go beside."""

import asyncio
import http.client
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest

from tests.lab.conftest import Site
from visualizer.lab import BreakOn, Breakpoint, Doing, Lab, Live, Request, demo, is_held
from visualizer.lab.stepping import is_level
from visualizer.trace import plain

T = TypeVar("T")
SECONDS = 20
HELLO = Request.build("GET", "/hello/?name=Ada")
VIEW = BreakOn("view", "hello", "enter")


async def soon(awaitable: Awaitable[T]) -> T:
    return await asyncio.wait_for(awaitable, SECONDS)


@asynccontextmanager
async def live_demo(*lanes: str, hold_seconds: float = 600.0) -> AsyncIterator[Live]:
    specs = [spec for spec in demo().lanes if not lanes or spec.name in lanes]
    async with Lab(specs, hold_seconds=hold_seconds) as lab, Live(lab) as live:
        yield live


def held(live: Live, lane: str) -> tuple[str, str, str]:
    """Where a lane is held, of what it has come to last."""
    event = live.steps[lane].held[-1].event
    return event.stage, event.name, event.phase


async def test_held_in_the_view_the_second_client_is_served_by_the_loop_alone() -> None:
    async with live_demo() as live:
        await live.set_breakpoints([VIEW])
        first = live.send(HELLO)
        await soon(live.until(lambda live: is_held(live, "wsgi", "asgi")))
        assert held(live, "wsgi") == held(live, "asgi") == ("view", "hello", "enter")

        second = live.send(HELLO, chosen=False)
        (response,) = await soon(second["asgi"])
        assert response.status == 200
        await soon(live.until(lambda live: live.backlog("wsgi") == 1))
        assert not second["wsgi"].done()
        assert live.backlog("asgi") == 0

        await live.go()
        for task in (*first.values(), *second.values()):
            (response,) = await soon(task)
            assert response.status == 200
        await soon(live.until(lambda live: live.backlog("wsgi") == 0))
        await soon(live.settled())
        assert [step.doing for step in live.steps.values()] == [Doing.IDLE, Doing.IDLE]
    samples = [plain(event.data["backlog"]) for event in live.trace.samples("wsgi") if event.name == "sample"]
    assert samples[-3:] == [0, 1, 0]
    (hold, end) = [event for event in live.trace.samples("wsgi") if event.name == "hold"]
    assert (hold.phase, end.phase, end.outcome, end.exchange, plain(end.data["by"])) == (
        "enter", "exit", "returned", 1, "program",
    )  # fmt: skip


async def test_both_lanes_go_stage_by_stage_in_step() -> None:
    async with live_demo() as live:
        await live.hold()
        sent = live.send(HELLO)
        level: list[str] = []
        for _ in range(100):
            await soon(live.settled())
            if not any(step.held for step in live.steps.values()):
                break
            if is_level(live.steps):
                level.append(f"{held(live, 'wsgi')[1]} {held(live, 'wsgi')[2]}")
                assert held(live, "wsgi")[0] in (held(live, "asgi")[0], "environ")
            await live.next()
        for task in sent.values():
            assert [response.status for response in await soon(task)] == [200]
    layers = ["Security", "Session", "Common", "Authentication", "Message", "XFrameOptions"]
    assert level[0] == "application enter"
    ins = [f"{name}Middleware enter" for name in layers]
    outs = [f"{name}Middleware exit" for name in reversed(layers)]
    assert level[1:15] == [*ins, "hello enter", "hello exit", *outs]


async def test_a_breakpoint_on_the_way_back() -> None:
    async with live_demo() as live:
        await live.set_breakpoints([BreakOn.parse("SessionMiddleware exit")])
        live.send(HELLO)
        await soon(live.until(lambda live: is_held(live, "wsgi", "asgi")))
        assert held(live, "wsgi") == held(live, "asgi") == ("middleware", "SessionMiddleware", "exit")
        assert [event for event in live.trace.events("wsgi") if event.name == "start_response"] == []
        gone = await live.next()
        assert {event.lane for event in gone} == {"wsgi", "asgi"}
        await soon(live.settled())
        assert held(live, "wsgi") == held(live, "asgi") == ("middleware", "SecurityMiddleware", "exit")


async def test_a_breakpoint_of_one_exchange_holds_that_one_alone() -> None:
    async with live_demo() as live:
        await live.set_breakpoints([BreakOn.parse("view enter #2")])
        first = live.send(HELLO)
        for task in first.values():
            assert [response.status for response in await soon(task)] == [200]
        assert [step.doing for step in live.steps.values()].count(Doing.HELD) == 0
        second = live.send(HELLO, HELLO)
        await soon(live.until(lambda live: is_held(live, "wsgi", "asgi")))
        for lane in ("wsgi", "asgi"):
            assert held(live, lane) == ("view", "hello", "enter")
            assert live.steps[lane].held[0].event.exchange == 2
        await live.go()
        for task in second.values():
            assert [response.status for response in await soon(task)] == [200, 200]
        await soon(live.settled())
    views = [plain(event.data["at"]) for event in live.trace.samples("wsgi") if event.name == "hold"]
    assert views.count("view hello enter") == 2  # held and let go, once


async def test_a_breakpoint_of_an_exchange_that_is_under_way_is_set_where_it_waits() -> None:
    async with live_demo() as live:
        await live.set_breakpoints([VIEW])
        sent = live.send(HELLO)
        await soon(live.until(lambda live: is_held(live, "wsgi", "asgi")))
        await live.set_breakpoints([BreakOn.parse("SessionMiddleware exit of exchange 1")])
        await live.go()
        await soon(live.until(lambda live: at(live, "SessionMiddleware")))
        await live.go()
        for task in sent.values():
            assert [response.status for response in await soon(task)] == [200]


def at(live: Live, name: str) -> bool:
    """Whether both lanes are held at something of this name."""
    return all(step.held and step.held[-1].event.name == name for step in live.steps.values())


def ask(address: str, path: str) -> int:
    """What anybody may do from outside."""
    host = address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


async def test_who_comes_from_outside_is_seen_and_held_only_when_chosen() -> None:
    async with live_demo("asgi") as live:
        assert live.curl("asgi", "/a'b") == f"""curl -i '{live.address("asgi")}/a'"'"'b'"""
        await live.hold()
        assert await asyncio.to_thread(ask, live.address("asgi"), "/hello/") == 200
        await soon(live.until(lambda live: ended(live, "asgi") == [1]))
        assert not await live.choose("asgi", 7)

        assert not await live.choose("asgi", 1)


async def test_an_exchange_from_outside_can_be_chosen_while_it_runs() -> None:
    async with live_demo("asgi") as live:
        host, port = live.address("asgi").removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /async/echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe")
        await soon(live.until(lambda live: any(event.name == "receive" for event in live.trace.events("asgi"))))
        assert await live.choose("asgi", 1)
        await live.hold()
        writer.write(b"llo")
        await soon(live.until(lambda live: is_held(live, "asgi")))
        assert live.steps["asgi"].held[0].event.exchange == 1
        await live.go()
        assert b"200 OK" in await soon(reader.readline())
        await soon(live.until(lambda live: live.steps["asgi"].doing is Doing.IDLE))
        writer.close()
        await writer.wait_closed()


def ended(live: Live, lane: str) -> list[int | None]:
    """The exchanges that the trace has whole."""
    return [event.exchange for event in live.trace.events(lane) if (event.name, event.phase) == ("exchange", "exit")]


async def test_a_lane_that_is_killed_while_it_is_held_has_ended() -> None:
    async with live_demo() as live:
        await live.hold()
        sent = live.send(Request.build("GET", "/die/"))
        await soon(live.until(lambda live: is_held(live, "wsgi", "asgi")))
        await live.go()
        await soon(live.until(lambda live: {step.doing for step in live.steps.values()} == {Doing.ENDED}))
        for task in sent.values():
            assert [response.outcome for response in await soon(task)] == ["raised"]
        assert await live.next() == []
        await soon(live.until(lambda live: bool(ends(live, "wsgi"))))
    assert ends(live, "wsgi")[-1] in ("program", "end of the process")
    assert [event.name for event in live.trace.events("wsgi") if event.stage == "lane"] == ["exit"]


async def test_a_hold_ends_with_its_time() -> None:
    async with live_demo("wsgi", hold_seconds=0.3) as live:
        assert live.hold_seconds == 0.3
        await live.set_breakpoints([VIEW])
        sent = live.send(HELLO)
        (response,) = await soon(sent["wsgi"])
        assert response.status == 200
    end = live.trace.samples("wsgi")[-1]
    assert (end.name, end.outcome, plain(end.data["by"])) == ("hold", "cancelled", "time limit")
    assert plain(end.data["at"]) == "view hello enter"
    seconds = plain(end.data["seconds"])
    assert isinstance(seconds, float)
    assert seconds >= 0.3


def ends(live: Live, lane: str) -> list[object]:
    """Why holds ended."""
    samples = live.trace.samples(lane)
    return [plain(event.data["by"]) for event in samples if (event.name, event.phase) == ("hold", "exit")]


async def test_what_is_held_when_the_session_ends_is_told_how_it_ended() -> None:
    async with live_demo() as live:
        await live.set_breakpoints([VIEW])
        live.send(HELLO)
        await soon(live.until(lambda live: is_held(live, "wsgi", "asgi")))
    assert ends(live, "wsgi") == ends(live, "asgi") == ["program"]


async def test_a_lane_that_is_stopped_cannot_say_so_and_keeps_nobody_waiting(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visualizer.lab.live.FAREWELL_SECONDS", 0.1)
    async with Lab([site.lane()]) as lab:
        async with Live(lab) as live:
            await live.set_breakpoints([BreakOn.parse("environ enter")])
            live.send(Request.build())
            await soon(live.until(lambda live: is_held(live, "wsgi")))
            os.kill(max(site.processes()), signal.SIGSTOP)
        assert ends(live, "wsgi") == []


async def test_a_session_that_ends_while_an_exchange_waits_for_its_number_lets_it_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("visualizer.lab.live.FAREWELL_SECONDS", 0.1)
    async with Lab(demo().lanes[:1]) as lab:
        async with Live(lab) as live:
            await live.set_breakpoints([BreakOn.parse("view enter #9")])
            arm, armed = lab.arm, asyncio.Event()

            async def arm_once(lane: str, breakpoints: Sequence[Breakpoint]) -> None:
                await (asyncio.Event().wait() if armed.is_set() else arm(lane, breakpoints))
                armed.set()

            monkeypatch.setattr(lab, "arm", arm_once)
            live.send(HELLO)
            await soon(live.until(lambda live: bool(live.trace.samples("wsgi")[1:])))
        assert ends(live, "wsgi") == ["program"]


async def test_the_client_of_a_held_request_leaves() -> None:
    async with live_demo() as live:
        await live.set_breakpoints([BreakOn("view", "hello", "enter")])
        live.send(Request.build("GET", "/async/hello/"))
        await soon(live.until(lambda live: is_held(live, "wsgi", "asgi")))
        assert live.leave() == 2
        await soon(live.until(lambda live: bool(exits(live, "asgi"))))
        assert live.steps["wsgi"].doing is Doing.HELD
        await live.go()
        await soon(live.until(lambda live: bool(exits(live, "wsgi") and exits(live, "asgi"))))
    assert exits(live, "asgi") == ["cancelled"]
    assert exits(live, "wsgi") == ["returned"]
    assert (ends(live, "asgi"), ends(live, "wsgi")) == (["cancellation"], ["program"])


def exits(live: Live, lane: str) -> list[str | None]:
    """How the view ended."""
    return [event.outcome for event in live.trace.events(lane) if (event.name, event.phase) == ("hello", "exit")]


async def test_a_hold_that_is_told_after_its_exchange_has_ended_leaves_the_lane_idle() -> None:
    async with live_demo("wsgi") as live:
        await live.set_breakpoints([VIEW])
        live.send(HELLO)
        await soon(live.until(lambda live: is_held(live, "wsgi")))
        live._chosen["wsgi"].identities.clear()
        await live.go()
        await soon(live.settled())
        assert live.steps["wsgi"].doing is Doing.IDLE
