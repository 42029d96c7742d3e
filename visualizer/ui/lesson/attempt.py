"""What has become of a working copy so far, as frozen data: what its latest run says, and of a task the hints read."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from visualizer.course.lesson import Task
from visualizer.ui.lesson.findings import Finding


class State(Enum):
    """How far one is."""

    UNTRIED = "not tried yet"
    RUNNING = "running your copy …"
    BROKEN = "your copy does not run"
    RAN = "your copy has run"
    FALSE = "not yet"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the learner's code does not run."""

    message: str
    """One line: the error and what it says, or why the lane failed."""
    file: str = ""
    """Relative to the copy; empty where no file of it is to blame."""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A working copy being changed."""

    task: Task | None
    """What is to be done; None where somebody changes the code without being asked to."""
    folder: Path
    """The working copy."""
    state: State = State.UNTRIED
    goals: tuple[Finding, ...] = ()
    """What the latest run that was whole says to each goal."""
    problem: Problem | None = None
    """Set exactly where the copy does not run."""
    hints: int = 0
    """How many of the hints are read."""
    note: str = ""
    """What else is to be said of the copy, one line."""

    @property
    def files(self) -> tuple[Path, ...]:
        """What the task says is to be edited; without one the views."""
        if self.task is None:
            return tuple(sorted(self.folder.rglob("views.py")))
        return tuple(self.folder / name for name in self.task.edit)
