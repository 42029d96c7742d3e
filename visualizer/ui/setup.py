"""What a visit runs beside its requests, as frozen data: whose code, and which options of its lanes are changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.course.lane_options import Options
    from visualizer.lab import LaneSpec, Request
    from visualizer.trace import Trace
    from visualizer.ui.subject import Subject


@dataclass(frozen=True, slots=True)
class Setup:
    """The own code in the own lanes, but for what is named here."""

    code: Path | None = None
    """The working copy that runs instead of the own code."""
    options: Mapping[str, Options] = field(default_factory=dict)
    """What is changed of each lane, by its name; a lane that is not named is as it is."""

    def lanes(self, subject: Subject) -> tuple[LaneSpec, ...]:
        """The lanes to run."""
        lanes = with_code(subject, self.code)
        if not self.options:
            return lanes
        from visualizer.course.lane_options import changed

        return tuple(changed(lane, self.options.get(lane.name, {})) for lane in lanes)


def with_code(subject: Subject, code: Path | None) -> tuple[LaneSpec, ...]:
    """The subject's lanes, with the code in this folder."""
    if code is None:
        return subject.lanes
    from visualizer.course import workshop

    return workshop.original(subject.card).lanes(subject.lanes, code)


OWN = Setup()
"""Nothing is changed."""


@dataclass(frozen=True, slots=True)
class Made:
    """A run that was made in lanes of its own, and what they were."""

    trace: Trace
    setup: Setup
    requests: tuple[Request, ...]
