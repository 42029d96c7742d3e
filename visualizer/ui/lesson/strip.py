"""The time strip's pane: what each thread and loop does over the exchange that is looked at; a click jumps there."""

from textual.message import Message

from visualizer.ui.canvas import Canvas, Span
from visualizer.ui.lesson.pane import Pane, Picture
from visualizer.ui.lesson.strip_lines import Bar, Strip, scale, step_at, strip, strip_lines
from visualizer.ui.lesson.view import View
from visualizer.ui.time.timelines import Timelines


class TimeStrip(Pane):
    """The strip. It remembers how the exchange looks, since only the cursor in it moves with most keys."""

    NAME = "Time"

    class Jumped(Message):
        """A moment was clicked."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def __init__(self, timelines: Timelines) -> None:
        super().__init__(id="time")
        self._timelines = timelines
        self._strip_key: tuple[object, ...] = ()
        self._tracks = Strip((), 0, 0)

    def picture(self, view: View, width: int) -> Picture:
        """A row per track; nothing while a prediction is asked for, which it would answer."""
        if view.is_empty or view.is_guessing:
            return Picture(())
        key = (view.score, len(view.score.steps), view.scene.exchange, width)
        if key != self._strip_key:
            self._strip_key, self._tracks = key, strip(view, self._timelines.of(view.score), width)
        return Picture(strip_lines(view, self._tracks))

    def aside(self, view: View) -> tuple[Span, ...]:
        """What the shades mean, and how long the strip is."""
        return () if view.is_empty or view.is_guessing else (Span(scale(self._tracks), "muted"),)

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """Jump to the moment that was clicked."""
        if isinstance(message.target, Bar) and self.view is not None:
            message.stop()
            step = step_at(self.view, message.target, message.x - self._tracks.label_width - 1)
            if step is not None:
                self.post_message(self.Jumped(step))
