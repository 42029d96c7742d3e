"""What is worth knowing of a run without reading it: kept in a small file beside it, and made anew from the run itself.

It says nothing that the run's events do not say, but what the learner had changed. A note that is damaged is none.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

import msgspec

from visualizer.trace import Event, Trace, plain

State = Literal["running", "whole", "cut off"]
"""How far a run came: it is being written, it is over, or it never came to its end."""

NO_ANSWER = "no answer"
"""Stands for the status of a request that got none."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A run in a few words."""

    at: int = 0
    """When it began: the wall clock, ns."""
    changed: str = ""
    """What was not the lesson's own, in a few words; empty where all was."""
    sent: str = ""
    """The first request's line, without the protocol's version."""
    requests: int = 0
    """How many requests the lane that had the most was sent."""
    statuses: dict[str, dict[str, int]] = {}
    """For each lane how many requests were answered with which status, in the order in which they came first."""
    state: State = "running"

    def write(self, path: Path) -> None:
        """Put it into a file, whole or not at all. Raises OSError."""
        aside = path.with_name(path.name + ".new")
        aside.write_bytes(msgspec.json.encode(self))
        aside.replace(path)


def read(path: Path) -> Note | None:
    """The note in a file; None where there is none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Note)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return None


def note_of(trace: Trace, *, changed: str = "", state: State = "running") -> Note:
    """What a run's events say."""
    sent: list[Event] = []
    requests = 0
    statuses: dict[str, dict[str, int]] = {}
    for lane in trace.lanes:
        events = [event for event in trace.events(lane) if (event.stage, event.name) == ("client", "request")]
        begun = [event for event in events if event.phase == "enter"]
        sent += begun[:1]
        requests = max(requests, len(begun))
        statuses[lane] = dict(Counter(_status(event) for event in events if event.phase == "exit"))
    return Note(
        at=trace.header.clock[0],
        changed=changed,
        sent=_line(min(sent, key=lambda event: event.time)) if sent else "",
        requests=requests,
        statuses=statuses,
        state=state,
    )


def _status(event: Event) -> str:
    status = event.data.get("status")
    return NO_ANSWER if status is None else str(status)


def _line(event: Event) -> str:
    line = plain(event.data.get("line"))
    text = line.decode("latin-1") if isinstance(line, bytes) else str(line or "")
    return text.rpartition(" HTTP/")[0] or text
