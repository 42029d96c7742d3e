"""The pane that looks into one lane at the cursor: Data, Bytes, Code and Messages, one at a time."""

from enum import Enum

from textual.message import Message

from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.lesson.bytes_lines import bytes_picture
from visualizer.ui.lesson.code_lines import code_picture, code_title
from visualizer.ui.lesson.data_lines import data_lines
from visualizer.ui.lesson.lane import title
from visualizer.ui.lesson.messages_lines import messages_picture
from visualizer.ui.lesson.pane import Pane, Picture
from visualizer.ui.lesson.view import View

TABS_WIDTH = 42
"""Cells that the lane's name and the tabs take of the title."""

BYTES_SHOWN = 4_096
"""Bytes of a conversation that the pane looks back on."""


class Tab(Enum):
    """What there is to look at; the value is the word on the screen."""

    DATA = "Data"
    BYTES = "Bytes"
    CODE = "Code"
    MESSAGES = "Messages"

    def next(self, steps: int = 1) -> "Tab":
        """The tab so many further to the right, round the end."""
        tabs = list(Tab)
        return tabs[(tabs.index(self) + steps) % len(tabs)]


class HerePane(Pane):
    """One lane's tabs."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, pane: "HerePane", tab: Tab) -> None:
            self.pane = pane
            self.tab = tab
            super().__init__()

    def __init__(self, lane: str | None, number: int, tab: Tab = Tab.DATA) -> None:
        super().__init__(id=f"here-{number}", classes="here")
        self.lane = lane
        """The lane's name; None for whichever lane acts."""
        self.tab = tab

    def turn_to(self, tab: Tab) -> None:
        """Show another tab, from its top."""
        if tab is not self.tab:
            self.tab = tab
            self.look_at(0)
            self.redraw()

    def picture(self, view: View, width: int) -> Picture:
        """What the tab shows of the lane."""
        lane = self._number(view)
        if lane is None or view.player.at_start:
            return Picture((Line((Span("nothing has happened yet", "muted"),)),), top=0)
        scene = view.scene
        match self.tab:
            case Tab.DATA:
                return Picture(data_lines(scene.data(lane), view.event(lane), width, view.held(lane)))
            case Tab.BYTES:
                return bytes_picture(scene.bytes(lane, BYTES_SHOWN), width)
            case Tab.CODE:
                return code_picture(scene.code(lane), width, self.page)
            case Tab.MESSAGES:
                return messages_picture(scene.messages(lane), width)

    def _number(self, view: View) -> int | None:
        """The lane's place in the score."""
        if self.lane is not None:
            return view.number(self.lane)
        return None if view.is_empty else view.acting

    def heading(self, view: View) -> tuple[Span, ...]:
        """The lane's name and the tabs."""
        lane = self._number(view)
        name = self.lane or ("" if lane is None else view.lanes[lane])
        return (self.title_span(title(name)), Span("  "), *(piece for tab in Tab for piece in self._tab(tab)))

    def _tab(self, tab: Tab) -> tuple[Span, ...]:
        is_on = tab is self.tab
        edges = ("[", "]") if is_on else (" ", " ")
        look = "tab-on" if is_on else "tab"
        return Span(edges[0], "accent"), Span(tab.value, look, tab), Span(edges[1], "accent")

    def aside(self, view: View) -> tuple[Span, ...]:
        """Of Code the file and the line."""
        lane = self._number(view)
        code = None if self.tab is not Tab.CODE or lane is None else view.scene.code(lane)
        return () if code is None else (Span(code_title(code, self.room - TABS_WIDTH), "muted"),)

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """A click on a tab turns to it."""
        if isinstance(message.target, Tab):
            message.stop()
            self.post_message(self.Chosen(self, message.target))
