"""What an event costs: µs for a point with small data, detached, attached, and against appending a tuple to a list.

Run: python -m benchmarks.emit. All are measured in alternation in the same run; the medians are printed. Attached is
what the request's path pays: the sink keeps the event; its line is written beside it, in another process.
"""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter_ns

from visualizer.probe import emit
from visualizer.probe.buffer import Buffer
from visualizer.probe.memory import Memory
from visualizer.probe.recording import Recording

ROUNDS = 15
EVENTS = 10_000


def appended() -> float:
    """Append a tuple to a list: the reference."""
    kept: list[tuple[object, ...]] = []
    began = perf_counter_ns()
    for number in range(EVENTS):
        kept.append(("socket", "recv", number))  # noqa: PERF401 - what is measured is an append
    return (perf_counter_ns() - began) / EVENTS / 1000


def emitted() -> float:
    """Report a point as server code does."""
    began = perf_counter_ns()
    for number in range(EVENTS):
        if emit.on:
            emit.point("socket", "recv", size=number)
    return (perf_counter_ns() - began) / EVENTS / 1000


def attached(sink: emit.Sink) -> float:
    """Report points to a sink."""
    emit.attach(sink)
    try:
        return emitted()
    finally:
        emit.detach()


def main() -> None:
    """Print the medians."""
    names = ("append", "detached", "in memory", "to a file")
    times: dict[str, list[float]] = {name: [] for name in names}
    with TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            times["append"].append(appended())
            times["detached"].append(emitted())
            times["in memory"].append(attached(Memory()))
            times["to a file"].append(attached(Buffer(Recording(Path(folder, str(number)), "wsgi"))))
    reference = median(times["append"])
    for name in names:
        print(f"{name:<18} {median(times[name]):7.3f} µs an event   {median(times[name]) / reference:6.1f} × append")


if __name__ == "__main__":
    main()
