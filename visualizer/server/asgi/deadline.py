"""A deadline that moves with every event of a connection, on one timer that is set anew only when it must."""

import asyncio
from collections.abc import Callable


class Deadline:
    """Calls `late` when the deadline passes; setting it costs an assignment, since the timer corrects itself."""

    def __init__(self, loop: asyncio.AbstractEventLoop, late: Callable[[], None]) -> None:
        self._loop = loop
        self._late = late
        self._at: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float) -> None:
        """The deadline is in so many seconds from now."""
        self._at = self._loop.time() + seconds
        if self._timer is None or self._timer.when() > self._at:
            self._start(self._at)

    def clear(self) -> None:
        """There is none."""
        self._at = None

    def end(self) -> None:
        """There will be none any more: what it would have called is let go.

        That is a method of what holds the deadline; each would keep the other until the garbage collector comes.
        """
        self._late = _nothing
        self._at = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start(self, at: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(at, self._fire)

    def _fire(self) -> None:
        self._timer = None
        if self._at is None:
            return
        if self._loop.time() < self._at:
            self._start(self._at)
        else:
            self._at = None
            self._late()


def _nothing() -> None:
    """Do nothing: the connection has ended."""
