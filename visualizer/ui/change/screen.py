"""The screen of changes: the request, the code and the lanes' options, a tab each; F5 runs all of it from any of them.

A change that does not run stays here, with what is wrong at its place; the run before stays, and the lanes too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from visualizer.lab import Request
from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.canvas.line import width_of
from visualizer.ui.change.change import Change, Refusal, Tab
from visualizer.ui.code.pane import CodePane
from visualizer.ui.key_bar import KeyBar
from visualizer.ui.options.pane import OptionsPane
from visualizer.ui.request.pane import RequestPane
from visualizer.ui.setup import Made

WIDTHS = [(0, "-narrow"), (100, "-wide"), (160, "-huge")]
"""The classes of the screen from so many columns on."""

KEYS = ("f5", "ctrl+s", "f8", "f9", "f6", "escape", "f3", "f2", "ctrl+z", "f4", "ctrl+f", "f1")
"""The keys as the last line shows them, what one needs most first."""

Act = Callable[[Change], Awaitable[Refusal | None]]
"""Runs a change; gives why it cannot be run, None where it runs or has run."""


class ChangeScreen(Screen[Made | None]):
    """Changes what runs; gives a run to be looked at though something was raised in it, else None."""

    CSS_PATH: ClassVar = ["change.tcss", "../request/request.tcss", "../code/code.tcss", "../options/options.tcss"]
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                "f6", f"turn('{tab.name}')", tab.value, id=f"change.{tab.name.lower()}", priority=True, tooltip=says
            )
            for tab, says in (
                (Tab.REQUEST, "Change the request"),
                (Tab.CODE, "Change the code, in your working copy"),
                (Tab.LANES, "Change the lanes: threads, limits, middleware, settings"),
            )
        ),
        Binding("escape", "leave", "Back", id="change.leave", priority=True, tooltip="Leave without running anything"),
        Binding("f1", "app.help", "Help", id="change.help", priority=True, tooltip="Keys and words"),
    ]

    def __init__(
        self, title: str, requests: Sequence[Request], code: CodePane, options: OptionsPane, act: Act, tab: Tab
    ) -> None:
        """`title` says whose change this is; `tab` is what is looked at first."""
        super().__init__()
        self._title = title
        self._tab = tab
        self._request = RequestPane(requests)
        self._code = code
        self._options = options
        self._panes: dict[Tab, RequestPane | CodePane | OptionsPane] = {
            Tab.REQUEST: self._request,
            Tab.CODE: code,
            Tab.LANES: options,
        }
        self._act = act
        self._refused: Made | None = None
        self._doing = ""
        self._bar = Canvas(id="tabs")

    def compose(self) -> ComposeResult:
        """The tabs, what is looked at, the keys."""
        self._bar.can_focus = False
        yield self._bar
        yield self._request
        yield self._code
        yield self._options
        yield KeyBar(KEYS)

    def on_mount(self) -> None:
        """Begin where it was asked for."""
        self._turn_to(self._tab)

    def on_resize(self, event: events.Resize) -> None:
        """The tabs are laid out anew."""
        self.call_after_refresh(self._draw)

    def _turn_to(self, tab: Tab) -> None:
        self._tab = tab
        for each, pane in self._panes.items():
            pane.display = each is tab
        self._panes[tab].start()
        self._draw()
        self.refresh_bindings()

    @on(RequestPane.Turned)
    def _draw(self) -> None:
        left = (Span(" Change  ", "strong"), *(span for tab in Tab for span in self._name_of(tab)))
        room = self._bar.room - sum(width_of(span.text) for span in left) - 2
        self._bar.show([Line(left, (*self._aside(room),), "bar")])

    def _aside(self, room: int) -> Iterator[Span]:
        """What goes on, or whose change this is, as far as there is room."""
        title = self._title if width_of(self._title) <= room else self._title.partition(" · ")[0]
        words, look = (f"▸ {self._doing} …", "current") if self._doing else (title, "muted")
        if width_of(words) <= room:
            yield Span(f"{words} ", look)

    def _name_of(self, tab: Tab) -> tuple[Span, ...]:
        is_on = tab is self._tab
        words = self._request.title if tab is Tab.REQUEST else tab.value
        edges = ("[", "]") if is_on else (" ", " ")
        return Span(edges[0], "accent"), Span(words, "tab-on" if is_on else "tab", tab), Span(f"{edges[1]} ", "accent")

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """A click on a tab turns to it."""
        if isinstance(message.target, Tab):
            self._turn_to(message.target)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One key leads to the next tab, whichever that is."""
        return self._tab.next().name == parameters[0] if action == "turn" else True

    def action_turn(self, tab: str) -> None:
        """Look at this tab."""
        self._turn_to(Tab[tab])

    def action_leave(self) -> None:
        """Back to the text of the code; from there to the lesson."""
        if self._tab is not Tab.CODE or not self._code.leave():
            self.dismiss(None)

    # Running

    @on(RequestPane.Send)
    @on(CodePane.Run)
    @on(OptionsPane.Run)
    def _run(self) -> None:
        """Run all of it, unless something of it means nothing: then go there."""
        if self._doing:
            return
        if self._request.problem:
            self._turn_to(Tab.REQUEST)
        elif self._options.is_open and self._options.changes is None:
            self._turn_to(Tab.LANES)
        elif self._code.save_all():
            runs_copy = self._code.was_changed or self._tab is Tab.CODE
            self._do(Change(self._request.requests, self._options.changes, runs_copy))

    @work(group="change")
    async def _do(self, change: Change) -> None:
        self._doing = "running your copy" if change.runs_copy else "starting the lanes"
        for pane in (self._code, self._options):
            pane.begin(self._doing)
        self._draw()
        refusal = await self._act(change)
        self._doing = ""
        if refusal is None:
            self.dismiss(None)
        else:
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        """Say why it does not run, where that is."""
        self._refused = refusal.refused
        self._code.fail(refusal.problem, has_run=refusal.refused is not None)
        self._options.fail(refusal.failed)
        self._turn_to(refusal.tab)

    @on(CodePane.Look)
    def _look(self) -> None:
        """Look at the run that failed."""
        self.dismiss(self._refused)
