"""What a lane is doing while it starts and runs, and why it failed: what the progress and the failure pane show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Doing(Enum):
    """What a lane is about to do or does, in the order in which it happens; the value is the word on the screen."""

    WAITING = "not started"
    STARTING = "starting the server"
    IMPORTING = "importing the application"
    LISTENING = "listening"
    SENDING = "sending the request"
    RECORDING = "recording what happens"
    DONE = "recorded"
    BROKEN = "failed"


@dataclass(frozen=True, slots=True)
class LaneBreak:
    """Why a lane failed."""

    reason: str
    """One line."""
    output: str
    """What the lane itself wrote, as it wrote it: to be made visible before it is drawn."""
    advice: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class LaneState:
    """One lane's state."""

    name: str
    doing: Doing = Doing.WAITING
    failure: LaneBreak | None = None
    """Set exactly when `doing` is BROKEN."""
    answered: tuple[int, int] | None = None
    """Of a run of many requests that is going on: how many have been answered, and how many there are."""
