"""The canvases of the large time; that of the chart says what the mouse does on it, as columns of the axis.

They know nothing of what they show.
"""

from __future__ import annotations

from textual import events
from textual.message import Message

from visualizer.ui.canvas import Canvas


class Sheet(Canvas):
    """A canvas that tells when it has another size, with a line at its left where it has a neighbour there."""

    margin = 1

    class Sized(Message):
        """What it shows has to be made for another size."""

    def on_resize(self) -> None:
        """Tell it, once the canvas itself knows."""
        self.edge = self.region.x > 0
        super().on_resize()
        self.post_message(self.Sized())


class TimeRows(Sheet):
    """Lines whose columns, after a gutter of names, are time."""

    names = 0
    """How many cells of a line stand before the first column."""

    class Wheeled(Message):
        """The wheel was turned over a column: to zoom, or with shift to pan."""

        def __init__(self, column: int, turns: int, *, pans: bool) -> None:
            self.column = column
            self.turns = turns
            """1 is closer, or later; −1 the other way."""
            self.pans = pans
            super().__init__()

    class Dragged(Message):
        """The chart was dragged by so many columns to the right."""

        def __init__(self, columns: int) -> None:
            self.columns = columns
            super().__init__()

    _held_at: int | None = None
    _was_dragged = False

    def column_at(self, event: events.MouseEvent) -> int:
        """Over which column the mouse is; before the first it is over the names."""
        return event.get_content_offset_capture(self).x - self.edge - self.margin - self.names

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Closer; with shift earlier; over the names the rows move."""
        self._wheel(event, 1, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Farther; with shift later; over the names the rows move."""
        self._wheel(event, -1, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Earlier."""
        event.stop()
        self.post_message(self.Wheeled(0, -1, pans=True))

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Later."""
        event.stop()
        self.post_message(self.Wheeled(0, 1, pans=True))

    def _wheel(self, event: events.MouseEvent, closer: int, later: int) -> None:
        column = self.column_at(event)
        if column < 0:
            return  # The canvas scrolls.
        event.stop()
        event.prevent_default()
        self.post_message(self.Wheeled(column, later if event.shift else closer, pans=event.shift))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the chart."""
        if self.column_at(event) >= 0:
            self._held_at, self._was_dragged = self.column_at(event), False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag it."""
        column = self.column_at(event)
        if self._held_at is not None and column != self._held_at:
            self.post_message(self.Dragged(column - self._held_at))
            self._held_at, self._was_dragged = column, True

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of it."""
        self._held_at = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """The end of a drag is no click."""
        if self._was_dragged:
            event.stop()
            event.prevent_default()
        self._was_dragged = False
