"""Reports a live session's holds as the sampler's events: at which event each waits, and for how long and why it ended.

They stand under the exchange's identity as the lane emits it, and are renumbered with all that the lane reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter_ns
from typing import Any

from visualizer.lab.link import Held, LetGo
from visualizer.lab.station import Station
from visualizer.trace import Event


class HoldReports:
    """Those of one session."""

    def __init__(self, stations: Mapping[str, Station]) -> None:
        self._stations = stations
        self._released: dict[tuple[str, int, int], int] = {}
        """When each was let go that has not said yet that it goes on, ns."""

    def begin(self, held: Held) -> None:
        """It waits."""
        self._report(held, "enter")

    def released(self, held: Held, time: int) -> None:
        """It was let go at this time (ns), and will say soon that it goes on."""
        self._released[held.key] = time

    def end(self, held: Held, why: LetGo) -> None:
        """It waits no more."""
        outcome = "returned" if why is LetGo.RELEASED else "cancelled"
        time = self._released.pop(held.key, perf_counter_ns())
        seconds = round((time - held.event.time) / 1e9, 3)
        self._report(held, "exit", outcome, time, by=why.value, seconds=seconds)

    def _report(self, held: Held, phase: str, outcome: str | None = None, time: int | None = None, **data: Any) -> None:
        station, event = self._stations[held.lane], held.event
        connection, exchange = station.feed.emitted(event.exchange) or (None, None)
        which: dict[str, Any] = {"at": _words(event), "seq": event.seq, "process": event.place.process}
        identity = {"connection": connection, "exchange": exchange}
        station.sampler.report("lane", "hold", phase, **identity, outcome=outcome, time=time, **which, **data)


def _words(event: Event) -> str:
    """What is held, as a breakpoint is typed."""
    return f"{event.stage} {event.name} {'' if event.phase == 'point' else event.phase}".rstrip()
