"""How long the time pane takes to be worked out after a key that pans or zooms, with 100,000 events, at 120×40.

    python -m benchmarks.timeline [EVENTS]

Each round pans or zooms at random and asks for the cells of all rows, repeated until the screen's 38 are full, in 104
columns: what a frame needs before it is painted. Beside it, in alternation in the same run: a bare loop over all events
that reads their times, which is the least that drawing in proportion to events would cost, and one that makes as many
cells of nothing, which is the least that drawing in proportion to columns can.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from statistics import median
from time import perf_counter

from benchmarks.seek import made
from visualizer.replay import Doing, Score, TimeCell, Timeline, Track, Window
from visualizer.trace import Trace

EVENTS = 100_000
ROUNDS = 300
ROWS, COLUMNS = 38, 104
SEED = 3333
GOAL_MS = 33.0


def main() -> None:
    """Measure and print."""
    trace = made(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS)
    score = Score(trace)
    begin = perf_counter()
    timeline = Timeline(score)
    rows = list(islice(cycle(timeline.rows), ROWS))
    built = perf_counter() - begin
    chance = random.Random(SEED)
    window = Window(*timeline.span, COLUMNS)
    times: dict[str, list[float]] = {"pan and zoom": [], "bare loop over events": [], "empty cells": []}
    for _ in range(ROUNDS):
        window = _moved(window, timeline.span, chance)
        times["pan and zoom"].append(_timed(partial(_drawn, timeline, rows, window)))
        times["bare loop over events"].append(_timed(partial(_read, trace)))
        times["empty cells"].append(_timed(_empty))
    print(f"{len(trace):,} events, {len(timeline.rows)} rows, drawn as {ROWS}×{COLUMNS}; built in {built * 1e3:.0f} ms")
    own = median(times["pan and zoom"])
    for name, found in times.items():
        high = sorted(found)[len(found) * 99 // 100]
        middle = median(found)
        print(f"{name:24}median {middle:7.2f} ms   99 % {high:7.2f} ms   pan and zoom / this {own / middle:7.2f}")
    print(f"goal: 99 % of pan and zoom ≤ {GOAL_MS:.0f} ms")


def _moved(window: Window, span: tuple[int, int], chance: random.Random) -> Window:
    if window.extent < 200 * COLUMNS:
        return window.fit(span)
    if chance.random() < 0.5:
        return window.pan(chance.randint(-COLUMNS, COLUMNS), span)
    return window.zoom(chance.choice((0.5, 0.8, 1.25)), span, at=chance.randint(window.begin, window.end))


def _drawn(timeline: Timeline, rows: list[Track], window: Window) -> list[list[TimeCell]]:
    return [timeline.cells(row, window) for row in rows]


def _read(trace: Trace) -> list[int]:
    return [event.time for lane in trace.lanes for event in trace.events(lane)]


def _empty() -> list[TimeCell]:
    return [TimeCell(Doing.NOTHING, None, None, 0) for _ in range(ROWS * COLUMNS)]


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begin = perf_counter()
    work()
    return (perf_counter() - begin) * 1e3


if __name__ == "__main__":
    main()
