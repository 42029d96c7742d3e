"""`visualizer check`: every claim proved by running it, every task solved, every mistake named with its line."""

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Check the lessons that the command line names, all where it names none; the exit status."""
    from visualizer.course.check.command import run

    return run(arguments)
