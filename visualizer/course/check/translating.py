"""A lesson's translations: each says the same of the same events, whatever its words."""

from collections.abc import Iterator

from visualizer.course.errors import LessonError
from visualizer.course.lesson import Lesson
from visualizer.course.parse import parse

Part = tuple[str, object]


def translations(lesson: Lesson) -> Iterator[LessonError]:
    """What is wrong with the lesson.LANGUAGE.md files in the lesson's folder."""
    for path in sorted(lesson.card.folder.glob("lesson.*.md")):
        try:
            translated = parse(path, path.read_text(encoding="utf-8"))
        except LessonError as error:
            yield error
            continue
        except UnicodeDecodeError:
            yield LessonError(path, None, "is not UTF-8 text", "save it as UTF-8")
            continue
        for (what, own), (_, other) in zip(_bones(lesson), _bones(translated), strict=True):
            if own != other:
                yield LessonError(path, None, f"its {what} are not those of lesson.md", f"there they are {own}")


def _bones(lesson: Lesson) -> list[Part]:
    """What a translation may not change."""
    card = lesson.card
    return [
        ("id", card.id),
        ("lanes", card.lanes),
        ("requests", card.requests),
        ("stops", [stop.selector for stop in lesson.stops]),
        ("questions", [(each.id, [choice.right for choice in each.choices]) for each in lesson.questions]),
        ("claims", [claim.expression for claim in lesson.claims]),
        ("tasks", [(task.id, task.edit, [goal.expression for goal in task.goals]) for task in lesson.tasks]),
    ]
