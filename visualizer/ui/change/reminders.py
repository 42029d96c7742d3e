"""What was typed or set at an earlier start and is not in force: one line each, so that nobody looks for it in vain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visualizer.course import Card
from visualizer.lab import LaneSpec, Unsaved
from visualizer.ui.lesson.workbench import copies, in_use
from visualizer.ui.options.kept import KeptOptions
from visualizer.ui.options.words import said


def reminders(card: Card | None, lanes: Sequence[LaneSpec]) -> list[str]:
    """What there is of this lesson, or of the demo project. Reads a few small files."""
    return [*_unsaved(card), *_options(card, lanes)]


def _unsaved(card: Card | None) -> Iterator[str]:
    names = [name for copy in in_use(card) for name in Unsaved(copy).texts() if (copy / name).is_file()]
    if names:
        what = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
        yield f"What you typed in {what} and did not save is still there: e and F6 show it."


def _options(card: Card | None, lanes: Sequence[LaneSpec]) -> Iterator[str]:
    words = said(lanes, KeptOptions(copies(card)).load())
    if words:
        yield f"The lanes run as the lesson has them. You had changed {'; '.join(words)}: e, F6, F6 show it."
