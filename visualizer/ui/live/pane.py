"""The live pane: what is held where, who waits, how to reach each lane; there only while a live session is open."""

from __future__ import annotations

from visualizer.ui.canvas import Canvas, Span
from visualizer.ui.lesson.pane import Pane, Picture
from visualizer.ui.lesson.view import View


class LivePane(Pane):
    """A line a lane. A click on an address copies it."""

    NAME = "Live"

    def __init__(self) -> None:
        super().__init__(id="live")

    def picture(self, view: View, width: int) -> Picture:
        """The lanes as they are now."""
        if view.live is None:
            return Picture(())
        from visualizer.ui.live.live_lines import live_lines

        return Picture(live_lines(view, view.live, width), top=0)

    def aside(self, view: View) -> tuple[Span, ...]:
        """What is held where."""
        if view.live is None:
            return ()
        if view.live.is_stepping:
            return (Span("every boundary holds", "muted"),)
        count = len(view.breakpoints)
        holds = {0: "nothing is held", 1: "1 breakpoint holds"}.get(count, f"{count} breakpoints hold")
        return (Span(holds, "muted"),)

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """A click on an address means to copy it."""
        if isinstance(message.target, str):
            message.stop()
            self.screen.call_next(self.screen.run_action, f"copy_address({message.target!r})")
