"""Makes the events that the program itself observes, in the vocabulary of every other observer."""

from __future__ import annotations

import os
from collections.abc import Callable
from time import perf_counter_ns
from typing import Any

import msgspec

from visualizer.trace import Event
from visualizer.vocabulary.values import encode

_PLACE = "client"
"""The thread's name in the events of the program: what else its process does is none of the picture's business."""


class Observer:
    """The program looking at one lane from outside; `emit` takes each event as it is made."""

    def __init__(self, lane: str, emit: Callable[[Event], None]) -> None:
        self._lane = lane
        self._emit = emit
        self._seq = 0

    def report(
        self,
        stage: str,
        name: str,
        phase: str = "point",
        *,
        connection: int | None = None,
        exchange: int | None = None,
        outcome: str | None = None,
        time: int | None = None,
        **data: Any,
    ) -> None:
        """Make one event; `time` (ns, perf_counter) is when it happened, if that was not just now."""
        self._seq += 1
        when = perf_counter_ns() if time is None else time
        place = (os.getpid(), _PLACE, None)
        encoded = {key: encode(value) for key, value in data.items()}
        fields = (self._seq, when, self._lane, connection, exchange, stage, name, phase, outcome, place, encoded, None)
        self._emit(msgspec.convert((*fields, "client"), Event))
