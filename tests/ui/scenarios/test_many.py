"""Many requests: the form by keys, and one real crowd, sent and stopped."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.ui.lesson.shown import Show, painted, visit
from tests.ui.lesson.test_screen import Running
from tests.ui.until import until
from visualizer.lab import Request, demo
from visualizer.ui.canvas import Canvas
from visualizer.ui.lane_state import Doing, LaneState
from visualizer.ui.scenarios.crowd_screen import CrowdScreen
from visualizer.ui.subjects import demo as demo_subject
from visualizer.ui.visit import Visit


def says(app: Show) -> str:
    return " ".join(" ".join(painted(app.screen.query_one("#says", Canvas))).split())


def is_open(app: Show) -> bool:
    return isinstance(app.screen, CrowdScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_form_says_what_will_happen_and_enter_starts(size: tuple[int, int]) -> None:
    running = Running("wsgi", "asgi")
    app = Show(running)
    async with app.run_test(size=size) as pilot:
        await pilot.press("m")
        await pilot.pause()
        assert is_open(app)
        assert says(app).startswith("20 clients come at once; each sends GET / once")
        await pilot.press("3", "down", "down", "2")
        assert says(app).startswith("3 clients come at once; each sends GET / 2 times")
        await pilot.press("enter")
        await pilot.pause()
        assert not is_open(app)
        sent = running.sent[-1]
        assert isinstance(sent, tuple)
        assert [request.connection for request in sent] == [0, 0, 1, 1, 2, 2]
        await pilot.press("m")
        await pilot.pause()
        assert app.screen.query_one("#clients", Input).value == "3"
        await pilot.press("escape")
        assert not is_open(app)
        assert running.sent[-1] is sent


async def test_bad_input_says_what_and_where_and_nothing_is_sent() -> None:
    running = Running("wsgi")
    app = Show(running)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *"300")
        await pilot.pause()
        assert "✗ clients: '300' is not a whole number from 1 to 200" in says(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.focused is app.screen.query_one("#clients")
        assert running.sent == [None]


async def test_a_recording_sends_nothing() -> None:
    app = Show(visit())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        assert not is_open(app)
        assert "there is no server" in next(iter(app._notifications)).message


async def test_each_lane_has_its_progress() -> None:
    running = Running("wsgi", "asgi")
    app = Show(running)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        running.becomes(LaneState("wsgi", Doing.SENDING, answered=(30, 40)))
        running.becomes(LaneState("asgi", Doing.SENDING, answered=(0, 40)))
        await pilot.pause()
        bars = [next(line for line in painted(lane) if "of 40" in line) for lane in app.lesson._lanes]
        assert ["30 of 40 answered" in bars[0], "0 of 40 answered" in bars[1]] == [True, True]
        assert bars[0].count("━") > 2 * bars[0].count("╌") > 0
        assert bars[1].count("━") == 0


async def test_a_real_crowd_is_sent_and_stopped_and_stays_to_be_looked_at() -> None:
    shown = Visit(demo_subject())
    app = Show(shown)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: shown.trace is not None and not shown.running)
        app.lesson.send(tuple(Request(demo().requests[0].data, number) for number in range(20)) * 50)
        await until(pilot, lambda: shown.is_sending_many and (shown.lanes["wsgi"].answered or (0,))[0] > 2)
        await pilot.press("escape")
        await until(pilot, lambda: not shown.running)
        assert app.screen is app.lesson
        await until(pilot, lambda: app.lesson.view.player.frontier > 100)
        assert app.lesson.view.lanes[0] == "wsgi"
        assert {state.doing for state in shown.lanes.values()} == {Doing.DONE}
        app.lesson.send(demo().requests)
        await until(pilot, lambda: shown.requests == demo().requests and not shown.running)
        assert app.lesson.view.score.exchanges == 1
    await shown.close()
