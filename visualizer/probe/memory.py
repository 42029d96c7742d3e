"""The sink that keeps events in a list: for tests, and for looking at a lane from within."""

from typing import List

from visualizer.probe.emit import Event
from visualizer.probe.lines import encoded
from visualizer.vocabulary.format import FIELDS

_DATA = FIELDS.index("data")


class Memory:
    """Keeps every event, its data encoded: `events` in order, `lost` with the reasons of what could not be made."""

    def __init__(self) -> None:
        self.events: List[Event] = []
        self.lost: List[str] = []

    def put(self, event: Event) -> None:
        """Keep the event."""
        self.events.append((*event[:_DATA], encoded(event), *event[_DATA + 1 :]))

    def lose(self, reason: str) -> None:
        """Keep the reason."""
        self.lost.append(reason)

    def close(self) -> None:
        """Nothing is open."""

    def forked(self) -> None:
        """Forget what the parent process did."""
        self.events.clear()
        self.lost.clear()
