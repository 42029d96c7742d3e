"""How long a trace of a million events takes to load: `python -m benchmarks.load [EVENTS]`.

The reference decodes the same lines with msgspec to plain lists, without looking at what they say. Both run in
alternation in the same process, the collector off for both; the medians and their ratio are printed.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec
from msgspec.structs import replace

from tests.golden.make import golden
from visualizer.trace import Recorder, load

ROUNDS = 5


def main() -> None:
    """Write a trace, load it both ways, print the figures."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as folder:
        path = Path(folder) / "trace.jsonl"
        write(path, events)
        print(f"{events:,} events, {path.stat().st_size / 1e6:.0f} MB, {ROUNDS} rounds in alternation")
        rounds = [(timed(load, path), timed(plain, path)) for _ in range(ROUNDS)]
    ours, reference = (median(times) for times in zip(*rounds, strict=True))
    print(f"load             {report(ours, events)}")
    print(f"msgspec to lists {report(reference, events)}")
    print(f"ratio            {ours / reference:8.2f}")


def write(path: Path, events: int) -> None:
    """The golden trace of both lanes, over and over, as one long run."""
    trace = golden("both")
    pattern = [event for lane in trace.lanes for event in trace.events(lane)]
    with Recorder(path, trace.header) as recorder:
        recorder.write(trace.sources.values())
        for first in range(0, events, len(pattern)):
            batch = pattern[: events - first]
            recorder.write(
                replace(event, seq=first + event.seq, time=event.time + first * 20_000, exchange=first + 1)
                for event in batch
            )


def plain(path: Path) -> list[object]:
    """Every line as msgspec decodes it when it expects nothing."""
    decode = msgspec.json.Decoder().decode
    with path.open("rb") as file:
        return [decode(line) for line in file]


def timed(read: Callable[[Path], object], path: Path) -> float:
    """Seconds that `read` takes; what it has read is let go afterwards, off the clock."""
    gc.collect()
    gc.disable()
    start = perf_counter()
    kept = read(path)
    seconds = perf_counter() - start
    gc.enable()
    del kept
    return seconds


def report(seconds: float, events: int) -> str:
    """Milliseconds and lines a second."""
    return f"{seconds * 1e3:8.0f} ms {events / seconds:12,.0f} lines/s"


if __name__ == "__main__":
    main()
