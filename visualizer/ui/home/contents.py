"""What is in a lesson, for the preview: its stops as a table of contents, its words, and what was done of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from visualizer.ui.home.marks import BEGUN, DONE, Mark
from visualizer.ui.home.preview import fact
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.course.lesson import Lesson
    from visualizer.course.search import Hit


def contents(lesson: Lesson, mark: Mark | None, hit: Hit | None) -> list[Content]:
    """The lines; `hit` is where a search found the lesson."""
    lines = [*_found(hit)] if hit else []
    if lesson.card.terms:
        lines.append(fact("words", safe(", ".join(lesson.card.terms))))
    lines += [Content(""), *_stops(lesson, mark.stop if mark else 0), Content(""), _active(lesson)]
    return [*lines, *(_done(mark) if mark else ())]


def _found(hit: Hit) -> Iterator[Content]:
    """The line that was looked for; titles and words are in sight anyway."""
    if hit.where in ("text", "code"):
        where = f"line {hit.number}" if hit.number else "its code"
        yield fact("found", f"{where}: {safe(hit.line)}")


def _stops(lesson: Lesson, reached: int) -> Iterator[Content]:
    """Each stop, those that were reached marked."""
    for number, stop in enumerate(lesson.stops, start=1):
        mark = DONE if number < reached or reached == len(lesson.stops) else BEGUN if number == reached else " "
        yield Content.assemble((f"{mark} ", "$text-success"), (f"{number:>2}  ", "$text-muted"), safe(stop.title))


def _active(lesson: Lesson) -> Content:
    counts = ((len(lesson.questions), "question"), (len(lesson.claims), "claim"), (len(lesson.tasks), "task"))
    said = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count)
    return fact("has", said)


def _done(mark: Mark) -> Iterator[Content]:
    """What the learner did so far."""
    parts = [f"predicted {mark.predicted} of {mark.questions}"] if mark.questions else []
    parts += [f"skipped {mark.skipped}"] if mark.skipped else []
    parts += [f"solved {mark.solved} of {mark.tasks}"] if mark.solved else []
    yield fact("you", ", ".join([*parts, "done" if mark.is_done else f"reached stop {mark.stop}"]))
