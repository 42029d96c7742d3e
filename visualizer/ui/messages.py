"""What the background tells the screen: named messages that say that something changed, never what to draw.

Facts are kept by the `Visit`; a message is a tick, so ticks of one kind that wait in a queue are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from visualizer.ui.subject import Subject


class VisitMessage(Message, bubble=False):
    """A tick of the visit."""

    def can_replace(self, message: Message) -> bool:
        """A later tick of the same kind says all that an earlier one says."""
        return type(message) is type(self)


class TraceGrew(VisitMessage):
    """The trace holds events that the score does not know yet: `Visit.catch_up` brings them in."""


class LaneProgress(VisitMessage):
    """What a lane is doing has changed: `Visit.lanes` says what."""


class LaneBroke(VisitMessage):
    """A lane failed: `Visit.lanes` says which and why."""


class LiveChanged(VisitMessage):
    """In the live session something is held, or let go, or another number of clients waits: `Visit.live` says what."""


class RunEnded(VisitMessage):
    """A run is over, whole or broken; the score is complete."""


class Open(Message):
    """Somebody chose what to look at; the app opens its screen."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
