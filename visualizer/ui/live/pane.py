"""The live pane: what is held where and how long, who waits, how to reach each lane; there while a session is open.

While anything is held the pane draws itself anew once a second, and nothing else of the screen is woken by that.
"""

from __future__ import annotations

from time import perf_counter_ns

from visualizer.ui.canvas import Canvas, Span
from visualizer.ui.lesson.pane import Pane, Picture
from visualizer.ui.lesson.view import View


class LivePane(Pane):
    """A line a lane. A click on an address copies it."""

    NAME = "Live"

    def __init__(self) -> None:
        super().__init__(id="live")

    def on_mount(self) -> None:
        """The clock of what is held."""
        self._clock = self.set_interval(1.0, self.redraw, pause=True)

    def draw(self, view: View) -> None:
        """Show this view from now on; the clock goes while something is held."""
        super().draw(view)
        if view.live is not None and view.live.is_held:
            self._clock.resume()
        else:
            self._clock.pause()

    def picture(self, view: View, width: int) -> Picture:
        """The lanes as they are now."""
        if view.live is None:
            return Picture(())
        from visualizer.ui.live.live_lines import live_lines

        return Picture(live_lines(view, view.live, width, perf_counter_ns()), top=0)

    def aside(self, view: View) -> tuple[Span, ...]:
        """What is held where."""
        if view.live is None:
            return ()
        count = len(view.breakpoints)
        holds = {0: "nothing holds", 1: "1 breakpoint holds"}.get(count, f"{count} breakpoints hold")
        if view.live.is_stepping:
            holds = "every boundary holds"
        limit = f", for {view.live.hold_seconds:g} s at the most" if count or view.live.is_stepping else ""
        return (Span(holds + limit, "muted"),)

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """A click on an address means to copy it."""
        if isinstance(message.target, str):
            message.stop()
            self.screen.call_next(self.screen.run_action, f"copy_address({message.target!r})")
