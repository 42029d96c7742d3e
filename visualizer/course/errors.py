"""The one error of the course: which file, which line, what is wrong there, and what to do about it."""

from pathlib import Path


class LessonError(Exception):
    """A lesson's text, or what it refers to, is not as it must be."""

    def __init__(self, path: Path, line: int | None, problem: str, advice: str = "") -> None:
        super().__init__(path, line, problem, advice)
        self.path = path
        self.line = line
        """From 1; None where the whole file or folder is meant."""
        self.problem = problem
        """What is wrong, a clause without a full stop."""
        self.advice = advice
        """What to do about it, a clause without a full stop; empty where the problem says it."""

    def __str__(self) -> str:
        where = str(self.path) if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.problem}" + (f"; {self.advice}" if self.advice else "")
