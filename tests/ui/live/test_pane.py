"""The live pane's clock: what is held says anew how long, though nothing happens."""

from __future__ import annotations

from time import perf_counter_ns

from msgspec.structs import replace
from textual.app import ComposeResult

from tests.ui.bare import Bare
from tests.ui.lesson.shown import painted
from tests.ui.live.test_hold_lines import Held
from tests.ui.until import until
from visualizer.lab import Doing
from visualizer.ui.live.pane import LivePane


class Alone(Bare):
    """The pane alone."""

    def compose(self) -> ComposeResult:
        yield LivePane()


async def test_the_seconds_go_on_while_something_is_held() -> None:
    app = Alone()
    async with app.run_test(size=(120, 10)) as pilot:
        pane = app.query_one(LivePane)
        held = Held()
        held.view = replace(held.view, time=perf_counter_ns())
        shown = held.shown(held.lane.events[0], Doing.IDLE)
        pane.draw(shown)
        assert "nothing is held" in painted(pane)[1]
        pane.draw(held.shown(held.lane.events[0], Doing.HELD))
        assert "■ held at view hello ↓  0 s" in painted(pane)[1]
        await until(pilot, lambda: "■ held at view hello ↓  1 s" in painted(pane)[1])
