"""Which lessons the home screen lists, or in one line why it lists none."""

from visualizer import course
from visualizer.ui.safe import safe


def read_lessons() -> tuple[tuple[course.Card, ...], str]:
    """The lessons, or none and what is wrong."""
    try:
        cards = course.lessons()
    except course.LessonError as error:
        return (), safe(str(error))
    return cards, "" if cards else f"There is no lesson in {course.folder()}: is the program installed whole?"
