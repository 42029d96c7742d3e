"""The sink between the request's path and the outside: a bounded queue, and a thread that writes what is in it.

What cannot be kept is counted, and the count is an event of its own (`lane lost`). Where writing has become impossible
the probe falls silent; the application goes on.
"""

import os
import sys
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Dict, List, Optional, Protocol, Tuple, Union

from visualizer.probe import emit
from visualizer.probe.emit import Event
from visualizer.probe.lines import Lines, pong
from visualizer.probe.sources import Sources

QUEUE_LIMIT = 100_000
"""Events that may wait to be written; some 100 MB at the worst, some seconds of the fastest application."""

BATCH = 1_000
"""Events that are written, and flushed, at once."""

CLOSE_SECONDS = 10.0
"""How long the end of the process waits for the last events to be written."""

_SOURCES_OF_A_CHILD = 1_000
_Item = Union[Event, int]  # an event, or a ping's number


class Output(Protocol):
    """Where lines go; each method raises OSError if it cannot."""

    def write(self, text: str) -> None:
        """Write whole lines, flushed."""

    def reopen(self) -> None:
        """Start anew after a failed write."""

    def close(self) -> None:
        """Nothing more will be written."""

    def forked(self) -> None:
        """Start anew in a child process that was just forked."""


class Buffer:
    """A sink that writes in a thread of its own."""

    def __init__(self, lane: str, output: Output, limit: int = QUEUE_LIMIT) -> None:
        self._lane = lane
        self._output = output
        self._limit = limit
        self._parent = os.getpid()
        self._start()

    def _start(self) -> None:
        self._queue: "SimpleQueue[Optional[_Item]]" = SimpleQueue()
        self._lock = threading.RLock()
        self._lost: Dict[str, int] = {}
        self._lost_ever = 0
        self._lines = self._new_lines()
        self._thread = threading.Thread(target=self._run, name="visualizer-writer", daemon=True)
        self._thread.start()

    def _new_lines(self) -> Lines:
        """Forked processes may write into one file: each numbers its source files beyond all others'."""
        pid = os.getpid()
        return Lines(self._lane, Sources(0 if pid == self._parent else pid * _SOURCES_OF_A_CHILD))

    def put(self, event: Event) -> None:
        """Queue the event, or count it as lost when the queue is full."""
        if self._queue.qsize() >= self._limit:
            self.lose("the queue was full")
            return
        self._queue.put(event)
        if self._lost:
            self._report_lost()

    def ping(self, number: int) -> None:
        """Answer after all that is in the queue now."""
        self._report_lost()
        self._queue.put(number)

    def lose(self, reason: str, count: int = 1) -> None:
        """Count events that were not kept."""
        with self._lock:
            self._lost_ever += count
            self._lost[reason] = self._lost.get(reason, 0) + count

    def close(self) -> None:
        """Write all that is in the queue and end."""
        self._report_lost()
        self._queue.put(None)  # the end
        self._thread.join(CLOSE_SECONDS)

    def forked(self) -> None:
        """In a child: the parent writes what is in its queue, this process starts with an empty one."""
        try:
            self._output.forked()
        except OSError as error:
            self._give_up(error)
        else:
            self._start()

    def _run(self) -> None:
        ended = False
        while not ended:
            batch, ended = self._take()
            try:
                self._output.write(self._text(batch))
            except OSError as error:
                ended = not self._recover(batch, error) or ended
        self._output.close()

    def _take(self) -> Tuple[List[_Item], bool]:
        """All that is there, up to a batch, waiting for the first; and whether the end came after it."""
        batch: List[_Item] = []
        item = self._queue.get()
        with suppress(Empty):
            while item is not None:
                batch.append(item)
                if len(batch) == BATCH:
                    return batch, False
                item = self._queue.get_nowait()
        return batch, item is None

    def _text(self, batch: List[_Item]) -> str:
        parts = []
        for item in batch:
            if isinstance(item, int):
                parts.append(pong(item, self._lost_ever))
            else:
                text = self._lines.of(item)
                parts.append(text)
                if not text:
                    self.lose("its line was too long")
        return "".join(parts)

    def _report_lost(self) -> None:
        """Queue an event for each reason, even if the queue is full, in its place in the order of seq."""
        with self._lock:
            lost, self._lost = self._lost, {}
        for reason, count in lost.items():
            emit.make("lane", "lost", "point", None, {"count": count, "reason": reason}, None, self._queue.put)

    def _recover(self, batch: List[_Item], error: OSError) -> bool:
        """Count the batch as lost and start anew; whether that was possible."""
        self.lose("writing failed: %s" % type(error).__name__, sum(isinstance(item, tuple) for item in batch))
        self._lines = self._new_lines()
        try:
            self._output.reopen()
        except OSError as second:
            self._give_up(second)
            return False
        return True

    def _give_up(self, error: OSError) -> None:
        emit.abandon(self)
        sys.stderr.write("visualizer: nothing is recorded from here on: %s\n" % error)
