"""What is to be run, as the screen of changes says it, and why that was refused: frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.course.lane_options import Options
    from visualizer.lab import Request
    from visualizer.ui.lane_state import LaneState
    from visualizer.ui.lesson.attempt import Problem
    from visualizer.ui.setup import Made


class Tab(Enum):
    """What can be changed; the value is the word on the screen."""

    REQUEST = "Request"
    CODE = "Code"
    LANES = "Lanes"

    def next(self) -> Tab:
        """The tab at the right, round the end."""
        tabs = list(Tab)
        return tabs[(tabs.index(self) + 1) % len(tabs)]


@dataclass(frozen=True, slots=True)
class Change:
    """What to run."""

    requests: tuple[Request, ...]
    options: Mapping[str, Options] | None
    """What is changed of each lane; None leaves the lanes as they are."""
    runs_copy: bool
    """Whether the working copy is to be run, saved as it stands."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why it does not run; what ran before is as it was."""

    tab: Tab
    """Where to look."""
    problem: Problem | None = None
    """What is wrong with the code."""
    refused: Made | None = None
    """The run in which something was raised."""
    failed: tuple[LaneState, ...] = ()
    """The lanes that did not start."""

    @property
    def line(self) -> str:
        """The same in a line, for who has left the screen meanwhile."""
        if self.problem is not None:
            where = f"{self.problem.file}:{self.problem.line}: " if self.problem.file and self.problem.line else ""
            return f"Your copy does not run. {where}{self.problem.message}"
        reasons = (f"{state.name}: {state.failure.reason}" for state in self.failed if state.failure)
        return f"The lanes were not changed. {'; '.join(reasons)}"
