"""The command line: finds the command and runs it; an error is one clear line on stderr and exit status 2.

Importing this imports nothing heavy, and neither does finding out which command is meant: each imports what it needs.
"""

import os
import sys
from collections.abc import Sequence

from visualizer.cli.problem import Problem

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it: 128 + SIGINT."""

BROKEN_PIPE = 141
"""The exit status when the reader of our output went away, as shells have it: 128 + SIGPIPE."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (the process's own where None) ask for; the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _run(words)
        sys.stdout.flush()
    except Problem as problem:
        print(problem.text, file=sys.stderr)
        return problem.status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still in the buffer has nobody to go to; Python would complain about it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return status


def _run(words: list[str]) -> int:
    if not words:  # the most frequent command needs no parser, and its first frame is waited for
        from visualizer.cli import screen

        return screen.show()
    from visualizer.cli.parser import parser

    options = parser().parse_args(words)
    status: int = options.run(options)
    return status
