"""The list of lessons is light: the classes of a lesson's text come when one of them is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from visualizer import course

LISTING = """
import sys
from visualizer import course
course.lessons()
print("visualizer.course.lesson" in sys.modules, course.Lesson.__name__)
"""


def test_listing_the_lessons_imports_no_more_than_their_cards() -> None:
    asked = subprocess.run([sys.executable, "-c", LISTING], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == ["False", "Lesson"]


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(course, name) for name in course.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        course.__getattr__("nothing")
