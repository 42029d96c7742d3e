"""Breakpoints on the screen: `b` sets one at the cursor, Ctrl+B in the list of events, `B` lists them and takes words.

A breakpoint means an event in whichever lane has it; where the protocols name it differently, one is set for each name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from visualizer.ui.lesson.find import Find
from visualizer.ui.lesson.visiting import Visiting
from visualizer.ui.live.seen import stops_here
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.lab import BreakOn
    from visualizer.trace import Event

RECORDED = "This is a recording: nothing can be held."


class Breaking(Visiting):
    """A visit whose requests wait at breakpoints."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "breakpoint", "Breakpoint", id="lesson.breakpoint", tooltip="Hold here from now on, or no more"),
        Binding("B", "breakpoints", "Breakpoints", id="lesson.breakpoints", tooltip="All of them; type a new one"),
    ]

    def action_breakpoint(self) -> None:
        """Set a breakpoint at the cursor, on the way in or back as the cursor stands, or remove those that are here."""
        if self.view.row is None:
            self._say("Step to an event first.")
        else:
            self._say(self.break_at(self.view.player.cursor))

    def action_breakpoints(self) -> None:
        """The list of breakpoints."""
        if not self.visit.lanes:
            self._say(RECORDED)
            return
        from visualizer.ui.live.breakpoints import Breakpoints

        is_growing = self.visit.is_live
        self.app.push_screen(Breakpoints(self.view.score, self.visit.breakpoints, self._set, is_growing=is_growing))

    def action_find(self) -> None:
        """Find an event: jump to it, or set a breakpoint there."""
        self.app.push_screen(Find(self.view.score, self if self.visit.lanes else None), self._jump)

    def breaks_at(self, step: int) -> bool:
        """Whether an exchange would wait at this step."""
        return stops_here(self.visit.breakpoints, *self._events(step))

    def break_at(self, step: int) -> str:
        """Set a breakpoint at a step, or remove those that are there; why nothing can be held there, if nothing can."""
        if not self.visit.lanes:
            return RECORDED
        from visualizer.lab import BreakOn, cannot_hold
        from visualizer.ui.live.live_lines import refusal

        there = [event for event in self._events(step) if cannot_hold(event) is None]
        if not there:
            return refusal(self._events(step)[0])
        here = [stop for stop in self.visit.breakpoints if stops_here((stop,), *there)]
        rest = [stop for stop in self.visit.breakpoints if stop not in here]
        self._set(tuple(rest if here else dict.fromkeys([*rest, *map(BreakOn.at, there)])))
        return ""

    def _events(self, step: int) -> list[Event]:
        """The events that stand level at a step."""
        score = self.view.score
        return [score.event(lane, at) for lane, at in enumerate(score.steps[step].events) if at is not None]

    def _set(self, breakpoints: tuple[BreakOn, ...]) -> None:
        self.visit.breakpoints = breakpoints
        self.see(replace(self.view, breakpoints=breakpoints))
        live = self.visit.live.live
        if live is not None:
            self.run_worker(live.set_breakpoints(breakpoints), group="live")

    def _say(self, reason: str) -> None:
        if reason:
            self.notify(safe(reason), severity="warning", markup=False)
