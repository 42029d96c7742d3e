"""`open FILE` plays a recording."""

import argparse
from pathlib import Path

from visualizer.cli.problem import Problem

EXAMPLES = """\
example:
  visualizer record --request 'GET /hello/?name=Ada' -o hello.jsonl.gz
  visualizer open hello.jsonl.gz
"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say how it is called."""
    command = commands.add_parser(
        "open",
        help="play a recorded trace",
        description="Play a recorded trace. It is data: nothing in it is run.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", metavar="FILE", type=Path, help="a trace, *.jsonl or *.jsonl.gz")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Play it."""
    from visualizer import trace
    from visualizer.cli import screen
    from visualizer.ui import subjects

    try:
        loaded = trace.load(options.file)
    except trace.TraceError as error:
        raise Problem(str(error)) from None
    return screen.show(lambda: subjects.of_recording(options.file, loaded))
