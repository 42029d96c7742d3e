"""How long building the indexes of a trace of a million events takes, what they weigh, and how long a seek takes.

    python -m benchmarks.seek [EVENTS]

Two lanes, request after request: the golden traces' exchanges in turn, each on a connection and in tasks of its own,
the client's events now earlier, now later among the server's, as its process runs beside theirs. A seek makes a Scene
at a random step and asks for all that a full screen shows: 40 rows of both lanes, and of each lane where it stands,
counts, data, bytes, messages and code. Beside each figure stands a reference measured in the same run: for building, a
bare loop over all events that reads four of their fields; for memory, the events themselves; for a seek, a bare loop
over all events before the cursor, which is the least that a replay from the start would cost, and for the slowest ones
an empty loop of about the same length: what that takes beyond the usual is the machine's doing, as other programs run.
"""

from __future__ import annotations

import random
import sys
import tracemalloc
from collections.abc import Iterator, Sequence
from statistics import median
from time import perf_counter, thread_time

from msgspec.structs import replace

from tests.golden.make import golden
from visualizer.replay import Scene, Score
from visualizer.trace import Event, Header, Place, Scenario, Trace

EVENTS = 1_000_000
SEEKS = 5_000
ROWS = 40
SPIN = 20_000
PATTERNS = ("both", "streamed", "raised")
SEED = 3333
REPEATS = 3


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    tracemalloc.start()
    trace = made(size)
    own = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    score = Score(Trace())
    bare, building = [], []
    for _ in range(REPEATS):
        bare.append(_bare(trace))
        del score
        seconds, score = _build(trace)
        building.append(seconds)
    print(f"{len(trace):,} events, {len(score.steps):,} steps, {score.exchanges:,} exchanges a lane")
    _say("index built in", median(building), "s", "bare loop", median(bare), "goal < 3 s")
    _say("index weighs", _memory(trace) / 1e6, "MB", "the events", own / 1e6, "goal < 300 MB")
    walls, processor, stalls = (sorted(times) for times in zip(*_seeks(score), strict=True))
    replay = median(_replays(trace))
    _say("a seek, median", median(walls) * 1e3, "ms", "bare replay", replay * 1e3, "")
    _say("a seek, 99.9th percentile", _high(walls) * 1e3, "ms", "bare spin", _high(stalls) * 1e3, "goal < 1 ms")
    _say("the same, of the processor", _high(processor) * 1e3, "ms", "bare replay", replay * 1e3, "goal < 1 ms")


def _high(times: Sequence[float]) -> float:
    return times[len(times) * 999 // 1000]


def _say(what: str, value: float, unit: str, beside: str, reference: float, goal: str) -> None:
    ratio = value / reference
    print(f"{what:26}{value:8.3f} {unit:3}{beside:>14}{reference:9.3f} {unit:3}{ratio:9.4f} ×   {goal}".rstrip())


def made(size: int) -> Trace:
    """A trace of at least `size` events in two lanes."""
    chance = random.Random(SEED)
    trace = Trace(Header(scenario=Scenario("benchmark", ("wsgi", "asgi"))))
    patterns = [golden(name) for name in PATTERNS]
    for pattern in patterns:
        for source in pattern.sources.values():
            trace.add_source(source)
    number = begin = 0
    while len(trace) < size:
        pattern = chance.choice(patterns)
        for lane in trace.lanes:
            for event in exchange_of(_shuffled(pattern.events(lane), chance), number, begin):
                trace.append(event)
        number, begin = number + 2, begin + 10_000_000
    return trace


def _shuffled(events: Sequence[Event], chance: random.Random) -> list[Event]:
    """The events with the client's last read earlier or later by a few."""
    order = list(events)
    for at in [at for at, event in enumerate(order) if (event.stage, event.name) == ("client", "receive")][-1:]:
        order.insert(min(at + chance.randint(-3, 1), len(order) - 1), order.pop(at))
    return order


def exchange_of(events: Sequence[Event], number: int, begin: int) -> Iterator[Event]:
    """The events as those of later exchanges, later and in other tasks."""
    places: dict[Place, Place] = {}
    for event in events:
        place = event.place
        if place not in places:
            task = place.task and f"Task-{number * 5 + len(places) + 1}"
            places[place] = Place(place.process, place.thread, task)
        yield replace(
            event,
            time=event.time + begin,
            connection=event.connection and event.connection + number,
            exchange=event.exchange and event.exchange + number,
            place=places[place],
        )


def _bare(trace: Trace) -> float:
    begin = perf_counter()
    for lane in trace.lanes:
        for event in trace.events(lane):
            _ = event.time, event.stage, event.name, event.phase
    return perf_counter() - begin


def _build(trace: Trace) -> tuple[float, Score]:
    begin = perf_counter()
    score = Score(trace)
    return perf_counter() - begin, score


def _memory(trace: Trace) -> int:
    tracemalloc.start()
    score = Score(trace)
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(score.steps)
    return used


def _seeks(score: Score) -> Iterator[tuple[float, float, float]]:
    """Seconds of each seek, of the processor's time in it, and of a spin of about the same length right after it."""
    chance = random.Random(SEED)
    for _ in range(SEEKS):
        step = chance.randrange(len(score.steps))
        begin, begin_processor = perf_counter(), thread_time()
        look(Scene(score, step))
        processor, wall = thread_time() - begin_processor, perf_counter() - begin
        begin = perf_counter()
        for _ in range(SPIN):
            pass
        yield wall, processor, perf_counter() - begin


def look(scene: Scene) -> None:
    """Ask for all that a full screen shows."""
    for row in scene.rows[:ROWS]:
        _ = scene.score.rows[row], scene.cells(row)
    for lane in range(len(scene.score.lanes)):
        scene.lane(lane)
        scene.counts(lane)
        scene.data(lane)
        scene.bytes(lane)
        scene.messages(lane)
        scene.code(lane)


def _replays(trace: Trace) -> Iterator[float]:
    chance = random.Random(SEED)
    for _ in range(20):
        part = chance.random()
        begin = perf_counter()
        for lane in trace.lanes:
            events = trace.events(lane)
            for at in range(int(len(events) * part)):
                _ = events[at].stage
        yield perf_counter() - begin


if __name__ == "__main__":
    main()
