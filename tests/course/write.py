"""Lessons for the tests, written into a folder."""

from collections.abc import Callable
from pathlib import Path

from visualizer.course import LessonError

CARD = """\
+++
id = "small"
title = "A small lesson"
minutes = 6
part = 1
lanes = ["wsgi", "asgi"]
settings = "project.settings"

[app]
wsgi = "project.wsgi:application"
asgi = "project.asgi:application"

[[requests]]
path = "/"
+++
"""


def lesson(root: Path, text: str, name: str = "01-small") -> Path:
    """The folder of a lesson with this text."""
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(text, encoding="utf-8")
    return folder


def error_of(call: Callable[[], object]) -> LessonError | None:
    """The LessonError that the call raises, if it does."""
    try:
        call()
    except LessonError as error:
        return error
    return None
