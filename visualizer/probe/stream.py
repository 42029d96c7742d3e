"""An output of lines, made in the buffer's own thread: what the link sends to the program."""

import pickle
from typing import Dict, Protocol, Sequence

from visualizer.probe.buffer import Item
from visualizer.probe.lines import Lines
from visualizer.probe.sources import Sources
from visualizer.vocabulary.format import line


class Text(Protocol):
    """What takes whole lines; each method raises OSError if it cannot."""

    def write(self, text: str) -> None:
        """Write whole lines, flushed."""

    def reopen(self) -> None:
        """Start anew after a failed write."""

    def close(self) -> None:
        """Nothing more will be written."""

    def forked(self) -> None:
        """Start anew in a child process that was just forked."""


class Stream:
    """Turns events into lines; where it starts anew, it names its source files anew."""

    def __init__(self, lane: str, text: Text) -> None:
        self._lane = lane
        self._text = text
        self._too_long = 0
        self._lines = Lines(lane, Sources())

    def write(self, items: Sequence[Item], lost: int) -> None:
        """Write events as lines, and the answers to pings among them."""
        parts = [
            self._lines.of(pickle.loads(item))  # noqa: S301 - the buffer has just pickled it
            if isinstance(item, bytes)
            else _pong(item, lost + self._too_long + self._lines.lost)
            for item in items
        ]
        self._text.write("".join(parts))

    def reopen(self) -> None:
        """Start anew after a failed write."""
        self._begin()
        self._text.reopen()

    def close(self) -> None:
        """Nothing more will be written."""
        self._text.close()

    def forked(self) -> None:
        """Start anew in a child process that was just forked, which has lost nothing yet."""
        self._begin()
        self._too_long = 0
        self._text.forked()

    def _begin(self) -> None:
        self._too_long += self._lines.lost
        self._lines = Lines(self._lane, Sources())


def _pong(number: int, lost: int) -> str:
    """The answer to a ping, and how many events this process has lost so far."""
    answer: Dict[str, int] = {"pong": number, "lost": lost}
    return line(answer)
