"""What can be said on the command line: one parser, to which each command adds its own words."""

import argparse

from visualizer import __version__
from visualizer.cli import check, lesson, open_file, print_file, progress, record, screen
from visualizer.vocabulary.link import HOLD_SECONDS

DESCRIPTION = """\
See what happens between a socket and a Django view: one real request, over WSGI and over ASGI, step by step.
Without a command the home screen opens, with all the lessons.
"""

EXAMPLES = """\
examples:
  visualizer                                     the home screen
  visualizer lesson 5                            the same request in both lanes
  visualizer record --request '/hello/?name=Ada' -o hello.jsonl.gz
  visualizer open hello.jsonl.gz                 step through it again, anywhere
  visualizer print hello.jsonl.gz                the same as text
  visualizer COMMAND --help                      more about a command

`python -m visualizer` does the same as `visualizer`.
"""


def parser() -> argparse.ArgumentParser:
    """The parser; the namespace that it makes has `run`, the command's function."""
    parser = argparse.ArgumentParser(
        prog="visualizer",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"visualizer {__version__}")
    parser.add_argument(
        "--hold-seconds",
        metavar="SECONDS",
        type=_seconds,
        default=HOLD_SECONDS,
        help=f"how long a live request is held at the most (default: {HOLD_SECONDS:g})",
    )
    parser.set_defaults(run=_home)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in (lesson, check, open_file, record, print_file, progress):
        command.add(commands)
    return parser


def _home(options: argparse.Namespace) -> int:
    """Without a command the home screen opens."""
    return screen.show(hold_seconds=options.hold_seconds)


def _seconds(text: str) -> float:
    """A positive number of seconds."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return seconds
