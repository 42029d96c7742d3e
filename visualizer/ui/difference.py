"""What of a run is not the lesson's own, as frozen data, and how that is said: in a note, in a badge, in a remark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SHORT = 28
"""Characters of a single changed option that a badge has room for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What was changed; nothing where all of it is empty."""

    request: str = ""
    """`the request`, and the fault that it brings about; empty where it is the lesson's."""
    is_copy: bool = False
    """Whether the learner's working copy ran."""
    options: tuple[str, ...] = ()
    """What was changed of the lanes, in a few words each."""

    @property
    def note(self) -> str:
        """What a list of runs says was changed."""
        copy = ("your copy of the code",) if self.is_copy else ()
        return ", ".join(filter(None, (self.request, *copy, *self.options)))

    @property
    def badge(self) -> str:
        """What stands behind LIVE; the request, which the first rows tell, is not among it."""
        return "".join(f" · {piece}" for piece in self._badges())

    def _badges(self) -> Iterable[str]:
        if self.is_copy:
            yield "your copy"
        if len(self.options) == 1 and len(self.options[0]) <= SHORT:
            yield self.options[0]
        elif self.options:
            yield "1 option changed" if len(self.options) == 1 else f"{len(self.options)} options changed"

    @property
    def remark(self) -> str:
        """What is told before the lesson's text, so that nobody takes the run for the lesson's own."""
        lanes = f"the lanes ({'; '.join(self.options)})" if self.options else ""
        changed = [*filter(None, (self.request, "the code" if self.is_copy else "", lanes))]
        if not changed:
            return ""
        return f"You changed {_listed(changed)}: the text and its claims are about the lesson's own. O runs that again."


def _listed(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
