"""Does something once, a moment after it was asked for, however often that was."""

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget


class Pause:
    """A moment of a widget, after which something is done."""

    def __init__(self, widget: Widget, seconds: float, act: Callable[[], None]) -> None:
        self._widget = widget
        self._seconds = seconds
        self._act = act
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Do it after the moment, unless that is going on already."""
        if self._timer is None:
            self._timer = self._widget.set_timer(self._seconds, self._end)

    def begin_anew(self) -> None:
        """Do it after the moment that begins now."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.begin()

    def _end(self) -> None:
        self._timer = None
        self._act()
