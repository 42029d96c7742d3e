"""`lesson N` opens a lesson, `lesson list` says which there are."""

from __future__ import annotations

import argparse
from pathlib import Path
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
  visualizer lesson new mine      lay out a lesson of your own, in lessons/01-mine
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
    command.add_argument("which", metavar="N", help="the lesson's number or name, `list`, or `new`")
    command.add_argument("name", metavar="NAME", nargs="?", help="after `new`: of the lesson to lay out")
    command.add_argument("--language", metavar="LANG", default="", help="in this language (de, fr, …) where translated")
    command.add_argument("--lessons", metavar="DIR", type=Path, help="the lessons of this folder, not the program's")
    command.add_argument("--trust", action="store_true", help="let the code of that folder run")
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
            for card in course.lessons(options.lessons, options.language):
                print(line(card))
            return 0
        if options.which == "new":
            return _new(options)
        card = course.find(options.which, options.lessons, options.language)
    except course.LessonError as error:
        raise Problem(str(error)) from None
    if options.lessons is not None and not options.trust:
        raise Problem(f"this lesson runs the code in {card.folder}, with all that you may do: say --trust to let it")
    if options.plain or options.answers is not None:
        from visualizer.course.plain.command import run as tell

        return tell(card, options.answers)
    from visualizer.cli import screen

    def subject() -> Subject:
        from visualizer.ui import subjects

        return subjects.of_lesson(card)

    return screen.show(subject, options.hold_seconds)


def _new(options: argparse.Namespace) -> int:
    """Lay out a new lesson and say what to do with it. Raises LessonError."""
    from visualizer.course.scaffold import create

    if options.name is None:
        raise Problem("`lesson new` wants a name, as in: visualizer lesson new slow-client")
    where = options.lessons or Path("lessons")
    folder = create(options.name, where)
    print(f"{folder}: edit lesson.md and project/, then run")
    print(f"  visualizer check {folder.name} --lessons {where} --trust --record")
    print(f"  visualizer lesson {options.name} --lessons {where} --trust")
    return 0


def line(card: Card) -> str:
    """A lesson in the list."""
    from visualizer.ui.safe import safe

    return f"{card.number:>3}  {card.minutes:>2} min  {safe(card.title)}"
