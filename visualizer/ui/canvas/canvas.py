"""The canvas: shows a sequence of immutable lines and repaints exactly those that differ from what is on the screen.

It keeps no facts: whoever owns the facts hands over lines. It scrolls by itself, without a layout, since a layout on a
key press costs more than everything else the key does. A list of any length costs what its visible lines cost.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from visualizer.ui.canvas import styles
from visualizer.ui.canvas.line import BLANK, Line, Span, lay_out, width_of

WHEEL_LINES = 3
MOST_KNOWN = 1_000
"""Drawn lines that are kept: many come back, one row further down or a moment later."""

MARGIN = 2
"""How many lines stay visible around the line that is to be seen."""


class Canvas(Widget, can_focus=True):
    """A pane of lines below an optional title line."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(styles.CLASSES)
    DEFAULT_CSS = styles.CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", "Up", id="canvas.up", show=False, tooltip="Show the line above"),
        Binding("down", "scroll(1)", "Down", id="canvas.down", show=False, tooltip="Show the line below"),
    ]

    class Clicked(Message):
        """A line or a piece of a line that means something was clicked."""

        def __init__(self, canvas: "Canvas", target: object, x: int) -> None:
            self.canvas = canvas
            self.target = target
            self.x = x
            """The cell of the line that was clicked, from 0."""
            super().__init__()

    class Scrolled(Message):
        """The user moved the lines; whoever shows the same rows beside it follows."""

        def __init__(self, canvas: "Canvas", top: int) -> None:
            self.canvas = canvas
            self.top = top
            super().__init__()

    edge: bool = False
    """Whether a line separates this canvas from its neighbour at the left."""
    margin: int = 0
    """How many cells are left free before a line."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Line] = ()
        self._title: Line | None = None
        self._top = 0
        self._painted: list[Line] = []
        self._strips: dict[int, Strip] = {}
        self._strips_by_line: dict[tuple[object, ...], Strip] = {}
        self._looks: dict[tuple[str, str], Style] = {}
        self._ground = Color(0, 0, 0)
        self._extent = Size(0, 0)

    @property
    def top(self) -> int:
        """The number of the first visible line."""
        return self._top

    @property
    def page(self) -> int:
        """How many lines are visible below the title."""
        return max(self._extent.height - (self._title is not None), 0)

    @property
    def room(self) -> int:
        """How many cells a line has, the scroll bar's not among them."""
        return max(self._extent.width - self.edge - self.margin - 1, 0)

    def show(
        self, lines: Sequence[Line], *, title: Line | None = None, top: int | None = None, see: int | None = None
    ) -> None:
        """Show `lines`, beginning with line `top` (None: where the view stands) so that line `see` is visible."""
        self._lines = lines
        self._title = title
        self._top = self._top if top is None else top
        self._top = self._top_for(see)
        self._paint()

    def look_at(self, top: int) -> None:
        """Move the view so that line `top` is the first, as far as there are lines."""
        self._top = self._bounded(top)
        self._paint()

    def _top_for(self, see: int | None) -> int:
        if see is None or not self.page:
            return self._bounded(self._top)
        margin = min(MARGIN, (self.page - 1) // 2)
        lowest, highest = see - self.page + 1 + margin, see - margin
        return self._bounded(min(max(self._top, lowest), highest))

    def _bounded(self, top: int) -> int:
        return max(0, min(top, len(self._lines) - self.page))

    def _visible(self) -> list[Line]:
        last = self._top + self.page
        window = list(self._lines[self._top : last])
        window += [BLANK] * (self.page - len(window))
        return window if self._title is None else [self._title, *window]

    def _paint(self) -> None:
        """Find what differs from the screen and have just that painted again."""
        new, old = self._visible(), self._painted
        if len(new) != len(old):
            self._painted = new
            self._strips.clear()
            self.refresh()
            return
        thumb = self._thumb()
        changed = [y for y, line in enumerate(new) if line != old[y]]
        if thumb != self._thumb_painted:
            changed = list(range(len(new)))
        self._painted, self._thumb_painted = new, thumb
        if changed:
            for y in changed:
                self._strips.pop(y, None)
            self.refresh(*(Region(0, first, self._extent.width, count) for first, count in runs(changed)))

    _thumb_painted = (0, 0)

    def _thumb(self) -> tuple[int, int]:
        """The first visible line and the one behind the last that the scroll bar marks; (0, 0) where all is visible."""
        total, page = len(self._lines), self.page
        if total <= page or not page:
            return 0, 0
        size = max(1, page * page // total)
        first = round(self._top * (page - size) / (total - page))
        return first, first + size

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as the compositor wants them: the very strips that are kept, with all that Textual has worked out.

        A canvas has no border, padding or tint of its own, so it does without the copies that these would need.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, self._ground) for strip in strips]
        if crop.column_span != (0, self._extent.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self._strip(y)
        return strip

    def _strip(self, y: int) -> Strip:
        line = self._painted[y] if y < len(self._painted) else BLANK
        is_title = y == 0 and self._title is not None
        bar = Span("") if is_title else self._bar(y)
        key = (line.left, line.right, line.fill, is_title, bar.text, self.edge)
        strip = self._strips_by_line.get(key)
        if strip is None:
            if len(self._strips_by_line) >= MOST_KNOWN:
                self._strips_by_line.clear()
            strip = self._strips_by_line[key] = self._drawn(line, bar, is_title=is_title)
        return strip

    def _drawn(self, line: Line, bar: Span, *, is_title: bool) -> Strip:
        width = self.room + 1 + self.margin
        spans = lay_out(line, width) if is_title else [*self._gutter(), *lay_out(line, self.room), bar]
        looks = [Segment("┬" if is_title else "│", self._look("", "rule"))] if self.edge else []
        looks += [Segment(span.text, self._look(line.fill, span.style)) for span in spans if span.text]
        return Strip(looks, self._extent.width)

    def _gutter(self) -> tuple[Span, ...]:
        return (Span(" " * self.margin),) if self.margin else ()

    def _bar(self, y: int) -> Span:
        first, last = self._thumb_painted
        row = y - (self._title is not None)
        return Span("▐", "rule") if first <= row < last else Span(" ")

    def _look(self, fill: str, style: str) -> Style:
        """The Rich style of a piece: the pane's own, over it the line's fill, over it the piece's own look."""
        key = (fill, style)
        look = self._looks.get(key)
        if look is None:
            _, _, background, color = self.colors
            emphasis = Style()
            for name in filter(None, key):
                rules = self.get_component_styles(styles.PREFIX + name)
                background = background + rules.background
                color = rules.color if rules.has_rule("color") else color
                emphasis += rules.text_style
            colors = Style.from_color((background + color).rich_color, background.rich_color)
            look = self._looks[key] = colors + emphasis
        return look

    def notify_style_update(self) -> None:
        """The theme or the focus changed: every look is found anew."""
        super().notify_style_update()
        self._looks.clear()
        self._forget()

    def _forget(self) -> None:
        """Draw every line anew."""
        self._strips.clear()
        self._strips_by_line.clear()
        self._ground = self.background_colors[1]

    def on_resize(self) -> None:
        """Lay every line out for the new width."""
        self._extent = self.size  # asked for at each line it would cost as much as the line
        self._forget()
        self._top = self._bounded(self._top)
        self._painted = self._visible()
        self._thumb_painted = self._thumb()
        self.refresh()

    def action_scroll(self, lines: int) -> None:
        """Move the view by so many lines."""
        self._scroll_by(lines)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the lines under it."""
        event.stop()
        self._scroll_by(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the lines under it."""
        event.stop()
        self._scroll_by(-WHEEL_LINES)

    def _scroll_by(self, lines: int) -> None:
        before = self._top
        self.look_at(before + lines)
        if self._top != before:
            self.post_message(self.Scrolled(self, self._top))

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked, where it means something."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y >= len(self._painted):
            return
        is_title = offset.y == 0 and self._title is not None
        x = offset.x - self.edge - (0 if is_title else self.margin)
        target = target_at(self._painted[offset.y], x, self.room + (1 + self.margin if is_title else 0))
        if target is not None:
            event.stop()
            self.post_message(self.Clicked(self, target, x))


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as (first, count) of each unbroken run."""
    groups = (list(group) for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]))
    return [(group[0][1], len(group)) for group in groups]


def target_at(line: Line, x: int, width: int) -> object:
    """What a click on cell `x` of a line of `width` cells means: the piece's own target, else the line's."""
    end = 0
    for span in lay_out(line, width):
        end += width_of(span.text)
        if x < end:
            return line.target if span.target is None else span.target
    return line.target
