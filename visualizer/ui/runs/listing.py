"""What is known of each run: from memory, from its note, or, where it was cut off, from what was written of it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from visualizer.lab.note import note_of
from visualizer.trace import Trace, TraceError
from visualizer.ui.runs.kept_run import KeptRun

if TYPE_CHECKING:
    from visualizer.lab import Kept
    from visualizer.ui.runs.recent import Recent


def known(run: Recent, shown: Trace | None) -> KeptRun:
    """A run that this program has made."""
    note = note_of(run.trace, changed=run.changed, state="whole" if run.is_over else "running")
    return KeptRun(run.number, note, run.trace.lanes, run.trace is shown, run.trace, run.kept)


def read(kept: Kept) -> KeptRun | None:
    """A run on the shelf; None where its file is gone or is none."""
    note = kept.note()
    if note is not None and (note.state != "running" or kept.is_written_now()):
        return KeptRun(kept.number, note, tuple(note.statuses), kept=kept)
    try:
        trace, warning = kept.load()
    except TraceError:
        return None
    made = note_of(trace, changed=note.changed if note else "", state="cut off" if warning else "whole")
    with suppress(OSError):
        kept.remember(made)
    return KeptRun(kept.number, made, trace.lanes, kept=kept)
