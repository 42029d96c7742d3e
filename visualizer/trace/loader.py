"""Reads a trace file: every line is validated and fitted to those before it, nothing in it is run.

A recording that a kill cut off is read up to its last whole line, with a warning. All else that is wrong is a
TraceError: whatever the bytes are, `load` gives a trace or that error.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from visualizer.trace.codec import decode, decode_header
from visualizer.trace.errors import NO_TRACE, LineError, TraceError
from visualizer.trace.event import Event, SourceFile
from visualizer.trace.lines import Lines
from visualizer.trace.trace import Trace


class Loaded(NamedTuple):
    """A trace that was read from a file."""

    trace: Trace
    warning: str | None
    """One safe line that says what is missing, where the recording was cut off."""


def load(path: str | PathLike[str]) -> Loaded:
    """The trace that the file at `path` holds, packed with gzip or not. Raises TraceError."""
    path = Path(path)
    loader = _Loader()
    try:
        with path.open("rb") as file, _without_collector():
            lines = Lines(file)
            for batch in lines:
                loader.add(batch)
    except LineError as error:
        raise TraceError(path, loader.whole + 1, str(error), error.advice) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name.
        reason = getattr(error, "strerror", None) or str(error)
        raise TraceError(
            path, None, f"cannot be read: {reason}", "Check the name and the file's permissions."
        ) from None
    if loader.trace is None:
        problem = "is not a trace: it has no whole line" if lines.cut else "is empty"
        raise TraceError(path, 1, problem, NO_TRACE)
    return Loaded(loader.trace, _warning(path, loader) if lines.cut else None)


def _warning(path: Path, loader: "_Loader") -> str:
    problem = "the recording was cut off here"
    return str(TraceError(path, loader.whole + 1, problem, f"The {loader.whole} whole lines before it were read."))


class _Loader:
    """Puts lines together to a trace; `whole` counts those that were found to be right."""

    def __init__(self) -> None:
        self.trace: Trace | None = None
        self.whole = 0
        self._seqs: dict[tuple[str, int, str], int] = {}

    def add(self, batch: list[bytes]) -> None:
        """The next lines. Raises LineError at the first that is wrong."""
        for line in batch:
            if self.trace is None:
                self.trace = Trace(decode_header(line))
            elif isinstance(record := decode(line), Event):
                self._event(self.trace, record)
            else:
                self._source(self.trace, record)
            self.whole += 1

    def _source(self, trace: Trace, source: SourceFile) -> None:
        if source.number in trace.sources:
            raise LineError(f"source {source.number} is there already")
        trace.add_source(source)

    def _event(self, trace: Trace, event: Event) -> None:
        process = (event.lane, event.place.process, event.observer)
        if event.seq <= self._seqs.get(process, 0):
            raise LineError(f"event {event.seq} of process {process[1]} stands after event {self._seqs[process]}")
        if (event.outcome is None) is (event.phase == "exit"):
            raise LineError(f"phase {event.phase} and outcome {event.outcome} exclude one another")
        if event.source is not None and event.source.file not in trace.sources:
            raise LineError(f"the event names source {event.source.file}, which is not in the trace")
        self._seqs[process] = event.seq
        trace.append(event)


@contextmanager
def _without_collector() -> Iterator[None]:
    """What is decoded here stays: looking through it for garbage, again and again, would take most of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
