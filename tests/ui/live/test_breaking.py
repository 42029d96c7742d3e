"""Breakpoints by keys: at the cursor, in the list of events, in words, by the palette; and where none can be."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from tests.golden.make import golden
from tests.ui.lesson.shown import Show, painted, step_of, visit
from tests.ui.lesson.test_screen import Running
from visualizer.lab import BreakOn
from visualizer.ui.canvas import Canvas
from visualizer.ui.lesson.find import Find
from visualizer.ui.live.breakpoints import Breakpoints
from visualizer.ui.visit import Visit

VIEW = BreakOn("view", "hello", "enter")


def stops(visit: Visit) -> list[BreakOn]:
    """The breakpoints."""
    return list(visit.breakpoints)


async def recorded(app: Show, pilot: Pilot[None]) -> Running:
    """A visit with lanes, whose run is the golden trace."""
    running = app.visit
    assert isinstance(running, Running)
    await pilot.pause()
    running.records(golden("both"))
    await pilot.pause()
    return running


async def go_to(app: Show, pilot: Pilot[None], selector: str) -> None:
    app.lesson.go(app.lesson.view.player.jump(step_of(app.lesson.view, selector)))
    await pilot.pause()


def top(app: Show) -> Screen[object]:
    """The screen that has the keys."""
    return app.screen


def said(app: Show) -> str:
    """The latest notice."""
    return list(app._notifications)[-1].message


async def test_b_sets_one_at_the_cursor_and_removes_it() -> None:
    app = Show(Running("wsgi", "asgi"))
    async with app.run_test(size=(120, 40)) as pilot:
        running = await recorded(app, pilot)
        await pilot.press("b")
        assert said(app) == "Step to an event first."
        await go_to(app, pilot, "view enter")
        await pilot.press("b")
        assert stops(running) == [VIEW]
        assert any("◆↓" in line and "view hello" in line for line in painted(app.lesson._lanes[0]))
        await go_to(app, pilot, "view exit")
        await pilot.press("b")
        assert stops(running) == [VIEW, BreakOn("view", "hello", "exit")]
        await pilot.press("b")
        assert stops(running) == [VIEW]


async def test_what_the_protocols_name_differently_has_a_breakpoint_for_each() -> None:
    app = Show(Running("wsgi", "asgi"))
    async with app.run_test(size=(120, 40)) as pilot:
        running = await recorded(app, pilot)
        await go_to(app, pilot, "environ enter")
        await pilot.press("b")
        assert stops(running) == [
            BreakOn("environ", "application", "enter"),
            BreakOn("scope", "application", "enter"),
        ]
        await pilot.press("b")
        assert stops(running) == []


async def test_where_nothing_can_be_held_it_says_why() -> None:
    app = Show(Running("wsgi", "asgi"))
    async with app.run_test(size=(120, 40)) as pilot:
        running = await recorded(app, pilot)
        await go_to(app, pilot, "parse head")
        await pilot.press("b")
        assert said(app).startswith("WSGI cannot be held at parse head ↓: it is no stage boundary")
        assert stops(running) == []


async def test_one_is_set_in_the_list_of_events_which_stays() -> None:
    app = Show(Running("wsgi", "asgi"))
    async with app.run_test(size=(120, 40)) as pilot:
        running = await recorded(app, pilot)
        await pilot.press("slash", *"SessionMiddleware exit", "ctrl+b")
        assert isinstance(app.screen, Find)
        assert stops(running) == [BreakOn("middleware", "SessionMiddleware", "exit")]
        found = app.screen.query_one("#found", Canvas)
        assert any(line.startswith(" ●◆ SessionMiddleware exit") for line in painted(found))
        app.screen.query_one(Input).value = "parse"
        await pilot.press("ctrl+b")
        assert "⊘ WSGI cannot be held at parse head ↓" in painted(found)[0]
        await pilot.press("down")
        assert "Enter jumps   ^b breakpoint" in painted(found)[0]
        await pilot.press("escape")
        assert app.lesson.view.player.at_start


async def test_one_is_typed_chosen_and_removed() -> None:
    app = Show(Running("wsgi", "asgi"))
    async with app.run_test(size=(80, 24)) as pilot:
        running = await recorded(app, pilot)
        await pilot.press("B", *"view #2", "enter")
        assert isinstance(app.screen, Breakpoints)
        found = app.screen.query_one("#found", Canvas)
        assert stops(running) == [BreakOn("view", None, "enter", None, 2)]
        assert painted(found)[0].startswith(" ◆ any boundary of view  ↓ on the way in  #2")
        await pilot.press(*"nothing like it", "enter")
        assert any("nothing of that name happened" in line for line in painted(found))
        app.screen.query_one(Input).value = "view exit"
        await pilot.press("enter", "up", "delete")
        assert stops(running) == [BreakOn("view", None, "exit")]
        await pilot.press("enter")
        assert top(app) is app.lesson


async def test_the_palette_has_both_commands() -> None:
    app = Show(Running("wsgi"))
    async with app.run_test(size=(120, 40)) as pilot:
        await recorded(app, pilot)
        from visualizer.ui.commands import commands

        titles = [command.title for command in commands(app, app.lesson)]
        assert {"Breakpoint · b", "Breakpoints · B"} <= set(titles)


async def test_a_recording_has_none() -> None:
    app = Show(visit())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("right", "b")
        assert said(app) == "This is a recording: nothing can be held."
        await pilot.press("B")
        assert app.screen is app.lesson
        await pilot.press("slash", *"view", "ctrl+b")
        assert "^b" not in painted(app.screen.query_one("#found", Canvas))[0]
