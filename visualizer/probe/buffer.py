"""The sink between the request's path and the outside: a bounded queue, and a thread that hands on what is in it.

Each event waits there pickled: that copies it for good, and what is no web of objects is no work for the garbage
collector, which would else take more time than all the rest.

What cannot be kept is counted, and the count is an event of its own (`lane lost`). Where writing has become impossible
the probe falls silent; the application goes on.
"""

import pickle
import sys
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import sleep
from typing import Dict, List, Optional, Protocol, Sequence, Tuple, Union

from visualizer.probe import emit
from visualizer.probe.emit import Event

QUEUE_LIMIT = 100_000
"""Events that may wait to be written; some 100 MB at the worst, some seconds of the fastest application."""

BATCH = 1_000
"""Events that are handed on at once."""

PAUSE = 0.005
"""Seconds from the first event that waits until it is handed on: more come meanwhile, and to wake up costs the same."""

CLOSE_SECONDS = 10.0
"""How long the end of the process waits for the last events to be written."""

Item = Union[bytes, int]
"""An event, pickled, or the number of a ping that is to be answered in its place among them."""


class Output(Protocol):
    """Where events go; each method raises OSError if it cannot."""

    def write(self, items: Sequence[Item], lost: int) -> None:
        """Write and flush; `lost` is how many events this process has lost so far."""

    def reopen(self) -> None:
        """Start anew after a failed write."""

    def close(self) -> None:
        """Nothing more will be written; return when all is."""

    def forked(self) -> None:
        """Start anew in a child process that was just forked."""


class Buffer:
    """A sink that writes in a thread of its own."""

    def __init__(self, output: Output, limit: int = QUEUE_LIMIT) -> None:
        self._output = output
        self._limit = limit
        self._start()

    def _start(self) -> None:
        self._queue: "SimpleQueue[Optional[Item]]" = SimpleQueue()
        self._lock = threading.RLock()
        self._lost: Dict[str, int] = {}
        self._lost_ever = 0
        self._thread = threading.Thread(target=self._run, name="visualizer-writer", daemon=True)
        self._thread.start()

    def put(self, event: Event) -> None:
        """Queue the event, or count it as lost when the queue is full."""
        if self._queue.qsize() >= self._limit:
            self.lose("the queue was full")
            return
        self._keep(event)
        if self._lost:
            self._report_lost()

    def _keep(self, event: Event) -> None:
        self._queue.put(pickle.dumps(event, pickle.HIGHEST_PROTOCOL))

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
                self._output.write(batch, self._lost_ever)
            except OSError as error:
                ended = not self._recover(batch, error) or ended
        self._output.close()

    def _take(self) -> Tuple[List[Item], bool]:
        """All that is there a moment after the first came, up to a batch; and whether the end came after it."""
        batch: List[Item] = []
        item = self._queue.get()
        if self._queue.qsize() < BATCH and item is not None:
            sleep(PAUSE)
        with suppress(Empty):
            while item is not None:
                batch.append(item)
                if len(batch) == BATCH:
                    return batch, False
                item = self._queue.get_nowait()
        return batch, item is None

    def _report_lost(self) -> None:
        """Queue an event for each reason, even if the queue is full, in its place in the order of seq."""
        with self._lock:
            lost, self._lost = self._lost, {}
        for reason, count in lost.items():
            emit.make("lane", "lost", "point", None, {"count": count, "reason": reason}, None, self._keep)

    def _recover(self, batch: List[Item], error: OSError) -> bool:
        """Count the batch as lost and start anew; whether that was possible."""
        self.lose("writing failed: %s" % type(error).__name__, sum(isinstance(item, bytes) for item in batch))
        try:
            self._output.reopen()
        except OSError as second:
            self._give_up(second)
            return False
        return True

    def _give_up(self, error: OSError) -> None:
        emit.abandon(self)
        sys.stderr.write("visualizer: nothing is recorded from here on: %s\n" % error)
