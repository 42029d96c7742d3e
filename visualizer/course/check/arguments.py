"""The words that `check` takes on its command line; importing this imports nothing that runs a lesson."""

import argparse
from pathlib import Path

DESCRIPTION = "Prove every claim of the lessons by running them, and solve their tasks."


def add(parser: argparse.ArgumentParser) -> None:
    """Add them to a parser."""
    parser.add_argument("lesson", nargs="*", metavar="LESSON", help="its number or name; all where none is given")
    parser.add_argument("--json", action="store_true", help="write the results as JSON")
    parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="check so many lessons at once")
    parser.add_argument("--lessons", type=Path, metavar="DIR", help="check the lessons of this folder")
    parser.add_argument("--trust", action="store_true", help="let the code of that folder run")
    parser.add_argument("--mutate", action="store_true", help="also find, for each claim, a run in which it is false")
    parser.add_argument("--record", action="store_true", help="record each run anew, in the lesson's folder")


def _jobs(word: str) -> int:
    if word.isdecimal() and 1 <= int(word) <= 64:
        return int(word)
    raise argparse.ArgumentTypeError("a number from 1 to 64")
