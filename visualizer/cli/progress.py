"""`progress` shows what was done, moves it to another machine, and begins lessons anew."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.cli.problem import Problem

if TYPE_CHECKING:
    from visualizer.course.progress import Book

EXAMPLES = """\
examples:
  visualizer progress                     what was done, and where that is kept
  visualizer progress export mine.jsonl   write all of it to a file
  visualizer progress import mine.jsonl   add what that file says
  visualizer progress reset 5             begin lesson 5 anew; without a lesson: all of them
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how it is called."""
    command = commands.add_parser(
        "progress",
        help="show, export, import or reset what was done",
        description="Show what was done, move it to another machine, or begin anew.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("action", nargs="?", choices=("show", "export", "import", "reset"), default="show")
    command.add_argument("what", nargs="?", metavar="FILE or LESSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it, and say what was done."""
    from visualizer.course import LessonError
    from visualizer.course.progress import Book

    book = Book()
    try:
        print("\n".join(_ACTIONS[options.action](book, options.what)))
    except LessonError as error:
        raise Problem(str(error)) from None
    except OSError as error:
        raise Problem(f"{error.filename}: {error.strerror}") from None
    return 0


def _show(book: Book, what: str | None) -> list[str]:
    from visualizer.course import lessons

    loaded = book.load()
    lines = [f"kept in {book.path}", *([loaded.warning] if loaded.warning else [])]
    for card in lessons():
        done = loaded.progress.get(card.id)
        if done:
            state = f"done {done.done}" if done.done else f"stop {done.stop}"
            counts = f"{done.predicted} predicted, {done.skipped} skipped, {len(done.solved)} tasks solved"
            lines.append(f"{card.number:>3}  {card.title}: {state}, {counts}")
    return lines


def _export(book: Book, what: str | None) -> list[str]:
    path = _file("export", what)
    book.export(path)
    return [f"written to {path}"]


def _import(book: Book, what: str | None) -> list[str]:
    return [f"{book.take_in(_file('import', what))} acts taken in"]


def _reset(book: Book, what: str | None) -> list[str]:
    from visualizer.course import find

    card = find(what) if what else None
    book.reset(card.id if card else "")
    runs = book.path.parent / "runs" / (card.folder.name if card else "")
    kept = [f"the runs stay in {runs}"] if runs.is_dir() else []
    return [f"lesson {what} begins anew" if what else "all lessons begin anew", *kept]


def _file(action: str, what: str | None) -> Path:
    if what is None:
        raise Problem(f"`progress {action}` wants a file, as in: visualizer progress {action} mine.jsonl")
    return Path(what)


_ACTIONS = {"show": _show, "export": _export, "import": _import, "reset": _reset}
