"""Time large, on the screen: its keys and the mouse, and that it goes with the lanes both ways."""

from __future__ import annotations

import pytest
from textual.events import MouseScrollDown, MouseScrollRight, MouseScrollUp
from textual.pilot import Pilot

from tests.build import trace_of
from tests.ui.lesson.shown import Show, lesson_visit, painted, step_of, visit
from tests.ui.lesson.test_screen import Running
from tests.ui.time.made import MS, crowd, wsgi
from visualizer.trace import Header, Scenario, Trace
from visualizer.ui.canvas import Canvas
from visualizer.ui.exchanges.screen import ExchangesScreen
from visualizer.ui.lane_state import Doing, LaneState
from visualizer.ui.lesson.strip import TimeStrip
from visualizer.ui.time.large import LargeTime
from visualizer.ui.time.look import Look, Start
from visualizer.ui.time.rows import TimeRows

SIZES = [(80, 24), (120, 40), (200, 60)]


def large(app: Show) -> LargeTime:
    return app.lesson.query_one(LargeTime)


def look(app: Show) -> Look:
    return large(app)._sight.look


def shown(app: Show, name: str) -> list[str]:
    return painted(app.lesson.query_one(name, Canvas))


def is_open(app: Show) -> bool:
    return app.lesson.has_class("-timed")


def cursor(app: Show) -> int:
    return app.lesson.view.player.cursor


async def opened(pilot: Pilot[None]) -> None:
    """Press T, and wait until it is drawn."""
    await pilot.press("T")
    await drawn(pilot)


async def drawn(pilot: Pilot[None]) -> None:
    """Wait until it is; the test's own time limit bounds it."""
    app = pilot.app
    assert isinstance(app, Show)
    while not any("─ Time ─" in line for line in shown(app, "#rows")[:1]):
        await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_t_grows_time_over_the_screen_and_escape_brings_the_lanes_back(size: tuple[int, int]) -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=size) as pilot:
        before = app.lesson.focused
        await opened(pilot)
        assert is_open(app)
        assert isinstance(app.focused, TimeRows)
        assert not any(lane.is_on_screen for lane in app.lesson._lanes)
        rows = shown(app, "#rows")
        assert "─ Time ─" in rows[0]
        assert "100 ms" in rows[0]
        assert rows[1].strip().startswith("WSGI  12 exchanges in 120 ms")
        assert "backlog" in "".join(shown(app, "#counters"))
        assert "each lane from its own beginning" in shown(app, "#words")[0]
        assert "Esc lanes" in shown(app, "#footer")[0]
        await pilot.press("escape")
        await pilot.pause()
        assert not is_open(app)
        assert app.lesson.focused is before
        assert all(lane.is_on_screen for lane in app.lesson._lanes[:1])


async def test_z_on_the_strip_grows_it_to_the_large_time() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(120, 40)) as pilot:
        strip = app.lesson.query_one(TimeStrip)
        strip.focus()
        await pilot.press("z")
        assert is_open(app)
        await pilot.press("z")
        assert not is_open(app)
        assert app.lesson.focused is strip
        app.lesson.query_one("#lane-0").focus()
        await pilot.press("z", "T")
        assert is_open(app)
        assert not app.lesson.has_class("-zoomed")


async def test_a_step_in_time_is_a_step_in_the_lanes() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        here = cursor(app)
        await pilot.press("right", "right", "left", "right")
        assert cursor(app) == here + 2
        assert "#2 client" in shown(app, "#words")[1]
        await pilot.press("end")
        await pilot.pause()
        assert "● clients" in "\n".join(shown(app, "#rows"))
        await pilot.press("escape", "home", "T")
        await pilot.pause()
        assert "Before the first event" in shown(app, "#words")[1]


async def test_the_keys_that_zoom_and_pan() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        whole = look(app).window.extent
        await pilot.press("plus", "equals_sign")
        assert look(app).window.extent == whole // 4
        assert "┬ 10 ms" in shown(app, "#rows")[0]
        begin = look(app).window.begin
        await pilot.press("greater_than_sign", "shift+right", "less_than_sign")
        assert look(app).window.begin > begin
        await pilot.press("shift+left", "minus")
        assert (look(app).window.begin, look(app).window.extent) == (begin, whole // 2)
        await pilot.press("0")
        assert look(app).window.extent == whole
        await pilot.press("o")
        assert look(app).start is Start.CLOCK
        assert "one clock for all lanes" in shown(app, "#words")[0]
        await pilot.press("o", "enter")
        assert "each lane from exchange 1" in shown(app, "#words")[0]


async def test_pages_are_rows_where_there_are_more_than_fit_and_stops_where_all_are_seen() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        here = cursor(app)
        assert "worker-12" not in "\n".join(shown(app, "#rows"))
        for _ in range(4):
            await pilot.press("pagedown")
        assert "worker-12" in "\n".join(shown(app, "#rows"))
        await pilot.press("pageup", "up", "down")
        assert cursor(app) == here
    few = Show(visit(trace_of(wsgi(2))))
    async with few.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("pagedown")
        assert cursor(few) > 5


async def test_a_click_moves_the_cursor_to_what_happened_there() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        rows = shown(app, "#rows")
        line = next(number for number, text in enumerate(rows) if "MainThread" in text)
        column = rows[line].index("5")
        await pilot.click("#rows", offset=(column + 1, line))
        await pilot.pause()
        assert app.lesson.view.scene.exchange == 5
        assert "#5 view hello" in shown(app, "#words")[1]
        asgi = next(number for number, text in enumerate(rows) if "worker-3" in text)
        await pilot.click("#rows", offset=(rows[asgi].rindex("3"), asgi))
        await pilot.pause()
        assert (app.lesson.view.lane, app.lesson.view.scene.exchange) == (1, 3)
        assert cursor(app) == step_of(app.lesson.view, "third SQL SELECT enter in asgi")
        there = cursor(app)
        await pilot.click("#rows", offset=(4, asgi))
        await pilot.click("#rows", offset=(40, 1))
        assert cursor(app) == there
        await pilot.press("escape")
        await pilot.pause()
        assert any("●" in line for line in painted(app.lesson._lanes[1]))


def mouse(kind: type, x: int, y: int, widget: TimeRows, *, shift: bool = False) -> object:
    """A mouse event over a cell of the rows."""
    at = (widget.region.x + x, widget.region.y + y)
    return kind(widget, x, y, 0, 0, 1, shift, False, False, *at)


async def test_the_wheel_zooms_at_the_pointer_pans_with_shift_and_scrolls_over_the_names() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        rows = app.lesson.query_one(TimeRows)

        async def wheel(kind: type, x: int, *, shift: bool = False) -> None:
            app.screen._forward_event(mouse(kind, x, 5, rows, shift=shift))  # type: ignore[arg-type]
            await pilot.pause()

        whole = look(app).window.extent
        column = 50
        x = 1 + rows.names + column
        time = look(app).window.edges()[column]
        await wheel(MouseScrollUp, x)
        assert look(app).window.extent == round(whole / 1.25)
        assert abs((look(app).window.column_of(time) or 0) - column) <= 1
        await wheel(MouseScrollUp, x)
        begin = look(app).window.begin
        await wheel(MouseScrollDown, x, shift=True)
        assert look(app).window.begin > begin
        await wheel(MouseScrollUp, x, shift=True)
        assert abs(look(app).window.begin - begin) <= 1
        await wheel(MouseScrollRight, x)
        assert look(app).window.begin > begin
        await wheel(MouseScrollDown, x)
        assert look(app).window.extent == pytest.approx(whole / 1.25, rel=1e-6)
        await pilot.press("0")
        assert rows.top == 0
        await wheel(MouseScrollDown, 3)
        assert rows.top > 0
        assert look(app).window.extent == whole


async def test_a_drag_pans_and_is_no_click() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("plus", "plus", "shift+right", "shift+right")
        window, here = look(app).window, cursor(app)
        await pilot.mouse_down("#rows", offset=(60, 8))
        await pilot.hover("#rows", offset=(50, 8))
        await pilot.mouse_up("#rows", offset=(50, 8))
        await pilot.pause()
        assert look(app).window == window.pan(10, large(app)._sight.clock.span)
        assert cursor(app) == here
        await pilot.hover("#rows", offset=(40, 8))
        assert look(app).window == window.pan(10, large(app)._sight.clock.span)
        await pilot.click("#rows", offset=(60, 6))
        await pilot.pause()
        assert cursor(app) != here


async def test_the_counters_are_those_of_the_cursor() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        row = next(line for line in shown(app, "#counters") if "requests at once" in line)
        assert row.split()[-2:] == ["1", "1"]
        app.lesson.go(app.lesson.view.player.jump(step_of(app.lesson.view, "seventh view enter in asgi")))
        await pilot.pause()
        asgi = [line for line in shown(app, "#counters") if "requests at once" in line][1]
        assert asgi.split()[-2:] == ["7", "12"]


async def test_nothing_is_told_while_a_prediction_is_asked_for_and_its_keys_answer() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "A prediction is asked for" in "\n".join(shown(app, "#rows"))
        await pilot.press("2", "1")
        await pilot.pause()
        assert set(app.lesson.view.answers) == {"thread", "count"}
        assert "MainThread" in "\n".join(shown(app, "#rows"))


async def test_while_nothing_has_happened_the_lanes_say_what_they_do() -> None:
    running = Running("wsgi", "asgi")
    app = Show(running)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        running.becomes(LaneState("wsgi", Doing.SENDING, answered=(30, 40)))
        await pilot.pause()
        assert "30 of 40 answered" in "\n".join(shown(app, "#rows"))
        await pilot.press("plus", "0", "enter")
    empty = Show(visit(Trace(Header(scenario=Scenario("test", ())))))
    async with empty.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Nothing has happened yet" in "\n".join(shown(empty, "#rows"))


async def test_it_grows_with_the_trace() -> None:
    trace = Trace(Header(scenario=Scenario("test", ("wsgi",))))
    events = wsgi(3).events
    trace.extend(events[:20])
    there = visit(trace)
    app = Show(there)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        before = look(app).window.end
        trace.extend(events[20:])
        there.catch_up()
        there.grew()
        await pilot.pause()
        assert look(app).window.end == 30 * MS > before


async def test_a_click_on_a_hint_does_what_it_says() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        footer = shown(app, "#footer")[0]
        whole = look(app).window.extent
        await pilot.click("#footer", offset=(footer.index("zoom"), 0))
        await pilot.pause()
        assert look(app).window.extent == whole // 2
        await pilot.click("#footer", offset=(footer.index("lanes"), 0))
        await pilot.pause()
        assert not is_open(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_from_the_list_of_exchanges_with_its_filter_and_back(size: tuple[int, int]) -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=size) as pilot:
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("slash", *"hello/3", "escape", "l", "T")
        await drawn(pilot)
        assert is_open(app)
        assert "/ hello/3 lane:wsgi (Esc shows all)" in shown(app, "#words")[0]
        assert app.lesson.view.scene.exchange == 3
        rows = "\n".join(shown(app, "#rows"))
        assert "─────" in next(line for line in rows.splitlines() if "MainThread" in line)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, ExchangesScreen)
        await pilot.pause()
        listed = [line for line in painted(app.screen.query_one("#list", Canvas))[1:] if "GET" in line]
        assert len(listed) == 1
        await pilot.press("escape", "escape")
        assert large(app).wanted is None
        assert is_open(app)
        await pilot.press("escape")
        assert not is_open(app)


async def test_a_filter_that_finds_none_leaves_the_cursor_where_it_was() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(120, 40)) as pilot:
        here = cursor(app)
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("slash", *"5xx", "escape", "T")
        await drawn(pilot)
        assert (is_open(app), cursor(app)) == (True, here)
        assert not any("hello" in line for line in shown(app, "#rows"))


async def test_it_is_laid_out_anew_for_another_size() -> None:
    app = Show(visit(crowd()))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        wide = look(app).window.columns
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.pause()
        assert look(app).window.columns < wide
        assert shown(app, "#counters")[1].strip().startswith("WSGI  requests")
        assert len(shown(app, "#rows")) > 10
