"""Comparing on the screen: d opens at the first divergence, D chooses, Enter goes to the event, nothing freezes."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.ui.lesson.shown import Show, lesson_visit, painted, visit
from tests.ui.lesson.test_screen import NARROW, WIDE, Running, is_over
from tests.ui.runs.made import run
from tests.ui.until import until
from visualizer.trace import Trace
from visualizer.ui.canvas import Canvas
from visualizer.ui.messages import RunEnded
from visualizer.ui.runs import comparing
from visualizer.ui.runs.chooser import Chooser
from visualizer.ui.runs.comparing import ONLY_ONE, ONLY_ONE_LANE, PREDICT_FIRST, READING
from visualizer.ui.runs.screen import CompareScreen

BOTH = ("wsgi", "asgi")


class Kept(Running):
    """A visit whose runs are handed to it, and kept."""

    def __init__(self, *traces: Trace) -> None:
        super().__init__(*BOTH)
        self._traces = traces

    async def run(self, requests: object = None, fault: object = None) -> None:
        for trace in self._traces:
            self.begin(trace)
            self.keeper.end()
        self._tell(RunEnded())


async def compare(app: Show, pilot: Pilot[None], *keys: str) -> CompareScreen:
    """The comparison, once it is made."""
    await until(pilot, lambda: app.visit.trace is not None and not app.lesson.view.is_empty)
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.comparison is not None)
    await pilot.pause()
    assert isinstance(app.screen, CompareScreen)
    return app.screen


def lines(screen: CompareScreen, name: str) -> list[str]:
    return painted(screen.query_one(name, Canvas))


def notes(app: Show) -> list[str]:
    return [note.message for note in app._notifications]


@pytest.mark.parametrize("size", [WIDE, NARROW, (200, 60)])
async def test_d_opens_at_the_first_divergence_from_the_run_before(size: tuple[int, int]) -> None:
    app = Show(Kept(run(lanes=BOTH), run(lanes=BOTH, header="SAMEORIGIN")))
    async with app.run_test(size=size) as pilot:
        screen = await compare(app, pilot, "d")
        assert "divergence 1 of 1" in lines(screen, "#summary")[0]
        assert "run 1 · wsgi" in lines(screen, "#left")[0]
        assert "run 2 · wsgi" in lines(screen, "#right")[0]
        (marked,) = (line for line in lines(screen, "#right") if "●" in line)
        assert "≠ · start_response" in marked
        assert any("headers.x-frame-options" in line for line in lines(screen, "#changes"))
        assert any("'SAMEORIGIN'" in line for line in lines(screen, "#changes"))
        await app.visit.keeper.close()


async def test_the_keys_of_the_comparison() -> None:
    app = Show(Kept(run("/a", "/b", lanes=BOTH), run("/a", "/b", lanes=BOTH, header="SAMEORIGIN", queries=1)))
    async with app.run_test(size=WIDE) as pilot:
        screen = await compare(app, pilot, "d")
        assert screen.comparison is not None
        divergences = list(screen.comparison.divergences)
        assert len(divergences) == 6
        await pilot.press("d", "d")
        assert screen.cursor == divergences[2]
        await pilot.press("p", "p", "p")
        assert screen.cursor == divergences[-1]
        await pilot.press("home", "up")
        assert screen.cursor == 0
        await pilot.press("down", "pagedown", "end", "down")
        assert screen.cursor == len(screen.comparison.levels) - 1
        second = screen.comparison.groups[1].begin
        await pilot.press("left")
        assert screen.cursor == second
        await pilot.press("left")
        assert screen.cursor == 0
        await pilot.press("right", "right")
        assert screen.cursor == second
        await pilot.press("pageup", "shift+down", "shift+up", "d")
        await pilot.press("tab")
        await until(pilot, lambda: screen.comparison is not None)
        assert [side.run.number for side in screen.sides] == [2, 1]
        await pilot.press("l")
        await until(pilot, lambda: screen.comparison is not None)
        assert [side.lane for side in screen.sides] == ["asgi", "asgi"]
        await pilot.click("#left", offset=(10, 3))
        assert screen.cursor == 1
        await pilot.press("escape")
        assert app.screen is app.lesson
        await app.visit.keeper.close()


async def test_enter_goes_to_the_event_in_the_lesson() -> None:
    app = Show(Kept(run(lanes=BOTH, queries=1), run(lanes=BOTH, header="SAMEORIGIN")))
    async with app.run_test(size=WIDE) as pilot:
        await compare(app, pilot, "d")
        await pilot.press("enter")  # only the earlier run has this event
        assert is_over(app, CompareScreen)
        assert any("Only run 1 · wsgi has this event" in note for note in notes(app))
        await pilot.press("d", "d", "enter")
        await pilot.pause()
        assert app.screen is app.lesson
        event = app.lesson.view.event(0)
        assert event is not None
        assert event.name == "start_response"
        await app.visit.keeper.close()


async def test_one_run_alone_says_so_and_its_lanes_can_be_compared() -> None:
    app = Show(Kept(run(lanes=BOTH)))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.visit.trace is not None)
        await pilot.press("d")
        await until(pilot, lambda: ONLY_ONE in notes(app))
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        screen = await compare(app, pilot, "enter")
        assert [side.lane for side in screen.sides] == ["wsgi", "asgi"]
        await pilot.press("d")
        assert "The two do not diverge." in notes(app)
        assert "no divergence" in lines(screen, "#summary")[0]
        await app.visit.keeper.close()


async def test_any_two_runs_can_be_chosen() -> None:
    app = Show(Kept(run(lanes=BOTH), run(lanes=BOTH, queries=1), run(lanes=BOTH, header="SAMEORIGIN")))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.visit.trace is not None)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press("down", "down", "left", "up", "up", "up", "right", "enter")
        screen = await compare(app, pilot)
        assert [(side.run.number, side.lane) for side in screen.sides] == [(1, "wsgi"), (3, "asgi")]
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press("down", "down", "l", "enter")
        screen = await compare(app, pilot)
        assert [(side.run.number, side.lane) for side in screen.sides] == [(1, "wsgi"), (1, "asgi")]
        await pilot.press("escape", "D")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.click("#runs", offset=(10, 2))
        await pilot.press("escape")
        assert app.screen is app.lesson
        await app.visit.keeper.close()


async def test_a_run_whose_file_is_gone_is_told_of() -> None:
    app = Show(Kept(*(run(lanes=BOTH) for _ in range(5))))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.visit.trace is not None)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        (first, *_) = await app.visit.keeper.runs()
        assert first.kept is not None
        first.kept.path.unlink()
        await pilot.press("end", *["down"] * 9, "left", "enter")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, CompareScreen) and any("✗" in line for line in lines(app.screen, "#changes"))
            ),
        )
        await pilot.press("d", "enter", "escape")
        assert app.screen is app.lesson
        await app.visit.keeper.close()


async def test_nothing_is_told_that_a_prediction_asks_for() -> None:
    app = Show(lesson_visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("d", "D")
        assert notes(app) == [PREDICT_FIRST, PREDICT_FIRST]
        await pilot.press("s", "s", "D")
        await until(pilot, lambda: isinstance(app.screen, Chooser))


async def test_runs_that_take_a_while_to_read_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "PATIENCE", 0)
    app = Show(Kept(run(lanes=BOTH), run(lanes=BOTH)))
    async with app.run_test(size=WIDE) as pilot:
        await compare(app, pilot, "d")
        assert READING in notes(app)
        await app.visit.keeper.close()


async def test_the_lanes_of_a_recording_can_be_compared() -> None:
    app = Show(visit())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        assert "recording" in painted(app.screen.query_one(Canvas))[1]
        await compare(app, pilot, "enter")


async def test_one_lane_of_one_run_has_nothing_to_be_compared_with() -> None:
    app = Show(Kept(run()))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.visit.trace is not None)
        await pilot.press("D")
        await until(pilot, lambda: ONLY_ONE_LANE in notes(app))
        await app.visit.keeper.close()


async def test_the_wheel_moves_both_sides() -> None:
    requests = [f"/{number}" for number in range(9)]
    app = Show(Kept(run(*requests, lanes=BOTH), run(*requests, lanes=BOTH)))
    async with app.run_test(size=NARROW) as pilot:
        screen = await compare(app, pilot, "d")
        left, right = (screen.query_one(name, Canvas) for name in ("#left", "#right"))
        left.action_scroll(7)
        await pilot.pause()
        assert (left.top, right.top) == (7, 7)
        await app.visit.keeper.close()
