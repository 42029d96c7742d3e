"""A trace as plain text, an event a line: for a terminal, a pipe or a screen reader; every byte of it is safe to print.

A line reads: when (ms since the trace's first event), which exchange, where (process, thread, task), then → for an
enter, ← for an exit and · for a point, what happened, with what, and which lines of which file did it.
"""

from collections.abc import Iterator
from heapq import merge
from operator import attrgetter

from visualizer.trace.event import Event, Place
from visualizer.trace.trace import Trace
from visualizer.trace.values import show, visible

WIDTH = 160
"""Columns of a line, unless told otherwise."""

_ARROWS = {"enter": "→", "exit": "←", "point": "·"}
_LONGEST_VALUE = 60


def text(trace: Trace, *, side_by_side: bool = False, width: int = WIDTH) -> Iterator[str]:
    """The lines of `trace`, without their ends: lane after lane, or side by side, where the clock alone decides."""
    lanes = [trace.everything(lane) for lane in trace.lanes]
    start = min((events[0].time for events in lanes if events), default=0)
    lines = _beside(trace, start, width) if side_by_side else _after(trace, start)
    for line in lines:
        yield line if len(line) <= width else line[: width - 1] + "…"


def _after(trace: Trace, start: int) -> Iterator[str]:
    for number, lane in enumerate(trace.lanes):
        events = trace.everything(lane)
        if number:
            yield ""
        yield f"{visible(lane)}: {len(events)} events"
        which = max((len(_exchange(event)) for event in events), default=0)
        where = max((len(_place(event.place)) for event in events), default=0)
        for event in events:
            place = f"{_exchange(event):<{which}}  {_place(event.place):<{where}}"
            yield f"{_when(event, start)}  {place}  {_happened(trace, event)}"


def _beside(trace: Trace, start: int, width: int) -> Iterator[str]:
    columns = {lane: number for number, lane in enumerate(trace.lanes)}
    room = max((width - 15) // max(len(columns), 1) - 2, 1)
    yield _row("", [visible(lane) for lane in columns], room)
    for event in merge(*map(trace.everything, columns), key=attrgetter("time")):
        cells = [""] * len(columns)
        cells[columns[event.lane]] = _happened(trace, event)
        yield _row(_when(event, start), cells, room)


def _row(when: str, cells: list[str], room: int) -> str:
    short = (cell if len(cell) <= room else cell[: room - 1] + "…" for cell in cells)
    return f"{when:<13}  {'  '.join(f'{cell:<{room}}' for cell in short)}".rstrip()


def _when(event: Event, start: int) -> str:
    return f"{(event.time - start) / 1e6:10.3f} ms"


def _exchange(event: Event) -> str:
    return ".".join(str(number) for number in (event.connection, event.exchange) if number is not None)


def _place(place: Place) -> str:
    return visible(" ".join(part for part in (str(place.process), place.thread, place.task) if part))


def _happened(trace: Trace, event: Event) -> str:
    outcome = "" if event.outcome in (None, "returned") else f" {event.outcome}"
    what = f"{_ARROWS[event.phase]} {event.stage} {visible(event.name)}{outcome}"
    data = "".join(f"  {visible(key)}={_short(show(value))}" for key, value in event.data.items())
    return f"{what}{data}{_source(trace, event)}"


def _short(shown: str) -> str:
    return shown if len(shown) <= _LONGEST_VALUE else shown[: _LONGEST_VALUE - 1] + "…"


def _source(trace: Trace, event: Event) -> str:
    if event.source is None:
        return ""
    lines = str(event.source.first)
    if event.source.last > event.source.first:
        lines += f"–{event.source.last}"
    file = trace.sources.get(event.source.file)
    return f"  ({visible(file.name) if file else '?'}:{lines})"
