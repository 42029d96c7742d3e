"""The lesson screen: wires keys, panes and the visit together. Facts are the visit's, drawing is the panes' affair.

A key makes a new view, the view goes to every pane in one batch, and each pane repaints the lines that changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from visualizer.replay import Player
from visualizer.ui.canvas import Canvas
from visualizer.ui.lesson import keys
from visualizer.ui.lesson.answers import answered, at_hand
from visualizer.ui.lesson.collector import Collector
from visualizer.ui.lesson.find import Find
from visualizer.ui.lesson.footer import Footer, Situation
from visualizer.ui.lesson.glossary_lines import glossary_lines
from visualizer.ui.lesson.header import Header
from visualizer.ui.lesson.here import HerePane, Tab
from visualizer.ui.lesson.lane import LanePane
from visualizer.ui.lesson.pane import Pane, join
from visualizer.ui.lesson.playing import Playing
from visualizer.ui.lesson.reading import Reading
from visualizer.ui.lesson.start import first_view, headline, with_player
from visualizer.ui.lesson.story import StoryPane
from visualizer.ui.lesson.time import TimePane
from visualizer.ui.lesson.view import View
from visualizer.ui.lesson.why_lines import why_lines
from visualizer.ui.messages import LaneBroke, LaneProgress, RunEnded, TraceGrew
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.lab import Request
    from visualizer.ui.visit import Visit

WIDTHS = [(0, "-narrow"), (100, "-wide"), (160, "-huge")]
HEIGHTS = [(0, "-low"), (30, "-tall")]
"""The classes of the screen from so many columns and rows on."""


class LessonScreen(Screen[None]):
    """A visit, looked at."""

    CSS_PATH = "lesson.tcss"
    BINDINGS = keys.BINDINGS
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "#story"

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit
        self.view: View = first_view(visit)
        self._playing = Playing(self, self._play_on)
        self._collector = Collector()
        self._header = Header(id="header")
        self._footer = Footer(id="footer")
        self._story = StoryPane(id="story")
        self._lanes = [LanePane(name, number) for number, name in enumerate(self.view.names)]
        self._here = [HerePane(name, number) for number, name in enumerate(self.view.names)]
        self._code = HerePane(None, len(self._here), Tab.CODE)
        self._code.add_class("-only-huge")
        self._panes: list[Pane] = [self._story, *self._lanes, *self._here, self._code, TimePane()]

    def compose(self) -> ComposeResult:
        """The story and the lanes; below them what is here in each lane; below that the time."""
        yield self._header
        yield Horizontal(self._story, *self._lanes, id="top")
        yield Horizontal(*self._here, self._code, id="here")
        yield self._panes[-1]
        yield self._footer

    def on_mount(self) -> None:
        """Run what was not run yet."""
        self.set_class(len(self._lanes) == 1, "-single")
        if self.visit.warning:
            self.notify(safe(self.visit.warning), severity="warning", timeout=10, markup=False)
        self._look_at(0)
        if self.visit.trace is None and self.visit.lanes:
            self.action_run()

    def on_screen_resume(self) -> None:
        """The visit's ticks go to the screen that is on top."""
        self.visit.follow(self.post_message)
        self._settle()

    def on_screen_suspend(self) -> None:
        """Nobody looks any more."""
        self._playing.stop()

    def on_unmount(self) -> None:
        """Nobody will."""
        self._collector.restore()
        self.visit.follow(None)

    # The view goes to the panes

    def see(self, view: View) -> None:
        """Show another view: every pane changes in one frame."""
        self.view = view
        with self.app.batch_update():
            if view.is_opening != self.has_class("-opening"):
                self.set_class(view.is_opening, "-opening")
                self.call_after_refresh(self._meet)
            self._header.draw(view, headline(self.visit), self.visit.badge.value)
            for pane in self._panes:
                pane.draw(view)
            self._draw_footer()

    def _draw_footer(self) -> None:
        is_zoomed, is_narrow = self.has_class("-zoomed"), self.has_class("-narrow")
        self._footer.draw(self.view, Situation(self._playing.is_on, is_zoomed, is_narrow, bool(self.visit.lanes)))

    def _go(self, player: Player) -> None:
        """Move the cursor."""
        if player is not self.view.player:
            self.visit.player = player
            self.see(replace(self.view, player=player))

    def on_resize(self, event: events.Resize) -> None:
        """Other keys may matter at another size, and the panes meet elsewhere."""
        self.call_after_refresh(self._meet)

    def _meet(self) -> None:
        """What depends on which panes are where."""
        self._draw_footer()
        below = [*self._here, self._code]
        join(self._lanes, below)
        join(below, self._panes[-1:])

    # What the visit says

    @on(RunEnded)
    def _settle(self) -> None:
        """Show all of the run; from now on only keys make work."""
        self._catch_up()
        self.call_after_refresh(self._collector.calm)

    @on(TraceGrew)
    @on(LaneBroke)
    @on(LaneProgress)
    def _catch_up(self) -> None:
        """Show what is recorded by now, and what the lanes do."""
        self.see(with_player(self.view, self.visit))

    # What the panes say

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """A row of a lane: jump to it. A hint of the last line: do it."""
        if isinstance(message.target, int):
            self._go(self.view.player.jump(self.view.score.rows[message.target].first_step))
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

    def on_story_pane_answered(self, message: StoryPane.Answered) -> None:
        """Note the prediction."""
        self._answer(message.question, message.choice)

    def on_time_pane_jumped(self, message: TimePane.Jumped) -> None:
        """Jump to the moment."""
        self._go(self.view.player.jump(message.step))

    # The keys

    def action_step(self, steps: int) -> None:
        """One step on or back."""
        self._go(self.view.player.next() if steps > 0 else self.view.player.back())

    def action_stop(self, steps: int) -> None:
        """To the next stop or the one before; without a lesson a page of steps."""
        self._go(self.view.player.next_stop() if steps > 0 else self.view.player.back_stop())

    def action_home(self) -> None:
        """To before the first event."""
        self._go(self.view.player.home())

    def action_end(self) -> None:
        """To the last event."""
        self._go(self.view.player.end())

    def action_undo(self) -> None:
        """Back to where the last jump came from."""
        self._go(self.view.player.undo())

    def action_play(self) -> None:
        """Play, or stand still."""
        self._playing.turn(self.view.player)
        self._draw_footer()

    def action_pace(self, steps: int) -> None:
        """Faster or slower."""
        self.notify(self._playing.faster(steps), timeout=1.5, markup=False)

    def _play_on(self) -> None:
        self._go(self.view.player.next())
        self._playing.wait(self.view.player)
        if not self._playing.is_on:
            self._draw_footer()

    def action_answer(self, digit: int) -> None:
        """Predict."""
        question = at_hand(self.view.section, self.view.answers)
        if question is not None:
            self._answer(question.id, digit - 1)

    def _answer(self, question: str, choice: int) -> None:
        section = self.view.section
        asked = next((one for one in section.questions if one.id == question), None) if section else None
        if asked is not None:
            self.see(replace(self.view, answers=answered(self.view.answers, asked, choice)))

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
            self._look_at((self.view.lane + 1) % len(self._lanes))
            self._lanes[self.view.lane].focus()

    def _look_at(self, lane: int) -> None:
        for number, panes in enumerate(zip(self._lanes, self._here, strict=True)):
            for pane in panes:
                pane.set_class(number == lane, "-looked-at")
        self.see(replace(self.view, lane=lane))

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
        """Make the pane small again, or leave the lesson."""
        if self.has_class("-zoomed"):
            self.action_zoom()
        else:
            self.dismiss()

    def action_run(self) -> None:
        """Send the requests again, to every lane; start the lanes that failed once more."""
        if self._can_run():
            self.run_worker(self.visit.retry() if self.visit.broken else self.visit.run(), group="run")

    def action_edit(self) -> None:
        """Change the requests, and send them to every lane."""
        from visualizer.ui.request.screen import RequestScreen

        if self._can_run():
            self.app.push_screen(RequestScreen(self.visit.requests), self._send)

    def _send(self, requests: tuple[Request, ...] | None) -> None:
        if requests is not None:
            self.run_worker(self.visit.run(requests), group="run")

    def _can_run(self) -> bool:
        if not self.visit.lanes:
            self.notify("This is a recording: there is no server to send anything to.", markup=False)
        self._playing.stop()
        return bool(self.visit.lanes) and not self.visit.running

    # What lies over the screen

    def action_why(self) -> None:
        """Why the event at the cursor is here."""
        event = self.view.event(self.view.acting)
        self.app.push_screen(Reading("Why is this here?", lambda width: why_lines(event, width)))

    def action_glossary(self) -> None:
        """The words of the field."""
        self.app.push_screen(Reading("Glossary", glossary_lines))

    def action_find(self) -> None:
        """Find an event and jump to it."""
        self.app.push_screen(Find(self.view.score), self._jump)

    def _jump(self, step: int | None) -> None:
        if step is not None:
            self._go(self.view.player.jump(step))
