"""Two runs side by side, level by level, with what differs at the cursor below; compared in a thread, never in a key.

Enter gives back the event at the cursor, where it belongs to the run that the lesson shows.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import ClassVar, NamedTuple

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from visualizer.replay import Comparison, Run
from visualizer.trace import Trace, TraceError
from visualizer.ui.canvas import Canvas
from visualizer.ui.key_bar import KeyBar
from visualizer.ui.runs.change_lines import change_lines
from visualizer.ui.runs.kept_run import Pick
from visualizer.ui.runs.level_lines import LevelLines, line_of
from visualizer.ui.runs.run_words import title
from visualizer.ui.runs.summary_lines import below, head, summary

Sides = tuple[Pick, Pick]

HEIGHTS = [(0, "-low"), (30, "-tall")]
"""The classes of the screen from so many rows on."""


class Landing(NamedTuple):
    """An event of the run that the lesson shows."""

    lane: str
    event: int


class CompareScreen(Screen[Landing | str | None]):
    """The comparison; gives back where to go in the lesson, `choose` to choose other runs, or None."""

    CSS_PATH = "runs.tcss"
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "diverge(1)", "Next", id="compare.next", tooltip="To the next level that diverges"),
        Binding("p", "diverge(-1)", "Previous", id="compare.previous", tooltip="To the level before that diverges"),
        Binding("enter", "land", "Go there", id="compare.land", tooltip="To this event in the lesson"),
        Binding("D", "choose", "Choose", id="compare.choose", tooltip="Choose which two runs to compare"),
        Binding("l", "lane", "Lane", id="compare.lane", tooltip="The next lane of both runs"),
        Binding("tab", "swap", "Swap", id="compare.swap", key_display="Tab", tooltip="Left and right exchanged"),
        Binding("escape,q", "dismiss", "Back", id="compare.leave", tooltip="Back to the lesson"),
        Binding("up", "move(-1)", "Up", id="compare.up", show=False, tooltip="The level above"),
        Binding("down", "move(1)", "Down", id="compare.down", show=False, tooltip="The level below"),
        Binding("left", "exchange(-1)", "Exchange", id="compare.last", show=False, tooltip="The exchange before"),
        Binding("right", "exchange(1)", "Exchange", id="compare.on", show=False, tooltip="The next exchange"),
        Binding("pageup", "page(-1)", "Page up", id="compare.page_up", show=False, tooltip="A page up"),
        Binding("pagedown", "page(1)", "Page down", id="compare.page_down", show=False, tooltip="A page down"),
        Binding("home", "move(-1_000_000_000)", "First", id="compare.home", show=False, tooltip="The first level"),
        Binding("end", "move(1_000_000_000)", "Last", id="compare.end", show=False, tooltip="The last level"),
        Binding("shift+up", "read(-1)", "Read up", id="compare.read_up", show=False, tooltip="Scroll what differs"),
        Binding("shift+down", "read(1)", "Read on", id="compare.read_on", show=False, tooltip="Scroll what differs"),
    ]

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        self.sides = sides
        self.comparison: Comparison | None = None
        """None while it is being made."""
        self.cursor = 0
        self._problem = ""
        self._traces: dict[int, Trace] = {}
        self._levels: tuple[LevelLines, ...] = ()
        self._columns = Canvas(id="left"), Canvas(id="right")
        self._below = Canvas(id="changes")
        self._summary = Canvas(id="summary")

    def compose(self) -> ComposeResult:
        """How the two stand, both of them, what differs at the cursor."""
        for canvas in (*self._columns, self._below, self._summary):
            canvas.can_focus = False
        self._columns[1].edge = True
        self._below.margin = 1
        yield self._summary
        yield Horizontal(*self._columns, id="columns")
        yield self._below
        yield KeyBar()

    def on_mount(self) -> None:
        """Compare."""
        self._compare()

    def on_resize(self, event: events.Resize) -> None:
        """Lines break elsewhere."""
        self.call_after_refresh(self._show)

    @work(group="compare", exclusive=True)
    async def _compare(self) -> None:
        """Compare beside the keys; then look at the first divergence."""
        self.comparison, self._levels, self._problem, self.cursor = None, (), "", 0
        self._show()
        try:
            self.comparison = await asyncio.to_thread(_compared, self.sides, self._traces)
        except TraceError as error:
            self._problem = str(error)
        else:
            self.cursor = self.comparison.first or 0
            self._levels = tuple(LevelLines(self.comparison, is_right=is_right) for is_right in (False, True))
        self._show()

    def _show(self) -> None:
        """Draw it all; the canvases paint what has changed."""
        comparison, now = self.comparison, datetime.now().astimezone()
        for levels in self._levels:
            levels.cursor = self.cursor
        self._summary.show([summary(comparison, self.cursor, self._summary.room)])
        see = None if comparison is None or not comparison.levels else line_of(comparison, self.cursor)
        for number, (canvas, pick) in enumerate(zip(self._columns, self.sides, strict=True)):
            lines = self._levels[number] if self._levels else ()
            canvas.show(lines, title=head(pick, now, _whole(canvas)), see=see)
        says, title_below = below(comparison, self.cursor, self._problem, self.sides, _whole(self._below))
        said = [says] if says else []
        if comparison is not None and comparison.levels:
            said += change_lines(comparison, self.cursor, self.sides, self._below.room - 1)
        self._below.show(said, title=title_below)

    # The keys

    def _go(self, level: int) -> None:
        if self.comparison is not None and self.comparison.levels:
            self.cursor = min(max(level, 0), len(self.comparison.levels) - 1)
            self._below.look_at(0)
            self._show()

    def action_move(self, levels: int) -> None:
        """So many levels on or back."""
        self._go(self.cursor + levels)

    def action_page(self, pages: int) -> None:
        """A page on or back."""
        self._go(self.cursor + pages * max(self._columns[0].page - 2, 1))

    def action_exchange(self, steps: int) -> None:
        """To the beginning of the next exchange, or of this one or the one before."""
        if self.comparison is not None and self.comparison.levels:
            groups, here = self.comparison.groups, self.comparison.group_of(self.cursor)
            if steps < 0 and self.cursor > groups[here].begin:
                here += 1
            self._go(groups[min(max(here + steps, 0), len(groups) - 1)].begin)

    def action_read(self, lines: int) -> None:
        """Scroll what is said of the level at the cursor."""
        self._below.action_scroll(lines)

    def action_diverge(self, steps: int) -> None:
        """To the next divergence or the one before; after the last comes the first again."""
        found = self.comparison
        if found is None:
            return
        if not found.divergences:
            self.notify("The two do not diverge.", timeout=2, markup=False)
            return
        level = found.next(self.cursor) if steps > 0 else found.previous(self.cursor)
        if level is None:
            self.notify("Round the end.", timeout=1.5, markup=False)
            level = found.divergences[0 if steps > 0 else -1]
        self._go(level)

    def action_swap(self) -> None:
        """Left and right exchanged."""
        self.sides = self.sides[1], self.sides[0]
        self._compare()

    def action_lane(self) -> None:
        """The next lane of both runs."""
        self.sides = _next_lane(self.sides[0]), _next_lane(self.sides[1])
        self._compare()

    def action_choose(self) -> None:
        """Choose which two to compare."""
        self.dismiss("choose")

    def action_land(self) -> None:
        """To the event at the cursor, in the lesson."""
        found = self.comparison
        if found is None or not found.levels:
            return
        level = found.levels[self.cursor]
        for pick, event in ((self.sides[1], level.right), (self.sides[0], level.left)):
            if pick.run.is_shown and event is not None:
                self.dismiss(Landing(pick.lane, event))
                return
        has = self.sides[level.left is None]
        self.notify(f"Only {title(has)} has this event, which the lesson does not show now.", markup=False)

    # The mouse

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """The cursor goes to the level that was clicked."""
        if isinstance(message.target, int):
            self._go(message.target)

    def on_canvas_scrolled(self, message: Canvas.Scrolled) -> None:
        """The two stay level."""
        for column in self._columns:
            if message.canvas in self._columns and column is not message.canvas:
                column.look_at(message.top)


def _compared(sides: Sides, traces: dict[int, Trace]) -> Comparison:
    """The comparison; a run is read once. Raises TraceError."""
    for pick in sides:
        if pick.run.number not in traces:
            traces[pick.run.number] = pick.run.load()
    return Comparison(*(Run(traces[pick.run.number], pick.lane) for pick in sides))


def _whole(canvas: Canvas) -> int:
    """How many cells a canvas's title has."""
    return canvas.room + 1 + canvas.margin


def _next_lane(pick: Pick) -> Pick:
    lanes = pick.run.lanes
    return Pick(pick.run, lanes[(lanes.index(pick.lane) + 1) % len(lanes)])
