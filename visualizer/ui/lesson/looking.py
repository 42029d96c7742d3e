"""Looking at a view: the panes, and every key that moves the cursor, turns a tab, zooms or opens a page to read.

A key makes a new view, the view goes to every pane in one batch, and each pane repaints the lines that changed. What
is looked at, and what else a key may do, is the affair of the screen that inherits this.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from visualizer.replay import Player
from visualizer.ui.canvas import Canvas
from visualizer.ui.lesson.find import Find
from visualizer.ui.lesson.footer import Footer, Situation
from visualizer.ui.lesson.glossary_lines import glossary_lines
from visualizer.ui.lesson.header import Header
from visualizer.ui.lesson.here import HerePane, Tab
from visualizer.ui.lesson.lane import LanePane
from visualizer.ui.lesson.pane import Pane, join
from visualizer.ui.lesson.playing import Playing
from visualizer.ui.lesson.reading import Reading
from visualizer.ui.lesson.story import StoryPane
from visualizer.ui.lesson.strip import TimeStrip
from visualizer.ui.lesson.view import View
from visualizer.ui.lesson.why_lines import why_lines
from visualizer.ui.live.pane import LivePane
from visualizer.ui.time.large import LargeTime
from visualizer.ui.time.timelines import Timelines

WIDTHS = [(0, "-narrow"), (100, "-wide"), (160, "-huge")]
HEIGHTS = [(0, "-low"), (30, "-tall")]
"""The classes of the screen from so many columns and rows on."""
TABS = " ".join(tab.value for tab in Tab)


class Looking(Screen[None]):
    """A view, looked at."""

    CSS_PATH = "lesson.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "#story"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1)", "Next", id="lesson.next", tooltip="One step on, in every lane that has one"),
        Binding("left,p", "step(-1)", "Back", id="lesson.back", tooltip="One step back; the server never notices"),
        Binding("pagedown", "stop(1)", "Next stop", id="lesson.next_stop", tooltip="On to where the lesson stops next"),
        Binding("pageup", "stop(-1)", "Last stop", id="lesson.back_stop", tooltip="Back to the stop before"),
        Binding("home", "home", "First event", id="lesson.home", tooltip="To before the first event"),
        Binding("end", "end", "Last event", id="lesson.end", tooltip="To the last event that there is"),
        Binding("u", "undo", "Undo jump", id="lesson.undo", tooltip="Back to where the last jump came from"),
        Binding("space", "play", "Play", id="lesson.play", tooltip="Play on by itself, or stand still"),
        Binding("plus,equals_sign", "pace(1)", "Faster", id="lesson.faster", tooltip="Play faster"),
        Binding("minus", "pace(-1)", "Slower", id="lesson.slower", tooltip="Play slower"),
        Binding("z", "zoom", "Zoom", id="lesson.zoom", tooltip="The pane that has the keys over the whole screen"),
        Binding("left_square_bracket", "tab(-1)", "Tab left", id="lesson.tab_left", tooltip=TABS),
        Binding("right_square_bracket", "tab(1)", "Tab right", id="lesson.tab_right", tooltip=TABS),
        Binding("l", "lane", "Other lane", id="lesson.lane", tooltip="Look at the next lane"),
        Binding("w", "why", "Why", id="lesson.why", tooltip="Why this event is here: its rule and its words"),
        Binding("g", "glossary", "Glossary", id="lesson.glossary", tooltip="The words of the field"),
        Binding("slash", "find", "Find", id="lesson.find", tooltip="Find an event: jump to it, or break there"),
        Binding("escape,q", "leave", "Back", id="lesson.leave", tooltip="Make the pane small again, or leave"),
    ]

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        self._playing = Playing(self, self._play_on)
        self._header = Header(id="header")
        self._footer = Footer(id="footer")
        self._story = StoryPane(id="story")
        self._lanes = [LanePane(name, number) for number, name in enumerate(view.names)]
        self._here = [HerePane(name, number) for number, name in enumerate(view.names)]
        self._code = HerePane(None, len(self._here), Tab.CODE)
        self._code.add_class("-only-huge")
        timelines = Timelines()
        self._time = TimeStrip(timelines)
        self._large = LargeTime(timelines, len(view.names))
        self._live = LivePane()
        self._panes: list[Pane] = [self._story, *self._lanes, self._live, *self._here, self._code, self._time]

    def compose(self) -> ComposeResult:
        """The story and the lanes; below them what is here in each lane; below that the time."""
        yield self._header
        yield Horizontal(self._story, *self._lanes, id="top")
        yield self._live
        yield Horizontal(*self._here, self._code, id="here")
        yield self._time
        yield self._large
        yield self._footer

    def on_screen_suspend(self) -> None:
        """Nobody looks any more."""
        self._playing.stop()

    def place(self) -> tuple[str, str]:
        """What the first line says: what this is, and where its events come from."""
        raise NotImplementedError

    def can_run(self) -> bool:
        """Whether there are lanes to send requests to."""
        raise NotImplementedError

    def is_changed(self) -> bool:
        """Whether something of what is looked at is not the lesson's own."""
        return False

    # The view goes to the panes

    def see(self, view: View) -> None:
        """Show another view: every pane changes in one frame."""
        self.view = view
        with self.app.batch_update():
            if view.is_opening != self.has_class("-opening"):
                self.set_class(view.is_opening, "-opening")
                self.call_after_refresh(self._meet)
            self._header.draw(view, *self.place())
            for pane in self._panes:
                pane.draw(view)
            self._large.draw(view)
            self._draw_footer()

    def _draw_footer(self) -> None:
        is_zoomed, is_narrow, is_timed = (self.has_class(f"-{name}") for name in ("zoomed", "narrow", "timed"))
        can_run, is_changed = self.can_run(), self.is_changed()
        now = Situation(self._playing.is_on, is_zoomed, is_narrow, can_run, is_changed, is_timed)
        self._footer.draw(self.view, now)

    def go(self, player: Player) -> None:
        """Move the cursor."""
        if player is not self.view.player:
            self.see(self.moving(replace(self.view, player=player)))

    def moving(self, view: View) -> View:
        """The view that is shown when the cursor moves to this one."""
        return view

    def on_resize(self, event: events.Resize) -> None:
        """Other keys may matter at another size, and the panes meet elsewhere."""
        self.call_after_refresh(self._meet)

    def _meet(self) -> None:
        """What depends on which panes are where."""
        self._draw_footer()
        below = [*self._here, self._code]
        join(self._lanes, [self._live] if self._live.is_on_screen else below)
        join(below, [self._time])

    # What the panes say

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """A row of a lane: jump to it. A hint of the last line: do it."""
        if isinstance(message.target, int):
            self.go(self.view.player.jump(self.view.score.rows[message.target].first_step))
        elif isinstance(message.target, str):
            self.call_next(self.run_action, message.target)

    def on_canvas_scrolled(self, message: Canvas.Scrolled) -> None:
        """The lanes stay level."""
        for lane in self._lanes:
            if message.canvas in self._lanes and lane is not message.canvas:
                lane.look_at(message.top)

    def on_here_pane_chosen(self, message: HerePane.Chosen) -> None:
        """All lanes show the same tab."""
        if message.pane is self._code:
            self._code.turn_to(message.tab)
        else:
            self._turn_to(message.tab)

    def on_time_strip_jumped(self, message: TimeStrip.Jumped) -> None:
        """Jump to the moment."""
        self.go(self.view.player.jump(message.step))

    # The keys

    def action_step(self, steps: int) -> None:
        """One step on or back."""
        self.go(self.view.player.next() if steps > 0 else self.view.player.back())

    def action_stop(self, steps: int) -> None:
        """To the next stop or the one before; without a lesson a page of steps."""
        self.go(self.view.player.next_stop() if steps > 0 else self.view.player.back_stop())

    def action_home(self) -> None:
        """To before the first event."""
        self.go(self.view.player.home())

    def action_end(self) -> None:
        """To the last event."""
        self.go(self.view.player.end())

    def action_undo(self) -> None:
        """Back to where the last jump came from."""
        self.go(self.view.player.undo())

    def action_play(self) -> None:
        """Play, or stand still."""
        self._playing.turn(self.view.player)
        self._draw_footer()

    def action_pace(self, steps: int) -> None:
        """Faster or slower."""
        self.notify(self._playing.faster(steps), timeout=1.5, markup=False)

    def _play_on(self) -> None:
        self.go(self.view.player.next())
        self._playing.wait(self.view.player)
        if not self._playing.is_on:
            self._draw_footer()

    def action_tab(self, steps: int) -> None:
        """The tab at the right or left."""
        if self._here:
            self._turn_to(self._here[0].tab.next(steps))

    def _turn_to(self, tab: Tab) -> None:
        with self.app.batch_update():
            self._code.turn_to(Tab.DATA if tab is Tab.CODE else Tab.CODE)
            for pane in self._here:
                pane.turn_to(tab)

    def action_lane(self) -> None:
        """Look at the next lane."""
        if self._lanes:
            self.look_at((self.view.lane + 1) % len(self._lanes))
            self._lanes[self.view.lane].focus()

    def look_at(self, lane: int) -> None:
        """Look at this lane where there is no room for all."""
        for number, panes in enumerate(zip(self._lanes, self._here, strict=True)):
            for pane in panes:
                pane.set_class(number == lane, "-looked-at")
        self.see(replace(self.view, lane=lane))

    def action_story(self) -> None:
        """The story has the keys: they scroll it."""
        self._story.focus()

    def action_zoom(self) -> None:
        """The pane that has the keys over the whole screen, or small again."""
        pane = self.focused
        self.set_class(not self.has_class("-zoomed") and isinstance(pane, Pane), "-zoomed")
        for widget in self.query(".-holds-zoomed"):
            widget.remove_class("-holds-zoomed")
        if self.has_class("-zoomed") and pane is not None:
            pane.add_class("-holds-zoomed")
            if isinstance(pane.parent, Horizontal):
                pane.parent.add_class("-holds-zoomed")
        self.call_after_refresh(self._meet)

    def action_leave(self) -> None:
        """Make the pane small again, or leave."""
        if self.has_class("-zoomed"):
            self.action_zoom()
        else:
            self.dismiss()

    # What lies over the screen

    def action_why(self) -> None:
        """Why the event at the cursor is here."""
        event, held = self.view.event(self.view.acting), self.view.held(self.view.acting)
        self.app.push_screen(Reading("Why is this here?", lambda width: why_lines(event, width, held)))

    def action_glossary(self) -> None:
        """The words of the field."""
        self.app.push_screen(Reading("Glossary", glossary_lines))

    def action_find(self) -> None:
        """Find an event and jump to it."""
        self.app.push_screen(Find(self.view.score), self._jump)

    def _jump(self, step: int | None) -> None:
        if step is not None:
            self.go(self.view.player.jump(step))
