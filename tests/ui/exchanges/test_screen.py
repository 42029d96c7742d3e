import pytest
from textual.pilot import Pilot

from tests.ui.exchanges.made import many
from tests.ui.lesson.shown import Show, lesson_visit, painted, visit
from visualizer.ui.canvas import Canvas
from visualizer.ui.exchanges.screen import ExchangesScreen


def listed(app: Show) -> list[str]:
    return [line for line in painted(app.screen.query_one("#list", Canvas))[1:] if "GET" in line]


def about(app: Show) -> str:
    return "\n".join(painted(app.screen.query_one("#about", Canvas)))


def is_open(app: Show) -> bool:
    return isinstance(app.screen, ExchangesScreen)


async def opened(app: Show, pilot: Pilot[None]) -> ExchangesScreen:
    await pilot.press("x")
    await pilot.pause()
    await pilot.pause()
    assert isinstance(app.screen, ExchangesScreen)
    return app.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_filter_and_jump(size: tuple[int, int]) -> None:
    app = Show(visit(many()))
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        assert "GET /hello/1 " in listed(app)[0]
        await pilot.press("slash", *"lane:asgi", "space", *"4xx")
        await pilot.pause()
        assert ["asgi" in line and "400" in line for line in listed(app)] == [True] * 9
        assert "9 · 400 ×9" in about(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.screen is app.lesson
        view = app.lesson.view
        assert view.row is not None
        assert view.score.rows[view.row].exchange == 20
        assert view.scene.step is not None
        assert view.scene.step.events[1] is not None


async def test_a_filter_that_cannot_be_read_says_so_and_leaves_the_list() -> None:
    app = Show(visit(many(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("slash", *"in:vie")
        await pilot.pause()
        assert "'vie' is no stage: there is client" in about(app)
        assert len(listed(app)) == 10
        await pilot.press("w")
        await pilot.pause()
        assert "no stage" not in about(app)
        assert len(listed(app)) == 10
        for there in (True, False):
            await pilot.press("escape")
            assert is_open(app) is there


async def test_the_keys_of_the_list() -> None:
    app = Show(visit(many(50)))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        for key, place in (("end", 99), ("up", 98), ("home", 0), ("up", 0), ("pagedown", 13), ("pageup", 0)):
            await pilot.press(key)
            assert screen._chosen == place, key
        await pilot.press("l")
        assert [line for line in listed(app) if "asgi" in line] == []
        await pilot.press("l")
        assert [line for line in listed(app) if "wsgi" in line] == []
        await pilot.press("l")
        assert all(f"{lane}  50" in about(app) for lane in ("wsgi", "asgi"))
        await pilot.press("x")
        assert app.screen is app.lesson


async def test_a_click_jumps_and_the_exchange_at_the_cursor_is_chosen_at_first() -> None:
    app = Show(visit(many(50)))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.click("#list", offset=(20, 7))
        await pilot.pause()
        assert app.screen is app.lesson
        screen = await opened(app, pilot)
        assert screen._near == ("wsgi", 7)


async def test_the_list_grows_while_it_is_open() -> None:
    source, shown = many(8), visit(many(0))
    trace = shown.trace
    assert trace is not None
    app = Show(shown)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        assert "send a request first" in about(app)
        trace.extend(source.events("wsgi"))
        shown.catch_up()
        shown.grew()
        await pilot.pause()
        await pilot.pause()
        assert len(listed(app)) == 8


async def test_no_prediction_is_spoiled() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        assert not is_open(app)
        assert [note.message for note in app._notifications] == [
            "The list would tell what comes. Predict first, or skip with s."
        ]
        await pilot.press("s", "s", "x")
        assert is_open(app)
