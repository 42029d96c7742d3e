"""The screen of changes: three tabs, one key that runs them all, and nothing run that means nothing."""

from __future__ import annotations

from textual.widgets import Input, TextArea

from tests.ui.change.changer import WIDE, Changer, opened
from tests.ui.until import until
from visualizer.lab import DEMO
from visualizer.ui.change.change import Refusal, Tab
from visualizer.ui.change.screen import ChangeScreen
from visualizer.ui.lane_state import Doing, LaneBreak, LaneState


async def test_one_key_goes_round_the_tabs_and_so_does_the_mouse() -> None:
    app = Changer(Tab.REQUEST)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert app.text("#tabs").startswith(" Change  [Request]  Code   Lanes")
        assert app.text("#tabs").endswith("A title · of its own")
        assert app.screen.query_one("#path").has_focus
        assert "f6 Code" in app.text_of_keys()
        await pilot.press("f6")
        await opened(pilot, app)
        assert app.area.has_focus
        await pilot.press("f6")
        await pilot.pause()
        assert app.screen.query_one("#field-threads").has_focus
        assert "f6 Request" in app.text_of_keys()
        await pilot.click("#tabs", offset=(12, 0))
        await pilot.pause()
        assert app.screen.query_one("#path").has_focus
        await pilot.press("escape")
    assert app.result == [None]


async def test_the_title_gives_way_to_the_tabs() -> None:
    app = Changer(Tab.REQUEST)
    async with app.run_test(size=(50, 24)) as pilot:
        await pilot.pause()
        assert app.text("#tabs") == " Change  [Request]  Code   Lanes         A title"


async def test_what_is_typed_in_all_tabs_is_run_from_any() -> None:
    app = Changer(Tab.REQUEST)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.screen.query_one("#path", Input).value = "/other/"
        await pilot.press("f6")
        await opened(pilot, app)
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("4", "f6", "f5")
        await until(pilot, lambda: app.result)
    (change,) = app.acted
    assert change.requests[0].data.startswith(b"GET /other/ ")
    assert (change.options, change.runs_copy) == ({"wsgi": {"threads": 4}}, False)


async def test_tabs_that_nobody_looked_at_change_nothing() -> None:
    app = Changer(Tab.REQUEST)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.result)
    assert [(change.options, change.runs_copy) for change in app.acted] == [(None, False)]


async def test_a_request_that_means_nothing_is_gone_to() -> None:
    app = Changer(Tab.REQUEST)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.screen.query_one("#path", Input).value = "/\\q"
        await pilot.press("f6")
        await opened(pilot, app)
        await pilot.press("f5")
        await pilot.pause()
        assert app.screen.query_one("#path").has_focus
    assert app.acted == []


async def test_options_that_mean_nothing_are_gone_to_and_say_why() -> None:
    app = Changer(Tab.LANES)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.screen.query_one("#field-head", Input).value = "never"
        await pilot.press("f6", "f5")
        await pilot.pause()
        assert app.screen.query_one("#field-head").has_focus
        says = " ".join(app.text("#run").split())
        assert "✗ head: 'never' is not a number of seconds above 0; the lane's own is 30" in says
        assert app.acted == []
        await pilot.press("ctrl+z", "f5")
        await until(pilot, lambda: app.result)
    assert [change.options for change in app.acted] == [{}]


async def test_lanes_that_do_not_start_are_told_where_they_were_changed() -> None:
    app = Changer(Tab.LANES)
    broken = LaneState(
        "asgi", Doing.BROKEN, LaneBreak("it ended", "Traceback\nImproperlyConfigured: no", "Look below.")
    )
    app.refusals = [Refusal(Tab.LANES, failed=(broken,))]
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.screen.query_one("#field-MIDDLEWARE", TextArea).text = ""
        await pilot.press("f5")
        await until(pilot, lambda: "it ended" in app.text("#run"))
        says = app.text("#run")
        assert "✗ asgi: it ended" in says
        assert "Nothing was changed" in says
        assert "ImproperlyConfigured: no" in says
        assert isinstance(app.screen, ChangeScreen)
        app.screen.query_one("#field-head", Input).value = "3"
        await until(pilot, lambda: "it ended" not in app.text("#run"))


async def test_one_types_for_all_lanes_or_for_one() -> None:
    app = Changer(Tab.LANES)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "[both lanes]" in app.text("#lanes")
        app.screen.query_one("#field-head", Input).value = "3"
        await pilot.press("f3")
        await pilot.pause()
        assert "[wsgi]" in app.text("#lanes")
        app.screen.query_one("#field-stop", Input).value = "4"
        await pilot.pause()
        await pilot.press("f3")
        await pilot.pause()
        assert app.screen.query_one("#field-stop", Input).value == "10"
        threads = app.screen.query_one("#field-threads", Input)
        assert (threads.disabled, threads.value) == (True, "–")
        says = " ".join(app.text("#run").split())
        assert "≠ head 30 → 3 ≠ stop 10 → 4 (wsgi)" in says
        await pilot.click("#lanes", offset=(10, 0))
        await pilot.pause()
        assert "[both lanes]" in app.text("#lanes")
        app.screen.query_one("#field-stop").focus()
        await pilot.pause()
        assert "The lanes differ here" in app.text("#run")
        await pilot.press("f4")
        await pilot.pause()
        assert "Nothing is changed" in app.text("#run")
        await pilot.press("ctrl+z", "f5")
        await until(pilot, lambda: app.result)
    assert [change.options for change in app.acted] == [{"wsgi": {"head": 3.0, "stop": 4.0}, "asgi": {"head": 3.0}}]


async def test_while_something_runs_it_is_said_and_nothing_else_is_begun() -> None:
    app = Changer(Tab.REQUEST)
    app.goes_on.clear()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("f5", "f5", "ctrl+s")
        await until(pilot, lambda: "▸ starting the lanes …" in app.text("#tabs"))
        await pilot.press("f6")
        await opened(pilot, app)
        await pilot.press("f5", "f6")
        await pilot.pause()
        assert "▸ starting the lanes …" in app.text("#run")
        assert len(app.acted) == 1
        app.goes_on.set()
        await until(pilot, lambda: app.result)


async def test_one_lane_has_nothing_to_choose() -> None:
    app = Changer(Tab.LANES, DEMO.lanes()[1:])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Which lanes" not in app.text_of_keys()
        assert app.screen.query_one("#field-root_path").has_focus
        await pilot.press("/", "a", "p", "p")
        assert "--root-path /app" in " ".join(app.text("#run").split())
