"""Time on the lesson screen: `T` grows the strip to the whole screen and back; the cursor is the lesson's own."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from visualizer.ui.lesson.strip import TimeStrip
from visualizer.ui.lesson.visiting import Visiting
from visualizer.ui.time.large import LargeTime
from visualizer.ui.time.look import Wanted


class Timing(Visiting):
    """A visit whose time can be looked at large."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("T", "time", "Time", id="lesson.time", tooltip="Time large: each thread and queue, to zoom and pan"),
    ]

    _before: Widget | None = None
    """What had the keys before time was large."""

    def action_time(self) -> None:
        """Large, or small again."""
        if self.has_class("-timed"):
            self.remove_class("-timed")
            (self._before or self._story).focus()
        else:
            if self.has_class("-zoomed"):
                super().action_zoom()
            self._before = self.focused
            self.add_class("-timed")
            self._large.open()
        self.call_after_refresh(self._meet)

    def see_in_time(self, wanted: Wanted | None) -> None:
        """Time large, with these exchanges as bars and the others thin; None: all of them."""
        self._large.want(wanted)
        if not self.has_class("-timed"):
            self.action_time()

    async def action_large(self, action: str) -> None:
        """What a click on a hint does there."""
        await self._large.run_action(action)

    def action_zoom(self) -> None:
        """The strip grows to more than a pane."""
        if self.has_class("-timed") or isinstance(self.focused, TimeStrip):
            self.action_time()
        else:
            super().action_zoom()

    def action_leave(self) -> None:
        """Show all exchanges again, then the lanes again, then leave."""
        if not self.has_class("-timed"):
            super().action_leave()
        elif self._large.wanted is not None:
            self._large.want(None)
        else:
            self.action_time()

    def on_large_time_jumped(self, message: LargeTime.Jumped) -> None:
        """The cursor to what was clicked, and the lane that is looked at is its lane."""
        name = self.view.lanes[message.lane]
        if name in self.view.names:
            self.look_at(self.view.names.index(name))
        self.go(self.view.player.jump(self.view.score.step_of(message.lane, message.event)))
