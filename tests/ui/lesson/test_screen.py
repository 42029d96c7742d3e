from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from tests.golden.make import golden
from tests.ui.lesson.shown import Show, lesson_visit, painted, step_of, view, visit
from tests.ui.until import until
from visualizer.lab import Request
from visualizer.trace import Trace
from visualizer.ui.canvas import Canvas
from visualizer.ui.change.screen import ChangeScreen
from visualizer.ui.lane_state import Doing, LaneBreak, LaneState
from visualizer.ui.lesson.answers import Said
from visualizer.ui.lesson.find import Find
from visualizer.ui.lesson.here import HerePane, Tab
from visualizer.ui.lesson.lane import LanePane
from visualizer.ui.lesson.pane import Pane
from visualizer.ui.lesson.reading import Reading
from visualizer.ui.lesson.screen import LessonScreen
from visualizer.ui.messages import RunEnded
from visualizer.ui.subject import Subject
from visualizer.ui.visit import Visit

WIDE, NARROW, HUGE = (120, 40), (80, 24), (200, 60)
FIRST, SECOND = Said("1", is_settled=True), Said("2", is_settled=True)
FRONTIER = len(view().score.steps) - 1


def is_over(app: Show, kind: type[Screen[Any]]) -> bool:
    """Whether such a screen lies over the lesson."""
    return isinstance(app.screen, kind)


def plays(app: Show) -> bool:
    return app.lesson._playing.is_on


def cursor(app: Show) -> int:
    return app.lesson.view.player.cursor


def pane(app: Show, selector: str) -> list[str]:
    return painted(app.lesson.query_one(selector, Canvas))


def shown(app: Show) -> list[str]:
    """Everything on the screen, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        (["right"], 0),
        (["right", "right"], 1),
        (["right", "right", "left"], 0),
        (["right", "p"], -1),
        (["end"], FRONTIER),
        (["end", "home"], -1),
        (["end", "u"], -1),
        (["pagedown"], step_of(view(), "parse head exit")),
        (["pagedown", "pagedown"], step_of(view(), "view enter")),
        (["pagedown", "pagedown", "pageup"], step_of(view(), "parse head exit")),
        (["left"], -1),
    ],
)
async def test_keys_that_move_the_cursor(keys: list[str], there: int) -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*keys)
        assert cursor(app) == there
        assert f"event {there + 1}/{FRONTIER + 1}" in pane(app, "#header")[0]


async def test_every_pane_follows_the_cursor() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("pagedown")
        await pilot.pause()
        before = {name: pane(app, name) for name in ("#header", "#story", "#lane-0", "#lane-1", "#here-0", "#time")}
        await pilot.press("pagedown")
        await pilot.pause()
        for name, lines in before.items():
            assert pane(app, name) != lines, name
        assert "The view runs" in "".join(pane(app, "#story"))


async def test_digits_predict() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2")
        assert app.lesson.view.answers == {"thread": SECOND}
        assert any("● 2  a worker thread" in line for line in pane(app, "#story"))
        await pilot.press("1")
        assert app.lesson.view.answers == {"thread": SECOND, "count": FIRST}
        await pilot.press("9")
        assert app.lesson.view.answers == {"thread": SECOND, "count": FIRST}
        await pilot.press("pagedown", "1")
        assert app.lesson.view.answers == {"thread": SECOND, "count": FIRST}


async def test_playing_goes_on_by_itself_and_stops() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*["plus"] * 9, "space")
        assert plays(app)
        await until(pilot, lambda: cursor(app) >= 2)
        await pilot.press("space")
        assert not plays(app)
        await pilot.press("end", "space")
        assert not plays(app)


async def test_the_pace_has_bounds() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*["minus"] * 9)
        assert app.lesson._playing.faster(0) == "0.5 steps a second"
        await pilot.press("equals_sign")
        assert app.lesson._playing.faster(0) == "1 steps a second"


async def test_tabs_by_key_and_by_mouse() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("pagedown", "right_square_bracket")
        panes = list(app.lesson.query(HerePane))
        assert [pane.tab for pane in panes][:2] == [Tab.BYTES, Tab.BYTES]
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert [pane.tab for pane in panes][:2] == [Tab.MESSAGES, Tab.MESSAGES]
        title = pane(app, "#here-0")[0]
        await pilot.click("#here-0", offset=(title.index("Code") + 1, 0))
        assert [pane.tab for pane in panes][:2] == [Tab.CODE, Tab.CODE]
        assert "[Code]" in pane(app, "#here-1")[0]


async def test_focus_goes_round_and_is_seen_without_colour() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "━" in pane(app, "#story")[0]
        await pilot.press("tab")
        await pilot.pause()
        assert app.lesson.focused is app.lesson.query_one("#lane-0")
        assert "━" in pane(app, "#lane-0")[0]
        assert "━" not in pane(app, "#story")[0]
        await pilot.press("shift+tab")
        assert app.lesson.focused is app.lesson.query_one("#story")


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("again", ["z", "escape"])
async def test_zoom_fills_the_screen_with_a_pane(size: tuple[int, int], again: str) -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=size) as pilot:
        await pilot.press("pagedown", "tab", "z")
        await pilot.pause()
        lane = app.lesson.query_one("#lane-0")
        assert lane.size == (size[0], size[1] - 2)
        await pilot.press("pagedown")
        assert any("view" in line and line.startswith("●") for line in pane(app, "#lane-0"))
        await pilot.press(again)
        await pilot.pause()
        assert lane.size.height < size[1] - 2
        assert app.screen is app.lesson
        assert "The view runs" in "".join(pane(app, "#story"))


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("tabs", range(3))
async def test_zoom_leaves_no_other_pane(size: tuple[int, int], tabs: int) -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=size) as pilot:
        await pilot.press("pagedown", *["tab"] * tabs, "z")
        await pilot.pause()
        assert [shown for shown in app.lesson.query(Pane) if shown.size] == [app.lesson.focused]


async def test_narrow_has_one_lane_and_a_key_for_the_other() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert [lane.is_on_screen for lane in app.lesson.query(LanePane)] == [True, False]
        assert "l other lane" in pane(app, "#footer")[0]
        await pilot.press("pagedown", "l")
        await pilot.pause()
        assert [lane.is_on_screen for lane in app.lesson.query(LanePane)] == [False, True]
        assert any(line.startswith(("│●", "●")) for line in pane(app, "#lane-1"))
        await pilot.press("l")
        assert app.lesson.view.lane == 0


async def test_the_size_changes_at_any_time() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("pagedown", "pagedown")
        for size in (NARROW, HUGE, (61, 17), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            lines = shown(app)
            assert len(lines) == size[1]
            assert any("●" in line and "view" in line for line in lines)


async def test_a_huge_screen_has_the_code_beside_the_data() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=HUGE) as pilot:
        await pilot.press("pagedown")
        await pilot.pause()
        assert "[Code]" in pane(app, "#here-2")[0]
        await pilot.press("right_square_bracket", "right_square_bracket")
        await pilot.pause()
        assert "[Data]" in pane(app, "#here-2")[0]
        title = pane(app, "#here-2")[0]
        await pilot.click("#here-2", offset=(title.index("Bytes") + 1, 0))
        assert app.lesson.query_one("#here-2", HerePane).tab is Tab.BYTES
        assert app.lesson.query_one("#here-0", HerePane).tab is Tab.CODE


async def test_a_click_on_a_row_jumps_there_and_the_wheel_keeps_the_lanes_level() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("1", "1", "pagedown")
        await pilot.click("#lane-1", offset=(6, 3))
        assert app.lesson.view.row == 2
        lane = app.lesson.query_one("#lane-0", Canvas)
        lane.focus()
        await pilot.press("down", "down")
        await pilot.pause()
        assert lane.top == 2
        assert app.lesson.query_one("#lane-1", Canvas).top == 2


async def test_a_click_on_the_time_strip_jumps() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("pagedown")
        before = cursor(app)
        await pilot.click("#time", offset=(100, 1))
        assert cursor(app) > before


async def test_a_click_on_a_choice_answers_and_on_a_hint_acts() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        line = next(y for y, text in enumerate(pane(app, "#story")) if "2  a worker thread" in text)
        await pilot.click("#story", offset=(8, line))
        assert app.lesson.view.answers == {"thread": SECOND}
        hints = pane(app, "#footer")[0]
        await pilot.click("#footer", offset=(hints.index("←→"), 0))
        await pilot.pause()
        assert cursor(app) == 0


async def test_why_glossary_and_their_keys() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("pagedown", "w")
        await pilot.pause()
        assert is_over(app, Reading)
        assert any("RFC 9112" in line for line in painted(app.screen.query_one(Canvas)))
        await pilot.press("w")
        assert app.screen is app.lesson
        await pilot.press("g")
        await pilot.pause()
        page = app.screen.query_one(Canvas)
        await pilot.press("pagedown")
        assert page.top > 0
        await pilot.press("pageup")
        assert page.top == 0
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        assert any("ASGI" in line for line in painted(page))
        await pilot.press("escape")
        assert app.screen is app.lesson


async def test_find_an_event_and_jump() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        assert is_over(app, Find)
        app.screen.query_one(Input).value = "second receive exit in asgi"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert cursor(app) == step_of(view(), "second receive exit in asgi")
        await pilot.press("u", "slash")
        await pilot.pause()
        app.screen.query_one(Input).value = "SessionMiddleware"
        await pilot.pause()
        await pilot.press("down", "down", "up")
        await pilot.click("#found", offset=(4, 1))
        await pilot.pause()
        assert cursor(app) == step_of(view(), "SessionMiddleware enter")
        await pilot.press("slash", "x", "y", "z", "enter")
        await pilot.pause()
        assert cursor(app) == step_of(view(), "SessionMiddleware enter")
        await pilot.press("slash", "escape")
        assert app.screen is app.lesson


async def test_leaving_gives_the_screen_back() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert not isinstance(app.screen, LessonScreen)


async def test_a_recording_explains_itself_and_cannot_run() -> None:
    app = Show(visit(warning="cut off after line 7"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "r", "e")
        await pilot.pause()
        assert "RECORDED" in pane(app, "#header")[0]
        assert "Why" in pane(app, "#story")[0]
        notes = [note.message for note in app._notifications]
        assert "cut off after line 7" in notes
        assert any("there is no server" in note for note in notes)


class Running(Visit):
    """A visit whose lanes are played by the test."""

    def __init__(self, *lanes: str) -> None:
        super().__init__(Subject("Your own request", requests=(Request(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"),)))
        self._lanes.states.update({lane: LaneState(lane) for lane in lanes})
        self.sent: list[object] = []

    async def run(self, requests: object = None, fault: object = None) -> None:
        self.sent.append(requests)

    async def retry(self, requests: object = None, fault: object = None) -> None:
        self.sent.append("retry")

    def becomes(self, state: LaneState) -> None:
        self._lanes._note(state)

    def records(self, trace: Trace) -> None:
        self.begin(trace)
        self._tell(RunEnded())


async def test_a_lane_shows_what_it_does_and_then_its_rows() -> None:
    running = Running("wsgi", "asgi")
    app = Show(running)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert running.sent == [None]
        running.becomes(LaneState("wsgi", Doing.LISTENING))
        await pilot.pause()
        assert any("▸ listening …" in line for line in pane(app, "#lane-0"))
        running.records(golden("both"))
        await pilot.pause()
        await pilot.press("right")
        assert any("client" in line for line in pane(app, "#lane-0"))
        await pilot.press("r")
        await pilot.pause()
        assert running.sent == [None, None]


async def test_a_lane_that_broke_says_why_and_r_tries_again() -> None:
    running = Running("wsgi", "asgi")
    app = Show(running)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        running.becomes(LaneState("wsgi", Doing.BROKEN, LaneBreak("the port is taken", "Traceback", "Close it.")))
        running.records(golden("asgi"))
        await pilot.pause()
        assert any("✗ the port is taken" in line for line in pane(app, "#lane-0"))
        await pilot.press("right", "r")
        await pilot.pause()
        assert running.sent == [None, "retry"]
        assert any("client" in line for line in pane(app, "#lane-1"))


async def test_a_changed_request_is_sent_and_a_dismissed_one_is_not() -> None:
    running = Running("wsgi")
    app = Show(running)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert is_over(app, ChangeScreen)
        await pilot.press("escape", "e")
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        assert app.screen is app.lesson
        assert running.sent == [None, running.requests]
