"""Makes subjects: of a lesson, of a request of one's own, of a file. Imports the lab, so not for the first frame."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.course.scenario import scenario
from visualizer.lab import DEMO, Application, Request
from visualizer.lab.scenario import DEMO_REQUEST
from visualizer.ui.subject import Subject

if TYPE_CHECKING:
    from visualizer.course import Card
    from visualizer.trace import Loaded

OWN = "Your own request"


def of_lesson(card: Card) -> Subject:
    """A lesson's lanes and requests."""
    lesson = scenario(card)
    return Subject(card.title, lesson.lanes, lesson.requests, card=card)


def demo(requests: Sequence[Request] = (DEMO_REQUEST,), application: Application = DEMO) -> Subject:
    """Requests to the demo project, or to another application."""
    return Subject(OWN, application.lanes(), tuple(requests))


def of_recording(path: Path, loaded: Loaded) -> Subject:
    """A recording that was read."""
    return Subject(path.name, file=path, loaded=loaded)
