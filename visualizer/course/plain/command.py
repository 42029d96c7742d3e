"""`lesson N --plain`: the lesson on stdout, its prompts answered from stdin or from --answers."""

import sys
from collections.abc import Iterator

from visualizer.course.errors import LessonError
from visualizer.course.lesson import Card
from visualizer.course.live import obtain
from visualizer.course.parse import load
from visualizer.course.plain.telling import Ask, Telling
from visualizer.course.progress import Book
from visualizer.lab import LaneFailed


def run(card: Card, answers: str | None = None, book: Book | None = None) -> int:
    """Tell the lesson; `answers` are given in the order of the prompts, with commas between them. The exit status."""
    ask = _from_stdin if answers is None else _from(iter(answers.split(",")))
    progress = book or Book()
    try:
        warning = progress.load().warning
        if warning:
            print(warning, file=sys.stderr)
        Telling(load(card.folder, card.language), print, ask, progress).tell(lambda: obtain(card))
    except LaneFailed as failure:
        said = f"\n{failure.output.rstrip()}" if failure.output else ""
        print(f"the lane {failure.lane} failed: {failure.reason}; {failure.advice}{said}", file=sys.stderr)
        return 1
    except LessonError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _from_stdin(prompt: str) -> str | None:
    try:
        return input(prompt)
    except EOFError:
        print()
        return None


def _from(answers: Iterator[str]) -> Ask:
    def ask(prompt: str) -> str | None:
        answer = next(answers, None)
        print(prompt + (answer or ""))
        return answer

    return ask
