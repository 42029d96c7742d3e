"""What real runs look like: a held worker and its backlog, a blocked loop, the first divergence after an edit."""

from __future__ import annotations

import asyncio

from tests.lab.conftest import Site
from visualizer.lab import BreakOn, Lab, Live, Request, demo, is_held
from visualizer.lab.faults import fault
from visualizer.replay import Comparison, Counters, Doing, Run, Score, TimeCell, Timeline, Window

COLUMNS = 400
SECONDS = 20
HELLO = Request.build("GET", "/hello/?name=Ada")


def cells(score: Score, lane: str, name: str) -> list[TimeCell]:
    """The columns of one row over the whole trace."""
    timeline = Timeline(score)
    (track,) = (row for row in timeline.rows if score.lanes[row.lane] == lane and row.name == name)
    return timeline.cells(track, Window(*timeline.span, COLUMNS))


async def test_a_held_worker_looks_held_and_its_backlog_grows() -> None:
    async with Lab(demo().lanes) as lab, Live(lab) as live:
        await live.set_breakpoints([BreakOn("view", "hello", "enter")])
        live.send(HELLO)
        await asyncio.wait_for(live.until(lambda live: is_held(live, "wsgi", "asgi")), SECONDS)
        second = live.send(HELLO, chosen=False)
        await asyncio.wait_for(second["asgi"], SECONDS)
        await asyncio.wait_for(live.until(lambda live: live.backlog("wsgi") == 1), SECONDS)
        await live.go()
        await asyncio.wait_for(second["wsgi"], SECONDS)
    score = Score(live.trace)
    held = [cell for cell in cells(score, "wsgi", "MainThread") if cell.doing is Doing.HELD]
    assert held
    assert {(cell.stage, cell.exchange) for cell in held} == {("view", 1)}
    waiting = [cell for cell in cells(score, "wsgi", "backlog") if cell.doing is Doing.WAITING]
    assert {cell.exchange for cell in waiting} >= {2}
    most = Counters(score, 0).highest
    assert (most.requests, most.backlog) == (1, 1)
    assert Counters(score, 1).highest.requests == 2


async def test_a_calculation_blocks_the_loop() -> None:
    async with Lab(demo().lanes) as lab:
        await lab.run([HELLO])  # what Django imports for its first request is over before the second client comes
        trace = await lab.run(fault("calculation on the loop").requests())
    score = Score(trace)
    assert Doing.BLOCKED in {cell.doing for cell in cells(score, "asgi", "loop")}
    assert Doing.BLOCKED not in {cell.doing for cell in cells(score, "wsgi", "MainThread")}


async def test_the_first_divergence_after_an_edit_is_the_changed_header(site: Site) -> None:
    application = (
        "def app(environ, start_response):\n    start_response('200 OK', [('X-A', '{}')])\n    return [b'hi']\n"
    )
    site.write(application.format("before"), "edited")
    async with Lab([site.lane(application="edited:app")]) as lab:
        before = await lab.run([HELLO])
        same = await lab.run([HELLO])
        site.write(application.format("after"), "edited")
        await lab.restart()
        after = await lab.run([HELLO])

    assert Comparison(Run(before, "wsgi"), Run(same, "wsgi")).first is None
    comparison = Comparison(Run(before, "wsgi"), Run(after, "wsgi"))
    assert comparison.first is not None
    event = comparison.left(comparison.first)
    assert event is not None
    assert event.name == "start_response"
    (change,) = comparison.changes(comparison.first)
    assert (change.path, change.before, change.after) == (("headers", "x-a"), "before", "after")


async def test_two_equal_runs_of_the_demo_do_not_diverge() -> None:
    async with Lab(demo().lanes) as lab:
        # One request a run: a second on the same connection may come before or after the server has ended the first.
        first, second = [await lab.run([HELLO]) for _ in range(2)]
    for lane in first.lanes:
        comparison = Comparison(Run(first, lane), Run(second, lane))
        assert comparison.first is None, comparison.changes(comparison.first)
