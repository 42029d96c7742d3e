"""A pane: a canvas under a rule with its title, which draws the view that it is handed, and again when it is resized.

It has the view that it was handed and nothing else: what it shows follows from that and from its size.
"""

from collections.abc import Sequence
from typing import NamedTuple

from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.view import View


class Picture(NamedTuple):
    """What a pane shows of a view."""

    lines: Sequence[Line]
    see: int | None = None
    """The line that must be visible; None leaves the view where the reader has put it."""
    top: int | None = None
    """The line to begin with; None leaves the view where it is."""


class Pane(Canvas):
    """One pane of the lesson screen; its picture is a pure function of the view and the pane's width."""

    NAME = ""
    """What the title says, and what the footer and the help call the pane."""

    margin = 1
    view: View | None = None
    joints: frozenset[int] = frozenset()
    """The cells of the title's rule on which a line between two panes above it ends."""

    def draw(self, view: View) -> None:
        """Show this view from now on."""
        self.view = view
        self.redraw()

    def redraw(self) -> None:
        """Show the view once more: the size, the focus or the pane's tab has changed."""
        if self.view is None or not self.is_on_screen:
            return
        picture = self.picture(self.view, self.room - 1)
        self.show(picture.lines, title=self._rule(self.view), top=picture.top, see=picture.see)

    def picture(self, view: View, width: int) -> Picture:
        """What to show; `width` cells are free for text."""
        raise NotImplementedError

    def heading(self, view: View) -> tuple[Span, ...]:
        """What the title says."""
        return (self.title_span(self.NAME),)

    def aside(self, view: View) -> tuple[Span, ...]:
        """What the title says at its right end."""
        return ()

    def title_span(self, text: str) -> Span:
        """A piece of the title in the look of a pane that has the keys, or has not."""
        return Span(text, "title-focused" if self.has_focus else "title")

    def _rule(self, view: View) -> Line:
        """The title on a rule that is heavy where the pane has the keys."""
        look, dash = ("rule-focused", "━") if self.has_focus else ("rule", "─")
        heading, aside = self.heading(view), self.aside(view)
        left = (Span(f"{dash} ", look), *heading, Span(" "))
        right = (Span(" "), *aside, Span(f" {dash}", look)) if aside else ()
        start, end = _width(left), self.room + 1 + self.margin - _width(right)
        rule = "".join("┴" if x in self.joints else dash for x in range(start, end))
        return Line((*left, Span(rule, look), *right))

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.edge = self.region.x > 0
        super().on_resize()
        self.redraw()

    def on_show(self) -> None:
        """Draw what was not drawn while nobody could see it."""
        self.edge = self.region.x > 0
        self.redraw()

    def watch_has_focus(self, value: bool) -> None:
        """Show whether the keys go here."""
        super().watch_has_focus(value)
        self.redraw()


def join(above: Sequence[Pane], below: Sequence[Pane]) -> None:
    """Have the rules of the panes below meet the lines between the panes above."""
    edges = [pane.region.x for pane in above if pane.is_on_screen and pane.edge]
    for pane in below:
        start = pane.region.x + pane.edge
        pane.joints = frozenset(edge - start for edge in edges)
        pane.redraw()


def _width(spans: Sequence[Span]) -> int:
    return sum(width_of(span.text) for span in spans)
