"""How long the large time pane takes to show a pan, a zoom or a step, with 100,000 events, at 120×40.

    python -m benchmarks.timeline [EVENTS]

Two programs run, each in a pseudo-terminal, and are measured in alternation in the same run, from a key's bytes to the
last byte of the frame, as `benchmarks.key` does: the time pane over a recording of two lanes, hundreds of exchanges in
crowds of eight, each lane with its threads; and a bare Textual app that repaints one full-screen canvas of lines. The
pane is zoomed and panned by keys and by the wheel, far out and close, and stepped. Before that, without a screen, what
of it is working out the cells of all rows in sight, beside a bare loop over all events, which is the least that drawing
in proportion to events would cost.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec.structs import replace

from benchmarks.key import COLUMNS, NEXT, ROWS, Terminal, show_lesson, terminal
from benchmarks.seek import exchange_of
from tests.golden.make import golden
from visualizer.replay import Score, Timeline, Window
from visualizer.trace import Event, Header, Scenario, Trace, save

EVENTS = 100_000
CROWD = 8
"""Exchanges of a lane at once."""
STAGGER_NS = 150_000
BETWEEN_NS = 20_000_000
"""From one crowd to the next."""
SHOWN_ROWS, SHOWN_COLUMNS = 34, 73
ROUNDS = 300
REPEATS = 40
BATCH = 5
SEED = 3333
GOAL_MS = 33.0
WHEEL = "\x1b[<{};70;12M"
CLOSER, FARTHER = WHEEL.format(64).encode(), WHEEL.format(65).encode()
OPENING = [b"T", b"+", b"+"]
MOVES: dict[str, Sequence[bytes]] = {
    "zoom by keys": [b"+", b"+", b"+", b"+", b"-", b"-", b"-", b"-"],
    "pan by keys": [b">", b">", b">", b"<", b"<", b"<"],
    "zoom by wheel": [CLOSER, CLOSER, CLOSER, FARTHER, FARTHER, FARTHER],
    "step": [NEXT],
}
"""Each changes the picture, wherever in its round it is pressed."""


def main() -> None:
    """Measure and print, or be the program that is measured."""
    if sys.argv[1:2] == ["pane"]:
        show_lesson(Path(sys.argv[2]))
    else:
        report(int(sys.argv[1]) if sys.argv[1:] else EVENTS)


def report(size: int) -> None:
    """Make the recording, measure, print."""
    trace = crowded(size)
    exchanges = Score(trace).exchanges
    print(f"{len(trace):,} events, {exchanges} exchanges a lane, {CROWD} at once; {COLUMNS}x{ROWS}")
    report_cells(trace)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "trace.jsonl"
        save(trace, path)
        with terminal("pane", str(path), module="benchmarks.timeline") as pane, terminal("bare") as bare:
            for key in OPENING:
                pane.press(key)
            for name, keys in MOVES.items():
                _say(name, *_measured(pane, bare, keys))
    print(f"goal: 99 % of each ≤ {GOAL_MS:.0f} ms")


def _measured(pane: Terminal, bare: Terminal, keys: Sequence[bytes]) -> tuple[list[float], list[float]]:
    """Milliseconds of each key, and of as many of the bare app, in alternating batches."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(REPEATS * BATCH // len(keys), 1)):
        times[0].extend(pane.press(key) for key in keys)
        times[1].extend(bare.press(NEXT) for _ in keys)
    return times


def _say(name: str, own: list[float], bare: list[float]) -> None:
    (low, high), (bare_low, bare_high) = ((median(times), quantiles(times, n=100)[98]) for times in (own, bare))
    beside = f"bare app {bare_low:6.2f} ms   99 % {bare_high:6.2f} ms"
    print(f"{name:16}median {low:6.2f} ms   99 % {high:6.2f} ms   {beside}   ratio {low / bare_low:5.2f}")


def report_cells(trace: Trace) -> None:
    """What of a frame is working out cells."""
    begin = perf_counter()
    timeline = Timeline(Score(trace))
    rows = list(islice(cycle(timeline.rows), SHOWN_ROWS))
    built = perf_counter() - begin
    cells, loop = [], []
    for window in _windows(timeline):
        begin = perf_counter()
        for row in rows:
            timeline.cells(row, window)
        between = perf_counter()
        _ = [event.time for lane in trace.lanes for event in trace.events(lane)]
        loop.append((perf_counter() - between) * 1e3)
        cells.append((between - begin) * 1e3)
    print(f"score and timeline built in {built:.1f} s")
    high, low = quantiles(cells, n=100)[98], median(cells)
    ratio = f"median / bare loop over events {low / median(loop):5.2f}"
    print(f"cells {SHOWN_ROWS}×{SHOWN_COLUMNS:<8}median {low:6.2f} ms   99 % {high:6.2f} ms   {ratio}")


def _windows(timeline: Timeline) -> Iterator[Window]:
    chance = random.Random(SEED)
    window = Window(*timeline.span, SHOWN_COLUMNS)
    for _ in range(ROUNDS):
        if window.extent < 200 * SHOWN_COLUMNS:
            window = window.fit(timeline.span)
        elif chance.random() < 0.5:
            window = window.pan(chance.randint(-SHOWN_COLUMNS, SHOWN_COLUMNS), timeline.span)
        else:
            at = chance.randint(window.begin, window.end)
            window = window.zoom(chance.choice((0.5, 0.8, 1.25)), timeline.span, at=at)
        yield window


def crowded(size: int) -> Trace:
    """A trace of at least `size` events in two lanes: crowd after crowd, each exchange with a worker of its own."""
    trace = Trace(Header(scenario=Scenario("crowds", ("wsgi", "asgi"))))
    pattern = golden("both")
    for source in pattern.sources.values():
        trace.add_source(source)
    numbers: dict[tuple[str, int, str], int] = {}
    crowd = 0
    while len(trace) < size:
        for lane in trace.lanes:
            for event in _crowd(pattern.events(lane), crowd):
                key = event.lane, event.place.process, event.observer
                numbers[key] = numbers.get(key, 0) + 1
                trace.append(replace(event, seq=numbers[key]))
        crowd += 1
    return trace


def _crowd(events: Sequence[Event], crowd: int) -> list[Event]:
    """The events of one lane's crowd, by the clock."""
    made = []
    for number in range(CROWD):
        begin = crowd * BETWEEN_NS + number * STAGGER_NS
        for event in exchange_of(events, (crowd * CROWD + number) * 2, begin):
            place = event.place
            if place.thread.startswith("worker"):
                place = replace(place, thread=f"worker-{number + 1}")
            made.append(replace(event, place=place))
    return sorted(made, key=lambda event: event.time)


if __name__ == "__main__":
    main()
