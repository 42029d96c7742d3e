"""Writes one run to the shelf while it happens. Called in the keeper's thread alone; reads a trace that only grows.

Small batches, since the thread that draws waits for Python's lock for as long as one batch is put into text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from weakref import finalize

from visualizer.lab.note import Note, note_of
from visualizer.trace import Event, SourceFile, Trace

if TYPE_CHECKING:
    from visualizer.lab.shelf import Kept, Shelf

BATCH = 250
"""Events that are put into text at once: about half a millisecond."""


class Writing:
    """A run that is being written. Methods raise OSError and TraceError where the disk refuses."""

    def __init__(self, shelf: Shelf, trace: Trace, changed: str) -> None:
        self.trace = trace
        self.changed = changed
        self._record = shelf.record(trace.header)
        finalize(self, self._record.close)  # a program that drops the run leaves a file that loads
        self._seen: dict[tuple[str, bool], int] = {}
        self._sources: set[int] = set()

    @property
    def kept(self) -> Kept:
        """The run's file."""
        return self._record.kept

    def begin(self) -> None:
        """Say what is known already."""
        self.kept.remember(Note(at=self.trace.header.clock[0], changed=self.changed))

    def write(self) -> None:
        """Write what the trace has more by now."""
        new = self._new()
        # An event's source is in the trace before the event is: what was found to be new has its sources there.
        sources = [source for source in list(self.trace.sources.values()) if source.number not in self._sources]
        self._sources.update(source.number for source in sources)
        records: Iterator[Event | SourceFile] = iter([*sources, *new])
        while batch := list(islice(records, BATCH)):
            self._record.write(batch)

    def finish(self) -> None:
        """Write the rest, and that the run is whole."""
        self.write()
        if losses := self.trace.losses():
            self._record.write(losses)
        self._record.close()
        self.kept.remember(note_of(self.trace, changed=self.changed, state="whole"))

    def abandon(self) -> None:
        """Close the file as it is."""
        self._record.close()

    def _new(self) -> list[Event]:
        found: list[Event] = []
        for lane in self.trace.lanes:
            for is_sample, events in ((False, self.trace.events(lane)), (True, self.trace.samples(lane))):
                seen = self._seen.get((lane, is_sample), 0)
                new = events[seen:]
                self._seen[lane, is_sample] = seen + len(new)
                found += new
        return found
