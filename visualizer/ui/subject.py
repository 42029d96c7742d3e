"""What a visit looks at, as frozen data: a lesson, a request of one's own, or a recording.

Making one starts nothing, and a lesson's text is parsed only when the visit is asked for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.course import Card
    from visualizer.lab import LaneSpec, Request
    from visualizer.lab.faults import Fault
    from visualizer.trace import Loaded


@dataclass(frozen=True, slots=True)
class Subject:
    """A title, and what to run or to read."""

    title: str
    """What the first line of the screen says; of a lesson its title alone."""
    lanes: tuple[LaneSpec, ...] = ()
    """What runs; empty for a recording."""
    requests: tuple[Request, ...] = ()
    """What each lane is sent unless the learner changes it."""
    fault: Fault | None = None
    """The fault that the requests bring about."""
    card: Card | None = None
    """The lesson's front matter."""
    file: Path | None = None
    """The recording's file."""
    loaded: Loaded | None = field(default=None, compare=False, repr=False)
    """What the recording's file held."""

    def runs_in(self, other: Subject) -> bool:
        """Whether the lanes of the other subject are this one's too, whatever they are sent."""
        return (self.title, self.lanes, self.card, self.file) == (other.title, other.lanes, other.card, other.file)

    @property
    def number(self) -> int | None:
        """The lesson's number."""
        return self.card.number if self.card else None
