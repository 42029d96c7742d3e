"""The course: lessons that predict, run and prove themselves; without a screen, and light to import.

What reads a lesson's text, explains an event or runs a lesson is imported when it is asked for.
"""

from typing import TYPE_CHECKING

from visualizer.course.errors import LessonError
from visualizer.course.lesson import (
    Card,
    Choice,
    Claim,
    Lane,
    Lesson,
    LessonRequest,
    Note,
    Prose,
    Question,
    Section,
    Seen,
    Stop,
    Task,
)
from visualizer.course.library import find, folder, lessons, readable

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Card",
    "Choice",
    "Claim",
    "Lane",
    "Lesson",
    "LessonError",
    "LessonRequest",
    "Note",
    "Prose",
    "Question",
    "Section",
    "Seen",
    "Stop",
    "Task",
    "find",
    "folder",
    "lessons",
    "load",
    "readable",
]


def load(folder: "Path", language: str = "") -> Lesson:
    """The lesson in this folder, whole, and translated where it is. Raises LessonError."""
    from visualizer.course.parse import load

    return load(folder, language)
