"""The first line: which lesson, which stop, which exchange and event, and whether it is live or a recording."""

from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.lesson.view import View


class Header(Canvas, can_focus=False):
    """One line."""

    def draw(self, view: View, title: str, badge: str) -> None:
        """Show this view's place in the lesson."""
        self.show([header(view, title, badge)])


def header(view: View, title: str, badge: str) -> Line:
    """The line itself."""
    look = "badge-live" if badge.startswith("LIVE") else "badge-recorded"
    return Line((Span(" "), Span(title, "strong")), (*_place(view), Span(f" {badge} ", look)), "bar")


def _place(view: View) -> tuple[Span, ...]:
    player = view.player
    pieces = []
    if player.stops:
        pieces.append(f"stop {player.stop}/{len(player.stops)}")
    exchange = None if view.row is None else view.score.exchange_of(view.row)
    if exchange is not None and view.score.exchanges > 1:
        pieces.append(f"#{exchange}/{view.score.exchanges}")
    pieces.append(f"event {player.cursor + 1}/{player.frontier + 1}")
    return (Span(" · ".join(pieces) + "  ", "muted"),)
