"""The process that writes a trace file: events come in through its standard input, lines go out to its output.

It ends when the input does, and its exit status is the number of the error that ended it before.
"""

import pickle
import sys
from contextlib import suppress
from io import BufferedReader, FileIO
from typing import IO, Iterator, List, Optional, Sequence

from visualizer.probe.emit import Event
from visualizer.probe.file import File
from visualizer.probe.lines import Lines
from visualizer.probe.sources import Sources

READ = 1 << 20
"""Bytes to read at once: each read wakes the process that hands the events on."""


def main(arguments: Sequence[str]) -> int:
    """Write until the input ends. Arguments: the lane, what its source files' numbers begin after, whether packed."""
    lane, numbers, packed = arguments
    lines = Lines(lane, Sources(int(numbers)))
    file = File(sys.stdout.fileno(), bool(int(packed)))
    text: List[str] = []
    try:
        for event in _events(BufferedReader(FileIO(sys.stdin.fileno(), closefd=False), READ)):
            if event is not None:
                text.append(lines.of(event))
            else:
                file.write("".join(text))
                text.clear()
        file.write("".join(text))
    except OSError as error:
        return error.errno or 1
    return 0


def _events(stream: IO[bytes]) -> Iterator[Optional[Event]]:
    """The events that come, and None where all before it is to be written."""
    with suppress(EOFError, pickle.UnpicklingError):  # The end, or what was being handed on by whom somebody killed.
        while True:
            yield pickle.load(stream)  # noqa: S301 - from the process that has started this one


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
