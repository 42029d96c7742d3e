"""A run of the visit as the screens know it: where it is, what is known of it, whether it came to its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visualizer.trace import Trace

if TYPE_CHECKING:
    from visualizer.lab import Kept, Note


@dataclass(frozen=True)
class KeptRun:
    """One run."""

    number: int
    """Counts the runs of the visit, from 1; 0 is a recording that is looked at."""
    note: Note
    lanes: tuple[str, ...]
    """Their names; none where another program writes it just now."""
    is_shown: bool = False
    """Whether it is the run that the lesson shows now."""
    trace: Trace | None = field(default=None, repr=False, compare=False)
    """The run itself, where it is still in memory."""
    kept: Kept | None = None
    """Its file; None where it could not be written."""

    def load(self) -> Trace:
        """The run. Raises TraceError where its file is gone or damaged."""
        if self.trace is None and self.kept is not None:
            return self.kept.load().trace
        return self.trace or Trace()


@dataclass(frozen=True)
class Pick:
    """One side of a comparison: a lane of a run."""

    run: KeptRun
    lane: str
