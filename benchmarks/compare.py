"""How long it takes to lay two runs of 100,000 events each side by side, against difflib on the same lines.

    python -m benchmarks.compare [EVENTS]

The runs are made of the golden traces' exchanges, as `benchmarks.seek` makes them; every hundredth event of the second
says something else. "one exchange" are as many events in a single one, in which no request is like another. Beside
them, in alternation in the same run: difflib's SequenceMatcher over (stage, name, phase) of the same events, on a
hundredth of them since it is not linear, and a bare loop that reads these from all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from difflib import SequenceMatcher
from statistics import median
from time import perf_counter

from msgspec.structs import replace

from benchmarks.seek import made
from visualizer.replay import Comparison, Run
from visualizer.trace import Event, Header, Scenario, Trace

EVENTS = 100_000
SHARE = 100
REPEATS = 5


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    left = _alone(made(2 * size))
    right = _changed(left)
    one = _one_exchange(left)
    other = _changed(one)
    small = [_alone(made(2 * size // SHARE)) for _ in range(2)]
    ways: dict[str, Callable[[], object]] = {
        "compare": lambda: Comparison(Run(left, "wsgi"), Run(right, "wsgi")),
        "one exchange": lambda: Comparison(Run(one, "wsgi"), Run(other, "wsgi")),
        "bare loop": lambda: [_keys(left), _keys(right)],
        "difflib, a hundredth": lambda: SequenceMatcher(
            None, _keys(small[0]), _keys(small[1]), autojunk=False
        ).get_opcodes(),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(REPEATS):
        for name, way in ways.items():
            begin = perf_counter()
            way()
            times[name].append(perf_counter() - begin)
    comparison = Comparison(Run(left, "wsgi"), Run(right, "wsgi"))
    print(f"{len(left):,} events a run, {len(comparison.divergences):,} divergences; medians of {REPEATS}")
    own = median(times["compare"])
    for name, found in times.items():
        print(f"{name:22}{median(found) * 1e3:9.1f} ms   compare / this {own / median(found):8.2f}")
    print("goal: compare < 1000 ms, also of one exchange")


def _alone(trace: Trace) -> Trace:
    """The first lane of a trace."""
    found = Trace(Header(scenario=Scenario("benchmark", ("wsgi",))))
    for event in trace.events("wsgi"):
        found.append(event)
    return found


def _one_exchange(trace: Trace) -> Trace:
    """The same events as a single exchange, which is a shape that nothing else has."""
    found = Trace(trace.header)
    for event in trace.events("wsgi"):
        found.append(replace(event, connection=1, exchange=1))
    return found


def _changed(trace: Trace) -> Trace:
    """The same run, but that every hundredth event says something else."""
    found = Trace(trace.header)
    for number, event in enumerate(trace.events("wsgi")):
        found.append(event if number % SHARE else replace(event, data={**event.data, "other": number}))
    return found


def _keys(trace: Trace) -> list[tuple[str, str, str]]:
    events: list[Event] = list(trace.events("wsgi"))
    return [(event.stage, event.name, event.phase) for event in events]


if __name__ == "__main__":
    main()
