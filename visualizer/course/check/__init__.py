"""`visualizer check`: every claim proved by running it, every task solved, every mistake named with its line."""

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Check the lessons that the command line names, all where it names none; the exit status."""
    import argparse

    from visualizer.course.check import arguments as words
    from visualizer.course.check.command import carry_out

    parser = argparse.ArgumentParser(prog="visualizer check", description=words.DESCRIPTION)
    words.add(parser)
    return carry_out(parser.parse_args(arguments))
