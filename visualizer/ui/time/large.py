"""Time over the whole screen: the chart on its axis, the counters, and what is at the cursor, in words.

What is looked at is the affair of `Sight`; here keys and mouse become moves of it, and three canvases show the result.
A key draws the rows that are seen, column by column, however many events there are.
"""

from __future__ import annotations

from time import perf_counter_ns
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message

from visualizer.replay import Track
from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.lesson.view import View
from visualizer.ui.time.look import Wanted
from visualizer.ui.time.picture import Shown, chart_shown, counters_shown, nothing_shown, words_shown
from visualizer.ui.time.rows import Sheet, TimeRows
from visualizer.ui.time.sight import Sight
from visualizer.ui.time.timelines import Timelines

KEY_FACTOR, WHEEL_FACTOR = 2.0, 1.25
PULSE_SECONDS = 0.25
"""How often time goes on by itself while something live is held or under way."""


class LargeTime(Container):
    """Open while its screen has the class `-timed`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus,equals_sign", "zoom(1)", "Closer", id="time.closer", tooltip="Half as much time on the screen"),
        Binding("minus", "zoom(-1)", "Farther", id="time.farther", tooltip="Twice as much time on the screen"),
        Binding("shift+right,greater_than_sign", "pan(1)", "Later", id="time.later", tooltip="The window later"),
        Binding("shift+left,less_than_sign", "pan(-1)", "Earlier", id="time.earlier", tooltip="The window earlier"),
        Binding("0", "all", "All", id="time.all", tooltip="All the time there is"),
        Binding("enter", "exchange", "Exchange", id="time.exchange", tooltip="The exchange at the cursor alone"),
        Binding("o", "clock", "One clock", id="time.clock", tooltip="One clock, or each lane from its own beginning"),
        Binding("pagedown", "rows(1)", "Rows down", id="time.rows_down", tooltip="A page of rows down"),
        Binding("pageup", "rows(-1)", "Rows up", id="time.rows_up", tooltip="A page of rows up"),
    ]

    class Jumped(Message):
        """A moment of a row was clicked."""

        def __init__(self, lane: int, event: int) -> None:
            self.lane = lane
            self.event = event
            """The position in the lane of what happened there."""
            super().__init__()

    def __init__(self, timelines: Timelines, lanes: int) -> None:
        """`lanes` is for how many there are words."""
        super().__init__(id="large")
        self._lanes = lanes
        self._sight = Sight(timelines)
        self._view: View | None = None
        self._wanted: Wanted | None = None
        self._shown: View | None = None
        """The view whose cursor the window has followed."""
        self._rows = TimeRows(id="rows")
        self._counters = Sheet(id="counters")
        self._words = Sheet(id="words")

    def compose(self) -> ComposeResult:
        """The chart; beside it or below it the counters; below it the words."""
        self._counters.can_focus = self._words.can_focus = False
        self._words.styles.height = self._lanes + 1
        yield Container(self._rows, self._counters, id="chart")
        yield self._words

    def on_mount(self) -> None:
        """Time goes on while something live is held."""
        self.set_interval(PULSE_SECONDS, self._pulse)

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen, and has its size."""
        return self.screen.has_class("-timed") and self._rows.room > 0

    def open(self) -> None:
        """The keys go to the chart."""
        self._shown = None
        self._rows.focus()
        self.call_after_refresh(self.redraw)

    def draw(self, view: View) -> None:
        """Show this view from now on."""
        self._view = view
        if self.is_open:
            self.redraw()

    @on(Sheet.Sized)
    def redraw(self) -> None:
        """Show it once more: the size, the stretch or the time has changed."""
        view = self._view
        if view is None or not self.is_open:
            return
        if view.is_empty or view.is_guessing:
            self._shown = None
            self._put(self._rows, nothing_shown(view, _whole(self._rows)))
            for canvas in (self._counters, self._words):
                canvas.show([], title=Line((Span("─" * _whole(canvas), "rule"),)))
            return
        follows = self._shown is None or self._shown.player != view.player
        self._shown = view
        self._sight.see(view, self._rows.room, _now(view), self._wanted, follows=follows)
        self._paint(sees_cursor=follows)

    def _paint(self, *, sees_cursor: bool) -> None:
        """Three canvases, in one frame."""
        sight, is_narrow = self._sight, self.screen.has_class("-narrow")
        self._rows.names = sight.gutter
        with self.app.batch_update():
            self._put(self._rows, chart_shown(sight, self._rows.margin, _whole(self._rows)), sees_cursor=sees_cursor)
            self._put(self._counters, counters_shown(sight, _whole(self._counters), is_narrow=is_narrow))
            self._put(self._words, words_shown(sight, _whole(self._words), is_narrow=is_narrow))

    def _put(self, canvas: Canvas, shown: Shown, *, sees_cursor: bool = False) -> None:
        canvas.show(shown.lines, title=shown.title, see=shown.see if sees_cursor else None)

    def _pulse(self) -> None:
        """Show how time goes on while something is held or under way, which is an event only when it ends."""
        if self._view is not None and self.is_open and _now(self._view) is not None:
            self.redraw()

    # The keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While there is no chart its keys are those of the screen below; and so is a page where all rows are seen."""
        if action == "rows":
            return self.is_open and len(self._sight.chart.entries) > self._rows.page
        return self._shown is not None

    def action_zoom(self, steps: int) -> None:
        """Closer or farther, around the cursor where it is seen."""
        self._zoom(KEY_FACTOR**-steps)

    def _zoom(self, factor: float, column: int | None = None) -> None:
        self._sight.zoom(factor, column)
        self._paint(sees_cursor=False)

    def action_pan(self, steps: int) -> None:
        """A quarter of the window later or earlier."""
        self._pan(steps * max(self._sight.look.window.columns // 4, 1))

    def _pan(self, columns: int) -> None:
        self._sight.pan(columns)
        self._paint(sees_cursor=False)

    def action_all(self) -> None:
        """All the time there is."""
        self._sight.show_all()
        self._paint(sees_cursor=True)

    def action_exchange(self) -> None:
        """The exchange at the cursor alone."""
        self._sight.show_exchange()
        self._paint(sees_cursor=True)

    def action_clock(self) -> None:
        """One clock, or each lane from its own beginning."""
        self._sight.turn_clock()
        self._paint(sees_cursor=True)

    def action_rows(self, pages: int) -> None:
        """A page of rows."""
        self._rows.action_scroll(pages * max(self._rows.page - 1, 1))

    # The filter

    @property
    def wanted(self) -> Wanted | None:
        """The exchanges that are looked for; None: all of them."""
        return self._wanted

    def want(self, wanted: Wanted | None) -> None:
        """Draw the other exchanges thin."""
        self._wanted = wanted
        self.redraw()

    # The mouse

    @on(TimeRows.Wheeled)
    def _wheel(self, message: TimeRows.Wheeled) -> None:
        if self._shown is None:
            return
        if message.pans:
            self._pan(message.turns * max(self._sight.look.window.columns // 16, 1))
        else:
            self._zoom(WHEEL_FACTOR**-message.turns, message.column)

    @on(TimeRows.Dragged)
    def _drag(self, message: TimeRows.Dragged) -> None:
        if self._shown is not None:
            self._pan(-message.columns)

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """Jump to what happened on this row at this time, or last before it."""
        column = message.x - self._sight.gutter
        if not isinstance(message.target, Track) or column < 0:
            return
        message.stop()
        cells = self._sight.chart.drawn(message.target).cells
        event = cells[min(column, len(cells) - 1)].event
        if event is not None:
            self.post_message(self.Jumped(message.target.lane, event))


def _whole(canvas: Canvas) -> int:
    """How many cells a canvas's title has."""
    return canvas.room + 1 + canvas.margin


def _now(view: View) -> int | None:
    """The clock, while something live is held or under way."""
    live = view.live
    return perf_counter_ns() if live is not None and (live.is_held or live.is_under_way) else None
