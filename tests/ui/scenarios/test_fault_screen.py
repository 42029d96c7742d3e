"""The menu of faults by its keys, where each is run, and one that is run to its story."""

from __future__ import annotations

from textual.pilot import Pilot

from tests.ui.lesson.shown import Show, painted, visit
from tests.ui.lesson.test_screen import Running
from tests.ui.until import until
from visualizer.lab import DEMO, FAULTS, Application, Request, fault
from visualizer.ui.canvas import Canvas
from visualizer.ui.messages import Open
from visualizer.ui.scenarios.fault_screen import FaultScreen, Where, choices
from visualizer.ui.subject import Subject
from visualizer.ui.subjects import demo as demo_subject
from visualizer.ui.visit import Visit

OWN = Request.build("GET", "/mine/")
MINE = Application("mine:wsgi", "mine:asgi").lanes()


class Elsewhere(Running):
    """A visit of an application that is not the demo's, whose lanes are played by the test."""

    def __init__(self) -> None:
        super().__init__("wsgi", "asgi")
        self.subject = Subject("Mine", MINE, (OWN,))
        self.requests = (OWN,)
        self.faults: list[object] = []

    async def run(self, requests: object = None, fault: object = None) -> None:
        await super().run(requests, fault)
        self.faults.append(fault)


class Opening(Show):
    """Notes which subject is to be opened."""

    def __init__(self, shown: Visit) -> None:
        super().__init__(shown)
        self.opened: list[Subject] = []

    def on_open(self, message: Open) -> None:
        self.opened.append(message.subject)


def shown(app: Show, name: str) -> str:
    """What a part of the menu says."""
    return " ".join(" ".join(painted(app.screen.query_one(name, Canvas))).replace("▐", " ").split())


async def choose(app: Show, pilot: Pilot[None], name: str) -> None:
    """Open the menu and choose the fault of this name."""
    await pilot.press("f")
    await pilot.pause()
    assert isinstance(app.screen, FaultScreen)
    await pilot.press(*["down"] * [each.name for each in FAULTS].index(name))


def test_where_each_is_run() -> None:
    here = choices(DEMO.lanes(), OWN)
    assert {chosen.where for chosen in here} == {Where.HERE}
    assert here[0].requests == FAULTS[0].requests()
    elsewhere = {chosen.fault.name: chosen for chosen in choices(MINE, OWN)}
    assert elsewhere["slow upload"].where is Where.DEMO
    assert elsewhere["pipelined pair"].where is Where.ONTO
    assert [request.data for request in elsewhere["pipelined pair"].requests] == [OWN.data] * 2


async def test_the_keys_choose_and_the_menu_says_what_happens_and_where() -> None:
    app = Show(Elsewhere())
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(app, pilot, "slow upload")
        assert "● slow upload the demo's POST /async/echo/" in shown(app, "#menu")
        assert shown(app, "#about").startswith("─")
        assert "Enter leaves this visit and runs it there." in shown(app, "#about")
        await pilot.press("up")
        assert "● slow upload" in shown(app, "#menu")
        await pilot.press("end")
        assert "● worker killed" in shown(app, "#menu")
        assert "It ends the server: r starts it again." in shown(app, "#about")
        await pilot.press("home", *["down"] * 9)
        assert "● two Hosts GET /mine/" in shown(app, "#menu")
        assert "it is done to your own request" in shown(app, "#about")


async def test_escape_and_f_close_it_and_nothing_is_run() -> None:
    running = Elsewhere()
    app = Show(running)
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("escape", "q", "f"):
            await choose(app, pilot, "two Hosts")
            await pilot.press(key)
            await pilot.pause()
            assert not isinstance(app.screen, FaultScreen)
    assert running.faults == [None]  # the visit's own run


async def test_what_can_be_done_to_any_request_is_run_here() -> None:
    running = Elsewhere()
    app = Show(running)
    async with app.run_test(size=(120, 40)) as pilot:
        await choose(app, pilot, "two Hosts")
        await pilot.press("enter")
        await until(pilot, lambda: len(running.faults) == 2)
        assert running.faults[1] is fault("two Hosts")
        (sent,) = running.sent[1] if isinstance(running.sent[1], tuple) else ()
        assert sent.data.lower().count(b"\r\nhost:") == 2


async def test_what_takes_a_view_of_the_demo_is_run_there() -> None:
    running = Elsewhere()
    app = Opening(running)
    async with app.run_test(size=(120, 40)) as pilot:
        await choose(app, pilot, "slow reader")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.opened))
        assert app.opened[0].fault is fault("slow reader")
        assert {lane.application for lane in app.opened[0].lanes} == {DEMO.wsgi, DEMO.asgi}
    assert running.faults == [None]


async def test_a_click_chooses_and_a_second_one_runs() -> None:
    running = Elsewhere()
    app = Show(running)
    async with app.run_test(size=(120, 40)) as pilot:
        await choose(app, pilot, "slow upload")
        row = [each.name for each in FAULTS].index("header too large")
        await pilot.click("#menu", offset=(5, row))
        assert "● header too large" in shown(app, "#menu")
        await pilot.click("#menu", offset=(5, row))
        await until(pilot, lambda: len(running.faults) == 2)
        assert running.faults[1] is fault("header too large")


async def test_a_recording_has_no_lane_to_break() -> None:
    app = Show(visit())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        assert not isinstance(app.screen, FaultScreen)
        assert "there is no server" in next(iter(app._notifications)).message


async def test_a_fault_that_is_run_tells_its_story_in_the_lanes_own_words() -> None:
    running = Visit(demo_subject())
    app = Show(running)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: running.trace is not None and not running.running)
        await choose(app, pilot, "view raises before the first chunk")
        await pilot.press("enter")
        await until(pilot, lambda: running.fault is not None and not running.running)
        await pilot.pause()
        story = shown(app, "#story")
        assert "view raises before the first chunk" in story
        assert story.count("view fail raised RuntimeError") == 2
        assert "500" in story
        await pilot.press("right")
        assert "Fault view raises before" in shown(app, "#story")
        await pilot.press("f")
        await pilot.pause()
        assert "● view raises before the first chunk" in shown(app, "#menu")
        await pilot.press("escape")
    await running.close()
