"""Makes the events that the program itself observes, in the vocabulary of every other observer."""

from __future__ import annotations

import os
from collections.abc import Callable
from time import perf_counter_ns
from typing import Any

import msgspec

from visualizer.trace import Event
from visualizer.vocabulary.values import encode


class Observer:
    """The program looking at one lane from outside; `emit` takes each event as it is made."""

    def __init__(self, lane: str, emit: Callable[[Event], None], name: str = "client") -> None:
        """`name` is one of stages.OBSERVERS, and what its thread is called."""
        self._lane = lane
        self._emit = emit
        self._name = name
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
        """Make one event; `time` (ns, perf_counter) is when it was so, if that is not just now."""
        self._seq += 1
        place = (os.getpid(), self._name, None)  # what else its process does is none of the picture's business
        encoded = {key: encode(value) for key, value in data.items()}
        when = perf_counter_ns() if time is None else time
        fields = (self._seq, when, self._lane, connection, exchange, stage, name, phase, outcome, place, encoded, None)
        self._emit(msgspec.convert((*fields, self._name), Event))
