"""The sink that keeps events in a list: for tests, and for looking at a lane from within."""

from typing import List

from visualizer.probe.emit import Event


class Memory:
    """Keeps every event as it was made: `events` in order, `lost` with the reasons of what could not be made."""

    def __init__(self) -> None:
        self.events: List[Event] = []
        self.lost: List[str] = []

    def put(self, event: Event) -> None:
        """Keep the event."""
        self.events.append(event)

    def lose(self, reason: str) -> None:
        """Keep the reason."""
        self.lost.append(reason)

    def close(self) -> None:
        """Nothing is open."""

    def forked(self) -> None:
        """Forget what the parent process did."""
        self.events.clear()
        self.lost.clear()
