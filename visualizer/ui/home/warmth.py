"""Has ready what is likely to be asked for next, once the screen is painted and the keys have been quiet for a moment.

The lanes of the lesson that is looked at are started; then the modules that a lesson needs are imported, one at a time,
so that a key that is pressed meanwhile waits for one import at the most.
"""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer

from visualizer.ui.home.entries import Way

if TYPE_CHECKING:
    from visualizer.course import Card
    from visualizer.ui.visits import Visits

QUIET = 0.25
"""Seconds without another choice that count as quiet."""

MODULES = (
    "h11",
    "msgspec",
    "visualizer.trace",
    "visualizer.lab",
    "visualizer.replay",
    "visualizer.course.parse",
    "visualizer.ui.subjects",
    "visualizer.ui.lesson.screen",
    "visualizer.ui.request.screen",
)
"""What a lesson needs and the first frame does not, in an order in which each import is short."""


class Warmth:
    """Warms what a screen's user looks at."""

    def __init__(self, screen: Screen[None], visits: Visits) -> None:
        self._screen = screen
        self._visits = visits
        self._entry: Way | Card | None = None
        self._timer: Timer | None = None

    def look(self, entry: Way | Card) -> None:
        """This is looked at now; what was looked at before gets cold when the next thing is warmed."""
        self._entry = entry
        self.resume()

    def resume(self) -> None:
        """Begin anew to wait for quiet."""
        self.pause()
        if self._entry is not None:
            self._timer = self._screen.set_timer(QUIET, self._warm)

    def pause(self) -> None:
        """Warm nothing more."""
        if self._timer is not None:
            self._timer.stop()

    def _warm(self) -> None:
        self._screen.run_worker(self._prepare(self._entry), group="warmth", exclusive=True)

    async def _prepare(self, entry: Way | Card | None) -> None:
        from visualizer.ui import subjects

        if entry is Way.RECORDING or entry is None:
            self._visits.leave()
        else:
            self._visits.warm(subjects.demo() if entry is Way.REQUEST else subjects.of_lesson(entry))
        for module in MODULES:
            await asyncio.sleep(0)
            import_module(module)
