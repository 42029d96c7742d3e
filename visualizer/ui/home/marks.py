"""What the home screen says of the learner's progress: of a lesson what was done of what there is, in a few signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.course import Card, Lesson
    from visualizer.course.progress import LessonProgress, Progress

DONE, BEGUN, NEW = "✓", "▸", " "


@dataclass(frozen=True, slots=True)
class Mark:
    """What was done in one lesson, and how much there is of it."""

    is_done: bool
    stop: int
    """The furthest stop that was reached."""
    predicted: int
    skipped: int
    questions: int
    solved: int
    tasks: int

    @property
    def letter(self) -> str:
        """What stands before the lesson in the list."""
        return DONE if self.is_done else BEGUN

    @property
    def predictions(self) -> str:
        """What stands behind it: predicted n/m, and −k for what was skipped."""
        skipped = f" −{self.skipped}" if self.skipped else ""
        return f"{self.predicted}/{self.questions}{skipped}"


Marks = Mapping[str, Mark]
"""By the lesson's id; a lesson that was never opened has none."""

NOTHING_DONE: Marks = {}


def mark(lesson: Lesson, progress: LessonProgress) -> Mark:
    """What was done of what there is now: an answer to a question that is gone does not count."""
    answers = [progress.answers[one.id] for one in lesson.questions if one.id in progress.answers]
    return Mark(
        is_done=progress.done is not None,
        stop=min(progress.stop, len(lesson.stops)),
        predicted=sum(not answer.is_skipped for answer in answers),
        skipped=sum(answer.is_skipped for answer in answers),
        questions=len(lesson.questions),
        solved=sum(task.id in progress.solved for task in lesson.tasks),
        tasks=len(lesson.tasks),
    )


def marks(cards: Sequence[Card], progress: Progress) -> Marks:
    """The marks of the lessons that were opened; one whose text cannot be read has none."""
    from visualizer import course

    found: dict[str, Mark] = {}
    for card in cards:
        if card.id in progress:
            try:
                found[card.id] = mark(course.load(card.folder), progress[card.id])
            except course.LessonError:
                continue  # opening it says what is wrong
    return found
