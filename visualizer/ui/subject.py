"""What a visit looks at, as frozen data: a lesson, a request of one's own, or a recording.

Making one is cheap: a lesson's text is parsed, a recording is read, only when the visit asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.course.lesson import Card
    from visualizer.lab import LaneSpec, Request


@dataclass(frozen=True, slots=True)
class Subject:
    """A title, and what to run or to read."""

    title: str
    """What the first line of the screen says; of a lesson its title alone."""
    lanes: tuple[LaneSpec, ...] = ()
    """What runs; empty for a recording."""
    requests: tuple[Request, ...] = ()
    """What each lane is sent unless the learner changes it."""
    card: Card | None = None
    """The lesson's front matter."""
    file: Path | None = None
    """The recording's file."""

    @property
    def number(self) -> int | None:
        """The lesson's number."""
        return self.card.number if self.card else None
