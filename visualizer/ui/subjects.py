"""Makes subjects: of a lesson, of a request of one's own, of a recording. The lab is imported for what it will run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.ui.subject import Subject

if TYPE_CHECKING:
    from visualizer.course import Card
    from visualizer.lab import Request
    from visualizer.lab.faults import Fault
    from visualizer.trace import Loaded

OWN = "Your own request"


def of_lesson(card: Card) -> Subject:
    """A lesson's lanes and requests."""
    from visualizer.course.scenario import scenario

    lesson = scenario(card)
    return Subject(card.title, lesson.lanes, lesson.requests, card=card)


def demo(requests: Sequence[Request] | None = None) -> Subject:
    """Requests to the demo project; its greeting where None."""
    from visualizer.lab import demo

    scenario = demo(*requests or ())
    return Subject(OWN, scenario.lanes, scenario.requests)


def of_fault(fault: Fault) -> Subject:
    """A fault in the demo project."""
    return replace(demo(fault.requests()), fault=fault)


def of_recording(path: Path, loaded: Loaded) -> Subject:
    """A recording that was read."""
    return Subject(path.name, file=path, loaded=loaded)
