"""The text of one file at a time, with a line above that says which and where, and one below to find words in it.

Each file that was opened keeps its cursor, and its own changes that can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, TextArea

from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.canvas.rule import ruled
from visualizer.ui.code import finding
from visualizer.ui.code.area import CodeArea


class Editor(Vertical):
    """The files that are open, one of which is shown."""

    class Typed(Message):
        """Something was typed into the file that is shown."""

    def __init__(self) -> None:
        super().__init__(id="text")
        self._areas: dict[str, CodeArea] = {}
        self._shown = ""
        self._words: tuple[Span, ...] = ()
        self._where = Canvas(id="where")
        self._find = Input(id="find", placeholder="find in this file", compact=True)

    def compose(self) -> ComposeResult:
        """Which file, its text, words to find."""
        self._where.can_focus = False
        yield self._where
        yield Vertical(id="areas")
        yield self._find

    @property
    def shown(self) -> str:
        """The name of the file that is shown; empty before there is one."""
        return self._shown

    @property
    def area(self) -> CodeArea | None:
        """Its text."""
        return self._areas.get(self._shown)

    @property
    def texts(self) -> dict[str, str]:
        """What stands in each file that can be changed here."""
        return {name: area.text for name, area in self._areas.items() if not area.read_only}

    def has(self, name: str) -> bool:
        """Whether the file is open."""
        return name in self._areas

    def lines(self, name: str) -> Sequence[str]:
        """The lines of a file that is open."""
        return self._areas[name].document.lines if name in self._areas else ()

    def add(self, name: str, text: str, *, read_only: bool = False) -> bool:
        """Open a file with this text; False where it can only be shown, for typing would change what nobody typed."""
        area = CodeArea(name, text, read_only=read_only)
        if area.text != text:
            area.read_only = True
        area.display = False
        self._areas[name] = area
        self.query_one("#areas").mount(area)
        return area.text == text

    def turn_to(self, name: str) -> None:
        """Show this file, which is open."""
        for each, area in self._areas.items():
            area.display = each == name
        self._shown = name

    def reload(self, name: str, text: str) -> None:
        """The file says this now; there is nothing to take back in it any more."""
        if name in self._areas:
            cursor = self._areas[name].cursor_location
            self._areas[name].load_text(text)
            self._areas[name].move_cursor(cursor)

    def type_over(self, name: str, text: str) -> None:
        """Have this text instead, as if it had been typed."""
        area = self._areas[name]
        area.replace(text, area.document.start, area.document.end)

    def close_all(self) -> None:
        """No file is open any more."""
        self._areas = {}
        self._shown = ""
        self.query_one("#areas").remove_children()

    def after_typing(self, act: Callable[[], object]) -> None:
        """Do it once what was typed until now is in the text: a key with priority is quicker than letters before."""
        if self.area is None:
            act()
        else:
            self.area.call_later(act)

    def start(self) -> None:
        """The keys go to the text."""
        if self.area is not None:
            self.screen.set_focus(self.area)

    def go(self, line: int) -> None:
        """The cursor to this line, counted from 1, of the file that is shown; behind its indentation."""
        area = self.area
        if area is not None:
            row = min(max(line, 1), area.document.line_count) - 1
            text = area.document.get_line(row)
            area.move_cursor((row, len(text) - len(text.lstrip())), center=True)
            self.start()

    def mark(self, mistakes: Mapping[str, Mapping[int, str]], words: tuple[Span, ...]) -> None:
        """Mark the lines of each file that have a mistake; `words` are what else is to be said of the one shown."""
        for name, area in self._areas.items():
            area.mark(mistakes.get(name, {}))
        self._words = words
        self._draw()

    def _draw(self) -> None:
        area = self.area
        if area is None:
            self._where.show([Line()])
            return
        row, column = area.cursor_location
        name = Span(self._shown, "title-focused" if area.has_focus else "title")
        place = Span(f"line {row + 1}, column {column + 1}", "muted")
        line = ruled((name, *self._words), (place,), self._where.room, has_keys=area.has_focus)
        self._where.show([line])

    # What is typed

    @on(TextArea.Changed)
    def _type(self, event: TextArea.Changed) -> None:
        event.stop()
        if event.text_area is self.area:
            self.post_message(self.Typed())

    @on(TextArea.SelectionChanged)
    def _move(self) -> None:
        self._draw()

    def on_descendant_focus(self) -> None:
        """Show whether the keys go to the text."""
        self._draw()

    def on_descendant_blur(self) -> None:
        """Show whether the keys go to the text."""
        self._draw()

    # Finding

    def find(self) -> None:
        """Type words to find; once more: the next place."""
        if self._find.has_focus:
            self._find_next()
        else:
            self._find.display = True
            self.screen.set_focus(self._find)

    @on(Input.Submitted, "#find")
    def _find_next(self) -> None:
        area = self.area
        place = finding.find(self._find.value, area.document.lines, area.cursor_location) if area else None
        if area is None or place is None:
            self.notify("These words are not in this file.", timeout=2, markup=False)
            return
        row, column = place
        area.move_cursor((row, column), center=True)
        area.move_cursor((row, column + len(self._find.value)), select=True)

    def stop_finding(self) -> bool:
        """Back to the text; whether words were being typed."""
        was_open = bool(self._find.display)
        self._find.display = False
        if was_open:
            self.start()
        return was_open
