"""The mistakes in a working copy: those that Python finds while one types, and the one that the latest run found.

A run's mistake is at a line; it stays with that line's text while others come and go, until the line itself is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from visualizer.ui.lesson.attempt import Problem
from visualizer.ui.lesson.trial import mistake


@dataclass(frozen=True, slots=True)
class Mistakes:
    """All that are known."""

    typed: Mapping[str, Problem] = field(default_factory=dict)
    """What is no Python, by file."""
    ran: Problem | None = None
    """Why the latest run failed."""
    line: str = ""
    """What that line said when it ran."""

    def looked_at(self, name: str, lines: Sequence[str]) -> Mistakes:
        """What is known after this file was looked at, as it stands now."""
        found = mistake(name, "\n".join(lines)) if name.endswith(".py") else None
        others = {file: problem for file, problem in self.typed.items() if file != name}
        return replace(self, typed={**others, name: found} if found else others, ran=self._followed(name, lines))

    def failed(self, problem: Problem | None, lines: Sequence[str] = ()) -> Mistakes:
        """A run failed like this, or was whole; `lines` are those of the file that is to blame."""
        at = problem.line - 1 if problem is not None and problem.line else -1
        return replace(self, ran=problem, line=lines[at] if 0 <= at < len(lines) else "")

    def all(self) -> Iterator[Problem]:
        """Every mistake; the run's is none any more where its file is no Python now."""
        yield from self.typed.values()
        if self.ran is not None and self.ran.file not in self.typed:
            yield self.ran

    def marked(self, name: str) -> dict[int, str]:
        """The lines of a file that have a mistake, counted from 0, and what is wrong in each."""
        return {each.line - 1: each.message for each in self.all() if each.file == name and each.line}

    @property
    def files(self) -> frozenset[str]:
        """The files that have a mistake."""
        return frozenset(each.file for each in self.all() if each.file)

    def _followed(self, name: str, lines: Sequence[str]) -> Problem | None:
        """The run's mistake where its line is now; none where that line was changed."""
        ran = self.ran
        if ran is None or ran.file != name or ran.line is None:
            return ran
        there = [number for number, line in enumerate(lines, start=1) if line == self.line]
        nearest = min(there, key=lambda number: abs(number - (ran.line or 0)), default=None)
        return None if nearest is None else replace(ran, line=nearest)
