"""`print FILE` writes a trace as plain text, for pipes, printers and screen readers."""

import argparse
import sys
from pathlib import Path

from visualizer.cli.problem import Problem

EXAMPLES = """\
examples:
  visualizer print hello.jsonl.gz
  visualizer print --side-by-side hello.jsonl.gz | less
"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say how it is called."""
    command = commands.add_parser(
        "print",
        help="write a trace as plain text",
        description="Write a trace as plain text, an event a line.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", metavar="FILE", type=Path, help="a trace, *.jsonl or *.jsonl.gz")
    command.add_argument("--side-by-side", action="store_true", help="the lanes beside one another, by the clock")
    command.add_argument("--width", type=int, default=160, metavar="N", help="columns of a line, 40 at least (160)")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print it; what can be read of a recording that was cut off, and that it was."""
    from visualizer import trace

    if options.width < 40:
        raise Problem(f"--width {options.width} leaves no room: use 40 or more")
    try:
        loaded = trace.load(options.file)
    except trace.TraceError as error:
        raise Problem(str(error)) from None
    for line in trace.text(loaded.trace, side_by_side=options.side_by_side, width=options.width):
        print(line)
    if loaded.warning:
        print(f"visualizer: {loaded.warning}", file=sys.stderr)
    return 0
