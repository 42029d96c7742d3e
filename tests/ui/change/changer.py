"""The screen of changes over the demo project, with an editor, a form, and runs that are played."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.pilot import Pilot

from tests.golden.make import golden
from tests.ui.bare import Bare
from tests.ui.until import until
from visualizer.lab import DEMO, LaneSpec, Request
from visualizer.ui.canvas import Canvas
from visualizer.ui.change.change import Change, Refusal, Tab
from visualizer.ui.change.screen import ChangeScreen
from visualizer.ui.code.area import CodeArea
from visualizer.ui.code.pane import CodePane
from visualizer.ui.key_bar import KeyBar
from visualizer.ui.lesson.trial import Trial
from visualizer.ui.lesson.workbench import Workbench
from visualizer.ui.options.model import Model
from visualizer.ui.options.pane import OptionsPane
from visualizer.ui.setup import OWN, Made

WIDE = (120, 40)
VIEWS = "hello/views.py"


class Changer(Bare):
    """The screen alone, beginning at a tab; what is run is noted, and comes to what was asked for."""

    def __init__(self, tab: Tab = Tab.CODE, lanes: tuple[LaneSpec, ...] = DEMO.lanes()) -> None:
        super().__init__()
        self.acted: list[Change] = []
        self.refusals: list[Refusal | None] = []
        self.result: list[Made | None] = []
        self.bench: Workbench | None = None
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self._tab = tab
        self._lanes = lanes

    def on_mount(self) -> None:
        options = OptionsPane(lambda: Model(self._lanes, {}))
        request = Request(b"GET /hello/ HTTP/1.1\r\nHost: x\r\n\r\n")
        screen = ChangeScreen("A title · of its own", [request], CodePane(self.get), options, self.act, self._tab)
        self.push_screen(screen, self.result.append)

    async def get(self) -> Workbench:
        if self.bench is None:
            self.bench = Workbench(None, None, self.run_copy, self.tell)
            await self.bench.open()
        return self.bench

    async def run_copy(self, code: Path) -> Made:
        return Made(golden("both"), OWN, ())

    async def tell(self, trial: Trial) -> None:
        """Nobody asks."""

    async def act(self, change: Change) -> Refusal | None:
        self.acted.append(change)
        await self.goes_on.wait()
        return self.refusals.pop(0) if self.refusals else None

    @property
    def folder(self) -> Path:
        assert self.bench is not None
        return self.bench.attempt.folder

    @property
    def area(self) -> CodeArea:
        """The text that is shown."""
        return next(area for area in self.screen.query(CodeArea) if area.display)

    def text_of_keys(self) -> str:
        """The last line."""
        return str(self.screen.query_one(KeyBar).render())

    def text(self, selector: str) -> str:
        """What a canvas has on the screen."""
        canvas = self.screen.query_one(selector, Canvas)
        return "\n".join(canvas.render_line(y).text.rstrip() for y in range(canvas.size.height))


async def opened(pilot: Pilot[None], app: Changer) -> None:
    """Until the editor has opened the copy."""
    await until(pilot, lambda: list(app.screen.query(CodeArea)))
    await pilot.pause()
