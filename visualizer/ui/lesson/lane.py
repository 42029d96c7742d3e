"""The pane of one lane: its rows, level with those of the lanes beside it; as long as there are none, what it does."""

from visualizer.replay import where
from visualizer.ui.canvas import Span, wrap
from visualizer.ui.lesson.lane_lines import LaneLines
from visualizer.ui.lesson.pane import Pane, Picture
from visualizer.ui.lesson.state_lines import state_lines
from visualizer.ui.lesson.view import View

GUESS = (
    Span("Recorded. Predict first, or skip with "),
    Span("s", "key"),
    Span("; then step with "),
    Span("→", "key"),
    Span("."),
)


class LanePane(Pane):
    """One lane."""

    margin = 0

    def __init__(self, lane: str, number: int) -> None:
        super().__init__(id=f"lane-{number}", classes="lane")
        self.lane = lane
        """The lane's name."""

    def picture(self, view: View, width: int) -> Picture:
        """All rows, of which those in sight are made; the cursor's row stays in sight."""
        number = view.number(self.lane)
        state = view.state(self.lane)
        if number is None:
            return Picture(state_lines(state, width), top=0)
        if view.is_guessing and view.player.at_start:
            return Picture([line._replace(left=(Span(" "), *line.left)) for line in wrap(GUESS, width)], top=0)
        # What a lane had reported before it failed stands above how it failed.
        below = state_lines(state, width) if state is not None and state.failure else ()
        return Picture(LaneLines(view, number, below), see=view.row or 0)

    def heading(self, view: View) -> tuple[Span, ...]:
        """The lane's name, and that it failed."""
        state = view.state(self.lane)
        failed = (Span(" ✗ ", "raised"), Span(state.failure.reason, "raised")) if state and state.failure else ()
        return (self.title_span(title(self.lane)), *failed)

    def aside(self, view: View) -> tuple[Span, ...]:
        """Where the lane is now."""
        number = view.number(self.lane)
        event = None if number is None else view.event(number)
        return (Span(where(event.place), "muted"),) if event is not None and event.observer != "client" else ()


def title(lane: str) -> str:
    """What a lane is called: a protocol in capitals, whatever else it has for a name as it is."""
    return lane.upper() if lane in ("wsgi", "asgi") else lane
