"""`lesson N` opens a lesson, `lesson list` says which there are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from visualizer.cli.problem import Problem

if TYPE_CHECKING:
    from visualizer.course import Card
    from visualizer.ui.subject import Subject

EXAMPLES = """\
examples:
  visualizer lesson 5             open lesson 5
  visualizer lesson both-lanes    the same, by its name
  visualizer lesson list          which lessons there are
  visualizer lesson 5 --plain     the same lesson as text, for a screen reader, a pipe or a printer
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how it is called."""
    command = commands.add_parser(
        "lesson",
        help="open a lesson, or list them all",
        description="Open a lesson, or list them all.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("which", metavar="N", help="the lesson's number or name, or `list`")
    command.add_argument("--plain", action="store_true", help="tell it as text, a line at a time, without a screen")
    command.add_argument(
        "--answers", metavar="A,B,…", help="with --plain: what to answer, in the order of the questions"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Open it, or list them."""
    from visualizer import course

    try:
        if options.which == "list":
            for card in course.lessons():
                print(line(card))
            return 0
        card = course.find(options.which)
    except course.LessonError as error:
        raise Problem(str(error)) from None
    if options.plain or options.answers is not None:
        from visualizer.course.plain.command import run as tell

        return tell(card, options.answers)
    from visualizer.cli import screen

    def subject() -> Subject:
        from visualizer.ui import subjects

        return subjects.of_lesson(card)

    return screen.show(subject)


def line(card: Card) -> str:
    """A lesson in the list."""
    from visualizer.ui.safe import safe

    return f"{card.number:>3}  {card.minutes:>2} min  {safe(card.title)}"
