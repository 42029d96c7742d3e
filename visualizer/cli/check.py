"""`check` proves every claim of the lessons by running them."""

from __future__ import annotations

import argparse

from visualizer.course.check import arguments

EXAMPLES = """\
examples:
  visualizer check                            every lesson
  visualizer check 5 both-lanes --json        some, as JSON
  visualizer check --lessons mine --trust     lessons of your own
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how it is called."""
    command = commands.add_parser(
        "check",
        help="prove the lessons' claims by running them",
        description=arguments.DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check them; 0 where all is proved, 1 where something is not."""
    from visualizer.course.check.command import carry_out

    return carry_out(options)
