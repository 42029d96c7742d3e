"""Playing: the one clock of the lesson screen, which waits for as long as the player says and then asks for a step."""

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from visualizer.replay import Pace, Player

PACES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""Steps a second that one can choose from."""


class Playing:
    """Whether it plays, how fast, and the timer that is waited for."""

    def __init__(self, owner: Widget, step: Callable[[], None]) -> None:
        self._owner = owner
        self._step = step
        self._timer: Timer | None = None
        self._pace = PACES.index(2.0)

    @property
    def is_on(self) -> bool:
        """Whether it plays."""
        return self._timer is not None

    def turn(self, player: Player) -> None:
        """Begin to play, or stop."""
        if self._timer is None:
            self.wait(player)
        else:
            self.stop()

    def wait(self, player: Player) -> None:
        """Ask for the next step when it is due; at the frontier playing ends."""
        self.stop()
        delay = player.delay(Pace(PACES[self._pace]))
        if delay is not None:
            self._timer = self._owner.set_timer(delay, self._step)

    def stop(self) -> None:
        """Stand still."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def faster(self, steps: int) -> str:
        """So many paces faster, from the next step on; the new pace in words."""
        self._pace = min(max(self._pace + steps, 0), len(PACES) - 1)
        return f"{PACES[self._pace]:g} steps a second"
