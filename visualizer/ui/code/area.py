"""A text area for one file of code: highlighted, numbered, with the lines marked at which there is a mistake.

Python is highlighted by the expression that highlights it in every other pane, through the seam that Textual's text
area has for it, `get_line`. A parser of its own (tree-sitter) would know more and look different from the code pane.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from visualizer.ui.canvas import Span, styles
from visualizer.ui.canvas.line import CUT, width_of
from visualizer.ui.code.typing import indent_of, shifted, step_back
from visualizer.ui.lesson.highlight import spans_of
from visualizer.ui.safe import shown

LOOKS = ("keyword", "string", "number", "comment", "function", "raised")
KEYS = {
    **{
        key: binding.action
        for binding in TextArea.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    },
    "enter": "new_line",
    "backspace": "step_back",
    "tab": "shift(1)",
    "shift+tab": "shift(-1)",
}
"""What each key does that is no character."""

MARK = "✗ "
UNDERLINED = Style(underline=True)

NARROWEST = 12
"""Cells beside a line in which its mistake can still be told."""


class CodeArea(TextArea):
    """One file."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {styles.PREFIX + name for name in LOOKS}
    DEFAULT_CSS = styles.css("CodeArea", LOOKS)

    def __init__(self, name: str, text: str, *, read_only: bool = False) -> None:
        """`name` is the file's, relative to the copy."""
        super().__init__(
            text,
            soft_wrap=False,
            tab_behavior="indent",
            show_line_numbers=True,
            read_only=read_only,
            max_checkpoints=1_000,
            compact=True,
            highlight_cursor_line=False,  # which would colour all of its text alike: `render_line` does it
        )
        self.cursor_blink = False
        self.file = name
        """The file's name, relative to the copy."""
        self._mistakes: Mapping[int, str] = {}

    def mark(self, mistakes: Mapping[int, str]) -> None:
        """Mark these lines, counted from 0, with what is wrong in each."""
        if mistakes != self._mistakes:
            self._mistakes = mistakes
            self.refresh()

    @property
    def copies(self) -> bool:
        """Whether Ctrl-C copies instead of ending the program: where something is selected."""
        return bool(self.selected_text)

    @property
    def gutter_width(self) -> int:
        """The line numbers, and before them the marks."""
        return super().gutter_width + len(MARK)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: what would steer a terminal visible, Python in its looks."""
        line = Text(shown(self.document.get_line(line_index)), end="", no_wrap=True)
        if self.file.endswith(".py"):
            at = 0
            for span in _spans(tuple(self.document.lines))[line_index]:
                if span.style:
                    line.stylize(self._look(span.style), at, at + len(span.text))
                at += len(span.text)
        return line

    def render_line(self, y: int) -> Strip:
        """A line on the screen, marked where it has a mistake."""
        row = y + self.scroll_offset.y
        strip = super().render_line(y)
        if row in self._mistakes:
            strip = self._marked(strip, row, self._mistakes[row])
        return self._lit(strip) if row == self.cursor_location[0] else strip

    def _lit(self, strip: Strip) -> Strip:
        """The line of the cursor: lit wherever nothing else lies behind its text."""
        ground = self.rich_style.bgcolor
        lit = Style(bgcolor=self.get_component_rich_style("text-area--cursor-line").bgcolor)
        pieces = [
            Segment(text, style + lit if style is not None and style.bgcolor == ground else style)
            for text, style, _ in strip
        ]
        return Strip(pieces, strip.cell_length)

    def _marked(self, strip: Strip, row: int, problem: str) -> Strip:
        """The mark before the line, its text underlined, and what is wrong behind it, as far as there is room."""
        text = self.document.get_line(row)
        strip = strip.crop(0, self.scrollable_content_region.width)
        gutter, width = self.gutter_width, strip.cell_length
        begin, end = (min(max(gutter + x - self.scroll_offset.x, gutter), width) for x in self._extent(text))
        look = self.rich_style + self._look("raised")
        pieces = [
            Strip([Segment(MARK, look)], len(MARK)),
            strip.crop(len(MARK), begin),
            strip.crop(begin, end).apply_style(UNDERLINED),
            *self._told(strip, end, problem, look),
        ]
        return Strip.join(pieces)

    def _told(self, strip: Strip, end: int, problem: str, look: Style) -> list[Strip]:
        """What is wrong, two cells behind the text."""
        room = strip.cell_length - end - 3
        if room < NARROWEST:
            return [strip.crop(end)]
        words = problem if width_of(problem) <= room else f"{problem[: room - 1]}{CUT}"
        behind = end + 2 + width_of(words)
        return [strip.crop(end, end + 2), Strip([Segment(words, look)], width_of(words)), strip.crop(behind)]

    def _extent(self, text: str) -> tuple[int, int]:
        """The cells of a line's text, without the spaces around it."""
        cells = text.expandtabs(self.indent_width)
        return width_of(cells) - width_of(cells.lstrip()), width_of(cells.rstrip())

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(styles.PREFIX + name, partial=True)

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """Do what a key means in its turn.

        Textual looks for a binding by way of the screen and the app: a letter that was typed after the key would be in
        the text before that, and one that was typed before a key with priority, after it.
        """
        action = KEYS.get(event.key)
        if action is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(action)

    def action_new_line(self) -> None:
        """A new line, as far indented as this one is, or further where a block begins."""
        if not self.read_only:
            row, column = min(self.selection)
            self.replace(f"\n{indent_of(self.document.get_line(row)[:column], self.indent_width)}", *self.selection)
            self.scroll_cursor_visible()

    def action_shift(self, steps: int) -> None:
        """Further in, or out: the lines that are selected; of a single line, to type is to be further in."""
        (first, column), (last, _) = sorted(self.selection)
        if self.read_only:
            return
        if steps > 0 and first == last:
            self.insert(" " * (self.indent_width - column % self.indent_width))
            return
        lines = self.document.lines[first : last + 1]
        moved = "\n".join(shifted(line, steps * self.indent_width) for line in lines)
        self.replace(moved, (first, 0), (last, len(lines[-1])))
        if first != last:
            self.selection = Selection((first, 0), (last, len(self.document.get_line(last))))

    def action_step_back(self) -> None:
        """Delete backwards: in a line's indentation as far as it was stepped in at once."""
        row, column = self.cursor_location
        back = step_back(self.document.get_line(row)[:column], self.indent_width)
        if self.selection.is_empty and back > 1 and not self.read_only:
            self.delete((row, column - back), (row, column))
        else:
            self.action_delete_left()


@lru_cache(maxsize=4)
def _spans(lines: tuple[str, ...]) -> tuple[tuple[Span, ...], ...]:
    return spans_of("\n".join(lines))
