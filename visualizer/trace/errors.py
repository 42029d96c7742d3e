"""What can be wrong with a trace file, as one line that a person can act on and a terminal can show."""

from pathlib import Path

from visualizer.trace.values import visible

DAMAGED = "The file was damaged or edited after it was recorded: record it again."
"""What to do about a line that no recorder writes."""
NO_TRACE = "Give a file that `record` has written; its first line says visualizer-trace."
"""What to do about a file of another kind."""
OTHER_VERSION = "Open it with the version of this program that wrote it."
"""What to do about a trace that another version wrote."""

_LONGEST = 300  # Characters of a problem, which may quote the file.


class LineError(ValueError):
    """A line that is no event and no source file, or that does not fit those before it; says what is wrong."""

    def __init__(self, problem: str, advice: str = DAMAGED) -> None:
        super().__init__(problem)
        self.advice = advice
        """What to do about it, a sentence."""


class TraceError(Exception):
    """A trace file that cannot be read or written: `str()` says in one safe line where, what is wrong, what to do."""

    def __init__(self, path: Path, line: int | None, problem: str, advice: str) -> None:
        super().__init__(path, line, problem, advice)
        self.path = path
        self.line = line
        """The number of the line that is wrong, from 1; None where it is the file as a whole."""
        self.problem = problem
        """What is wrong, a phrase."""
        self.advice = advice
        """What to do about it, a sentence."""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return visible(f"{where}: {self.problem[:_LONGEST]}. {self.advice}")
