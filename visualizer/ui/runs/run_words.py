"""What a run is called: its number, when it was, what was sent, what came of it, what had been changed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from visualizer.ui.runs.kept_run import KeptRun, Pick

if TYPE_CHECKING:
    from visualizer.lab import Note


def when(note: Note, now: datetime) -> str:
    """The time of a run of today, the day and time of an earlier one, in the time zone of `now`."""
    at = datetime.fromtimestamp(note.at / 1e9, now.tzinfo)
    if at.date() == now.date():
        return f"{at:%H:%M:%S}"
    return f"{at:%d %b %H:%M}" if at.year == now.year else f"{at:%d %b %Y}"


def sent(note: Note) -> str:
    """The first request, and how many others there were."""
    more = f" and {note.requests - 1} more" if note.requests > 1 else ""
    return f"{note.sent}{more}" if note.sent else "nothing was sent"


def statuses(note: Note, lane: str) -> str:
    """How a lane answered."""
    counted = note.statuses.get(lane, {})
    return ", ".join(status if count == 1 else f"{count} × {status}" for status, count in counted.items())


def state(run: KeptRun) -> str:
    """What is to be known of how it ended; empty of a run that is over."""
    return "" if run.note.state == "whole" else run.note.state


def name(run: KeptRun) -> str:
    """What a run is called."""
    return f"run {run.number}" if run.number else "recording"


def title(pick: Pick) -> str:
    """A side of a comparison in two words."""
    return f"{name(pick.run)} · {pick.lane}"


def details(pick: Pick, now: datetime) -> str:
    """What else there is to say of it."""
    note = pick.run.note
    changed = f"changed: {note.changed}" if note.changed else ""
    pieces = ["shown" if pick.run.is_shown else "", changed, state(pick.run), when(note, now), sent(note)]
    return " · ".join(filter(None, pieces))
