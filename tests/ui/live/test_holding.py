"""The keys of a live visit over real lanes: hold, go further, look back, others beside, let go, run again."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from tests.ui.lesson.shown import Show, painted, visit
from tests.ui.until import until
from visualizer.lab import Doing
from visualizer.ui.canvas import Canvas
from visualizer.ui.live.seen import Seen
from visualizer.ui.subjects import demo as demo_subject
from visualizer.ui.visit import Visit


def now(app: Show) -> Seen:
    """What is live."""
    seen = app.lesson.view.live
    assert seen is not None
    return seen


def held(app: Show, *names: str) -> Callable[[], bool]:
    """Whether both lanes are held at one of these, the cursor with them."""

    def is_so() -> bool:
        seen = app.lesson.view.live
        lanes = seen.lanes if seen else ()
        return len(lanes) == 2 and all(lane.held and lane.held[-1].name in names for lane in lanes)

    return is_so


async def type_(app: Show, pilot: Pilot[None], *keys: str) -> None:
    """Type without waiting for calm: the sampler looks at the backlog all the while that something is held."""
    for key in keys:
        app.simulate_key(key)
        await pilot.pause(0.01)


async def test_a_live_visit_by_its_keys() -> None:
    running = Visit(demo_subject())
    app = Show(running)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: running.trace is not None and not running.running)
        await hold_and_go_further(app, pilot)
        await others_come_and_clients_leave(app, pilot)
        await type_(app, pilot, "r")  # a run that nobody holds
        await until(pilot, lambda: not (running.is_live or running.running or app.lesson.has_class("-live")))
    await running.close()


async def hold_and_go_further(app: Show, pilot: Pilot[None]) -> None:
    await type_(app, pilot, "h")
    await until(pilot, held(app, "application"))
    await until(pilot, lambda: app.lesson.view.player.at_frontier)
    cursor = app.lesson.view.player.cursor
    assert "held" in app.lesson.place()[1]
    await type_(app, pilot, "left", "left")
    await until(pilot, lambda: app.lesson.view.player.cursor == cursor - 2)
    assert held(app, "application")()
    while not held(app, "SecurityMiddleware")():
        assert app.lesson.view.player.cursor < 30
        await type_(app, pilot, "right")
        await until(pilot, lambda: not now(app).is_under_way)
    assert any("■ held at SecurityMiddleware ↓" in line for line in painted(app.lesson.query_one("#live", Canvas)))


async def others_come_and_clients_leave(app: Show, pilot: Pilot[None]) -> None:
    await type_(app, pilot, "n")
    await until(pilot, lambda: now(app).lanes[0].backlog in (1, None))
    await type_(app, pilot, "y")
    assert app.clipboard == now(app).lanes[0].curl
    assert app.clipboard.startswith("curl -i 'http://127.0.0.1:")
    await type_(app, pilot, "k")
    # Django's own receive() is held beside the middleware, so it has not heard yet that the client has left.
    assert now(app).lanes[0].doing is Doing.HELD
    await type_(app, pilot, "c")
    await until(pilot, lambda: {lane.doing for lane in now(app).lanes} == {Doing.IDLE})


async def test_a_recording_holds_nothing_and_says_so() -> None:
    app = Show(visit())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("h", "c", "k", "y")
        said = [notice.message for notice in app._notifications]
        assert said[0].startswith("This is a recording")
        assert said[1] == said[3] == "Nothing is live: h holds a request, n sends one."
        assert said[2].startswith("No client")
