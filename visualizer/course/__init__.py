"""The course: lessons that predict, run and prove themselves; without a screen, and light to import.

What reads a lesson's text, explains an event or runs a lesson is imported when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from visualizer.course.card import Card, Lane, LessonRequest
from visualizer.course.errors import LessonError
from visualizer.course.library import find, folder, lessons, readable

if TYPE_CHECKING:
    from pathlib import Path

    from visualizer.course.lesson import Choice, Claim, Lesson, Note, Prose, Question, Section, Seen, Stop, Task

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


def load(folder: "Path", language: str = "") -> "Lesson":
    """The lesson in this folder, whole, and translated where it is. Raises LessonError."""
    from visualizer.course.parse import load

    return load(folder, language)


def __getattr__(name: str) -> object:
    """The classes of a lesson's text, imported when one of them is asked for (PEP 562)."""
    if name in __all__:
        # Not `from visualizer.course import lesson`: that asks for the attribute `lesson` of this module first.
        return getattr(import_module("visualizer.course.lesson"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
