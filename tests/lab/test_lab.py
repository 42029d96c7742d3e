"""Real requests through real lanes: what a run brings, how lanes fail, and that they stay warm in between."""

import asyncio
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from tests.build import Builder
from tests.lab.conftest import Site
from visualizer.lab import Breakpoint, Lab, LaneFailed, Progress, Request, Scenario, crowd, demo, record, station
from visualizer.trace import Event, SourceFile, Trace, load, plain
from visualizer.vocabulary.names import kind_of

HELLO = Request.build("GET", "/hello/?name=Ada")


def found(trace: Trace, lane: str, stage: str, name: str, phase: str = "enter") -> list[Event]:
    return [event for event in trace.events(lane) if (event.stage, event.name, event.phase) == (stage, name, phase)]


def shape(trace: Trace, lane: str) -> list[tuple[str, str, str]]:
    """What happened on the server, without when, and without the client, which is another process."""
    return [(event.stage, event.name, event.phase) for event in trace.events(lane) if event.observer == "probe"]


def data(event: Event) -> dict[str, object]:
    return {key: plain(value) for key, value in event.data.items()}


async def test_the_demo_in_both_lanes() -> None:
    scenario = demo()
    async with Lab(scenario.lanes, name=scenario.name) as lab:
        trace = await lab.run(scenario.requests)
        again = await lab.run(scenario.requests)

    assert trace.lanes == again.lanes == ("wsgi", "asgi")
    assert trace is not again
    assert trace.header.scenario.name == "demo"
    for lane in trace.lanes:
        assert shape(trace, lane) == shape(again, lane)
        assert [data(event)["status"] for event in found(trace, lane, "client", "request", "exit")] == [200]
        assert len(found(trace, lane, "view", "hello")) == 1
        assert len(found(trace, lane, "socket", "exchange", "exit")) == 1
        assert len(found(trace, lane, "socket", "close", "point")) == 1
        assert {event.connection for event in trace.events(lane)} == {1}
        assert {event.exchange for event in trace.events(lane)} == {1, None}
        assert {event.place.process for event in trace.events(lane)} == {0, 1}
        times = [event.time for event in trace.events(lane)]
        assert times == sorted(times)


async def test_every_event_of_a_run_is_in_the_vocabulary() -> None:
    async with Lab(demo().lanes) as lab:
        trace = await lab.run(demo().requests)

    for lane in trace.lanes:
        for event in trace.events(lane):
            assert kind_of(event.stage, event.name) or event.stage in ("middleware", "view"), event


async def test_sources_are_embedded_and_name_no_folder_of_this_machine() -> None:
    async with Lab(demo().lanes) as lab:
        trace = await lab.run(demo().requests)

    (view,) = found(trace, "wsgi", "view", "hello")
    assert view.source is not None
    assert "def hello(request" in "\n".join(trace.sources[view.source.file].lines(view.source))
    assert sorted(trace.sources) == list(range(1, len(trace.sources) + 1))
    assert not any(Path(source.name).is_absolute() for source in trace.sources.values())


async def test_a_run_tells_how_it_grows(site: Site) -> None:
    told: list[Event | SourceFile] = []
    trace = Trace()
    async with Lab(site.lanes()) as lab:

        def grow(batch: Sequence[Event | SourceFile]) -> None:
            told.extend(batch)
            assert sum(isinstance(item, Event) for item in told) == len(trace)

        assert await lab.run([Request.build()], into=trace, on_batch=grow) is trace

    assert [item for item in told if isinstance(item, SourceFile)] == list(trace.sources.values())
    assert len(trace) > 20


async def test_lanes_run_one_after_the_other(site: Site) -> None:
    async with Lab(site.lanes()) as lab:
        trace = await lab.run([Request.build()])

    assert trace.events("wsgi")[-1].time < trace.events("asgi")[0].time


async def test_a_lanes_beginnings_are_told_when_asked_for(site: Site) -> None:
    async with Lab(site.lanes()) as lab:
        without = await lab.run([Request.build()])
        trace = await lab.run([Request.build()], beginnings=True)

    assert found(without, "asgi", "lane", "start", "point") == []
    (start,) = found(trace, "asgi", "lane", "start", "point")
    assert plain(start.data["command"]) == [
        *("python", "-m", "visualizer.server", "asgi", "site_under_test:asgi", "--bind", "127.0.0.1:0"),
    ]
    assert len(found(trace, "asgi", "lane", "listen", "point")) == 1
    assert len(found(trace, "asgi", "lifespan", "lifespan.startup.complete")) == 1


async def test_several_requests_on_one_connection_and_on_several(site: Site) -> None:
    requests = [Request.build("GET", f"/{number}", connection=number % 2) for number in range(4)]
    async with Lab(site.lanes()) as lab:
        trace = await lab.run(requests)

    for lane in trace.lanes:
        ended = found(trace, lane, "socket", "exchange", "exit")
        assert sorted(event.exchange or 0 for event in ended) == [1, 2, 3, 4]
        assert {event.connection for event in ended} == {1, 2}
        assert all(data(event)["status"] == 200 for event in found(trace, lane, "client", "request", "exit"))


HOSTILE = b"[bold]\x1b]0;owned\x07\x00\xff[/]"


async def test_hostile_bytes_are_refused_and_kept(site: Site) -> None:
    raw = b"GET /" + HOSTILE + b" HTTP/1.1\r\nHost: a\r\nX: " + HOSTILE + b"\r\n\r\n"
    async with Lab(site.lanes()) as lab:
        trace = await lab.run([Request(raw)])

    for lane in trace.lanes:
        assert [data(event)["status"] for event in found(trace, lane, "client", "request", "exit")] == [400]
        assert data(found(trace, lane, "client", "send", "point")[0])["bytes"] == raw
        assert found(trace, lane, "environ", "application") == found(trace, lane, "scope", "application") == []
        assert len(found(trace, lane, "parse", "refusal", "point")) == 1


async def test_hostile_bytes_reach_the_application_percent_encoded(site: Site) -> None:
    target = "/" + "".join(f"%{byte:02X}" for byte in HOSTILE)
    async with Lab([site.lane("wsgi")]) as lab:
        trace = await lab.run([Request.build("POST", target, body=HOSTILE)])

    (received,) = found(trace, "wsgi", "client", "receive", "point")
    body = data(received)["bytes"]
    assert isinstance(body, bytes)
    assert body.endswith(b"\r\n\r\n/" + HOSTILE)


async def test_a_second_run_waits_for_the_first(site: Site) -> None:
    async with Lab(site.lanes()) as lab:
        first, second = await asyncio.gather(lab.run([Request.build()]), lab.run([Request.build()]))

    assert first.events("asgi")[-1].time < second.events("wsgi")[0].time
    assert all(shape(first, lane) == shape(second, lane) for lane in first.lanes)


async def test_two_labs_at_once(site: Site) -> None:
    async with Lab(site.lanes()) as one, Lab(site.lanes()) as other:
        first, second = await asyncio.gather(one.run([Request.build()]), other.run([Request.build()]))

    for lane in ("wsgi", "asgi"):
        assert shape(first, lane) == shape(second, lane) != []


async def test_the_start_is_told_step_by_step(site: Site) -> None:
    told: list[Progress] = []
    async with Lab(site.lanes(), on_progress=told.append) as lab:
        await lab.ready()

    for lane in ("wsgi", "asgi"):
        assert [each.step for each in told if each.lane == lane] == ["starting", "importing", "listening"]


async def test_a_lane_of_several_processes_starts_once(site: Site) -> None:
    told: list[Progress] = []
    async with Lab([site.lane()], on_progress=told.append) as lab:
        await lab.ready()
        lab.connected("wsgi", 1)

    assert [each.step for each in told] == ["starting", "importing", "listening"]


async def test_a_process_that_calls_after_its_lane_was_stopped_does_no_harm(site: Site) -> None:
    event = Builder("wsgi").point("lane", "listen")
    async with Lab([site.lane()]) as lab:
        await lab._stations["wsgi"].stop()
        lab.connected("wsgi", 1)
        lab.received("wsgi", 1, [event])


async def test_changed_code_runs_after_a_restart(site: Site) -> None:
    site.write("def app(environ, start_response):\n    start_response('201 Created', [])\n    return []\n", "changing")
    async with Lab([site.lane(application="changing:app")]) as lab:
        before = await lab.run([Request.build()])
        site.write("def app(environ, start_response):\n    start_response('404 Nope', [])\n    return []\n", "changing")
        await lab.restart()
        after = await lab.run([Request.build()])

    statuses = [data(found(trace, "wsgi", "client", "request", "exit")[0])["status"] for trace in (before, after)]
    assert statuses == [201, 404]


@pytest.mark.parametrize(
    ("code", "application", "reason", "output"),
    [
        ("import no_such_package\n", "broken:app", "the package 'no_such_package' is missing", "broken.py"),
        ("1 / 0\n", "broken:app", "division by zero", "1 / 0"),
        ("", "broken:app", "names nothing", "app"),
        ("", "absent:app", "there is no module 'absent'", "absent"),
        ("", "broken", "names no application", "MODULE:APP"),
        ("import os\nos._exit(3)\n", "broken:app", "ended with status 3 before it listened", ""),
        ("import os\nos.kill(os.getpid(), 9)\n", "broken:app", "was ended by SIGKILL before it listened", ""),
        ("print('x' * 10**6)\n", "broken:app", "names nothing", "app"),
    ],
)
async def test_a_lane_that_does_not_start_says_why(
    site: Site, code: str, application: str, reason: str, output: str
) -> None:
    site.write(code, "broken")
    async with Lab([site.lane(application=application), site.lane("asgi")]) as lab:
        with pytest.raises(LaneFailed, match=reason) as failed:
            await lab.ready()

    assert failed.value.lane == "wsgi"
    assert output in failed.value.output
    assert "visualizer/server/application.py" not in failed.value.output


async def test_a_lane_that_failed_is_tried_anew(site: Site) -> None:
    site.write("1 / 0\n", "mended")
    async with Lab([site.lane(application="mended:wsgi")]) as lab:
        with pytest.raises(LaneFailed):
            await lab.ready()
        site.write("from site_under_test import wsgi\n", "mended")
        trace = await lab.run([Request.build()])

    assert len(found(trace, "wsgi", "client", "request", "exit")) == 1


async def test_a_port_that_is_taken_is_named(site: Site) -> None:
    async with Lab([site.lane()]) as first:
        await first.ready()
        trace = await first.run([Request.build()])
        async with Lab([site.lane(options=("--bind", address(trace)))]) as second:
            with pytest.raises(LaneFailed, match="its port is taken"):
                await second.ready()


async def test_a_lane_that_takes_too_long_to_start_is_ended(site: Site) -> None:
    site.write("import threading\nprint('dreaming', flush=True)\nthreading.Event().wait()\n", "slow")
    async with Lab([site.lane(application="slow:app")], start_seconds=1.0) as lab:
        with pytest.raises(LaneFailed, match="no answer within 1 s"):
            await lab.ready()


async def test_a_lane_that_is_killed_is_not_blamed_for_what_it_wrote_before(site: Site) -> None:
    site.write(
        "import os, signal\n"
        "def app(environ, start_response):\n"
        "    print(\"ModuleNotFoundError: No module named 'earlier'\", flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n",
        "dying",
    )
    async with Lab([site.lane(application="dying:app")]) as lab:
        with pytest.raises(LaneFailed) as failed:
            await lab.run([Request.build()])
    assert failed.value.reason == "its server was ended by SIGKILL while it was needed"
    assert "earlier" in failed.value.output


@pytest.mark.parametrize(
    ("target", "reason", "exit_data"),
    [
        ("/exit", "ended with status 5 while it was needed", {"status": 5, "signal": None}),
        ("/kill", "was ended by SIGKILL while it was needed", {"status": None, "signal": "SIGKILL"}),
    ],
)
async def test_a_lane_that_dies_is_an_event_and_an_error(
    site: Site, target: str, reason: str, exit_data: dict[str, object]
) -> None:
    trace = Trace()
    async with Lab(site.lanes()) as lab:
        with pytest.raises(LaneFailed, match=reason) as failed:
            await lab.run([Request.build("GET", target)], into=trace)
        again = await lab.run([Request.build("GET", "/fine")])

    assert failed.value.lane == "wsgi"
    for lane in ("wsgi", "asgi"):
        (ended,) = found(trace, lane, "lane", "exit", "point")
        assert data(ended).items() >= exit_data.items()
        assert len(found(again, lane, "socket", "exchange", "exit")) == 1


async def test_a_lane_that_dies_between_two_runs_is_started_anew(site: Site) -> None:
    async with Lab([site.lane()]) as lab:
        await lab.run([Request.build()])
        os.kill(max(site.processes()), signal.SIGKILL)
        watching = lab._stations["wsgi"]._watching
        await asyncio.wait_for(asyncio.shield(watching), 20)
        trace = await lab.run([Request.build()])

    assert len(found(trace, "wsgi", "socket", "exchange", "exit")) == 1


async def test_the_last_words_of_a_lane_are_kept(site: Site) -> None:
    trace = Trace()
    async with Lab([site.lane()]) as lab:
        with pytest.raises(LaneFailed):
            await lab.run([Request.build("GET", "/exit")], into=trace)

    (ended,) = found(trace, "wsgi", "lane", "exit", "point")
    assert data(ended)["output"] == f"listening on http://{address(trace)}\nlast words\n"


def address(trace: Trace) -> str:
    (connect,) = found(trace, "wsgi", "client", "connect", "point")
    host, port = cast(list[object], data(connect)["peer"])
    return f"{host}:{port}"


async def test_a_lane_that_talks_much_is_none_the_worse(site: Site) -> None:
    async with Lab(site.lanes()) as lab:
        trace = await lab.run([Request.build("GET", "/talk")])

    assert [len(found(trace, lane, "socket", "exchange", "exit")) for lane in trace.lanes] == [1, 1]


@pytest.mark.parametrize("target", ["/hang", "/stop"])
async def test_a_lane_that_never_answers_is_given_up_and_ended(
    site: Site, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.setattr(station, "SETTLE_SECONDS", 0.2)
    monkeypatch.setattr("visualizer.lab.child.GRACE_SECONDS", 0.2)
    trace = Trace()
    async with Lab([site.lane()]) as lab:
        with pytest.raises(LaneFailed, match="still busy"):
            await lab.run([Request.build("GET", target)], into=trace, seconds=0.3)

        assert site.processes() == []
    assert found(trace, "wsgi", "client", "request", "exit")[0].outcome == "cancelled"
    assert found(trace, "wsgi", "environ", "application", "exit") == []


VIEW = Breakpoint(exchange=1, stage="view", name="hello", phase="enter")


@pytest.mark.parametrize("lane", ["wsgi", "asgi"])
async def test_an_exchange_is_held_and_let_go(lane: str) -> None:
    trace = Trace()
    async with Lab([spec for spec in demo().lanes if spec.name == lane]) as lab:
        await lab.ready()
        await lab.arm(lane, [VIEW])
        running = asyncio.create_task(lab.run([HELLO], into=trace))
        held = await asyncio.wait_for(lab.next_held(), 20)

        assert held.lane == lane
        assert [event.seq for event in found(trace, lane, "view", "hello")] == [held.event.seq]
        assert (held.event.connection, held.event.exchange, held.event.place.process) == (1, 1, 1)
        assert found(trace, lane, "view", "hello", "exit") == []
        assert not running.done()

        assert lab.release(held)
        await asyncio.wait_for(running, 20)
        assert len(found(trace, lane, "view", "hello", "exit")) == 1
        assert not lab.release(held)


async def test_only_the_exchange_that_was_meant_is_held() -> None:
    async with Lab([demo().lanes[0]]) as lab:
        await lab.ready()
        await lab.arm("wsgi", [Breakpoint(exchange=2, stage="view", name="hello", phase="enter")])
        running = asyncio.create_task(lab.run([HELLO, HELLO, HELLO]))
        held = await asyncio.wait_for(lab.next_held(), 20)
        lab.release(held)
        trace = await running

    assert held.event.exchange == 2
    assert len(found(trace, "wsgi", "view", "hello", "exit")) == 3


async def test_nothing_armed_holds_nothing() -> None:
    async with Lab(demo().lanes) as lab:
        await lab.ready()
        await lab.arm("wsgi", [VIEW])
        await lab.arm("wsgi", [])
        trace = await asyncio.wait_for(lab.run([HELLO]), 20)

    assert len(found(trace, "wsgi", "view", "hello", "exit")) == 1


async def test_a_lab_that_is_left_lets_go_of_what_it_holds() -> None:
    async with Lab(demo().lanes[:1]) as lab:
        await lab.ready()
        await lab.arm("wsgi", [VIEW])
        running = asyncio.create_task(lab.run([HELLO]))
        await asyncio.wait_for(lab.next_held(), 20)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


async def test_a_lab_can_be_left_at_any_moment(site: Site) -> None:
    async with Lab(site.lanes()):
        pass
    assert site.processes() == []


async def test_a_start_that_is_cancelled_leaves_nothing(site: Site) -> None:
    importing = asyncio.Event()

    async def start() -> None:
        async with Lab(site.lanes(), on_progress=lambda progress: importing.set()) as lab:
            await lab.ready()
            await asyncio.Event().wait()

    starting = asyncio.create_task(start())
    await importing.wait()
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert site.processes() == []


async def test_a_supervisor_that_is_killed_takes_its_lane_with_it(site: Site) -> None:
    async with Lab([site.lane()]) as lab:
        await lab.ready()
        supervisor = min(site.processes())
        os.kill(supervisor, signal.SIGKILL)
        trace = Trace()
        with pytest.raises(LaneFailed, match="SIGKILL"):
            await lab.run([Request.build("GET", "/hang")], into=trace)

        assert site.processes() == []


async def test_a_recording_is_the_trace(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl.gz"
    trace = await record(demo(HELLO), path)

    loaded = load(path)
    assert loaded.warning is None
    assert loaded.trace.header == trace.header
    assert loaded.trace.sources == trace.sources
    for lane in trace.lanes:
        assert list(loaded.trace.events(lane)) == list(trace.events(lane))


async def test_a_server_that_ends_while_it_is_recorded_is_a_failure_unless_it_was_to_end(
    site: Site, tmp_path: Path
) -> None:
    path, kill = tmp_path / "run.jsonl", (Request.build("GET", "/kill"),)
    with pytest.raises(LaneFailed, match="SIGKILL"):
        await record(Scenario("killed", site.lanes(), kill), path)
    assert [len(found(load(path).trace, lane, "lane", "exit", "point")) for lane in ("wsgi", "asgi")] == [1, 1]

    trace = await record(Scenario("killed", site.lanes(), kill, ends_lanes=True), path)
    assert len(load(path).trace) == len(trace)


async def test_a_recording_of_many_at_once_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    trace = await record(demo(*crowd(HELLO, 20)), path)

    loaded = load(path)
    for lane in trace.lanes:
        assert list(loaded.trace.events(lane)) == list(trace.events(lane))
        times = [event.time for event in trace.events(lane) if event.observer == "client"]
        assert times == sorted(times)


async def test_a_run_tells_how_many_requests_have_been_answered(site: Site) -> None:
    told: list[tuple[str, int, int]] = []
    async with Lab([site.lane()]) as lab:
        await lab.run(crowd(Request.build(), 3), on_answer=lambda *progress: told.append(progress))

    assert told == [("wsgi", 1, 3), ("wsgi", 2, 3), ("wsgi", 3, 3)]


async def test_a_run_that_is_stopped_keeps_what_has_happened_and_the_lanes(site: Site) -> None:
    stop = asyncio.Event()
    async with Lab(site.lanes()) as lab:
        requests = crowd(Request.build(), 3, each=1000, every=0.01)
        trace = await lab.run(requests, on_answer=lambda *progress: stop.set(), stop=stop)
        again = await lab.run([Request.build()])

    assert trace.lanes[0] == "wsgi"
    assert not trace.events("asgi")
    assert len(found(trace, "wsgi", "socket", "exchange", "exit")) >= 1
    assert {event.outcome for event in found(trace, "wsgi", "client", "request", "exit")} >= {"returned"}
    assert [event.observer for event in found(again, "wsgi", "lane", "start", "point")] == []
    assert {event.exchange for lane in again.lanes for event in again.events(lane)} == {1, None}


async def test_a_server_that_does_not_notice_that_all_have_left_is_no_failure(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(station, "SETTLE_SECONDS", 0.1)
    stop, trace = asyncio.Event(), Trace()

    def hangs(batch: Sequence[Event | SourceFile]) -> None:
        if found(trace, "wsgi", "environ", "application"):
            stop.set()

    async with Lab([site.lane()]) as lab:
        await lab.run([Request.build("GET", "/hang")], stop=stop, into=trace, on_batch=hangs)
        again = await lab.run([Request.build()])

    assert [event.outcome for event in found(trace, "wsgi", "client", "request", "exit")] == ["cancelled"]
    assert data(found(again, "wsgi", "client", "request", "exit")[0])["status"] == 200


async def test_all_lanes_that_fail_are_named(site: Site) -> None:
    async with Lab(site.lanes()) as lab:
        with pytest.raises(LaneFailed) as caught:
            await lab.run([Request.build("GET", "/kill")])

    assert [failure.lane for failure in (caught.value, *caught.value.others)] == ["wsgi", "asgi"]
