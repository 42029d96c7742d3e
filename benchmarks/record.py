"""From "run" to the finished recording of both lanes, against the time that Django itself takes to be set up.

    python -m benchmarks.record [ROUNDS]

Each round measures, one after another: `python -c "import django; django.setup()"` with the demo project's settings;
a recording with cold lanes (two servers are started, import Django and the project, answer, and their events arrive);
a recording with lanes that are warm. It prints medians in ms and the ratios to Django's median. The program itself runs
and has imported the lab, as it has when a learner presses Enter on a lesson.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from statistics import median
from time import perf_counter

from visualizer.lab import DEMO, Lab, demo
from visualizer.lab.header import versions

ROUNDS = 15
COLD_TARGET, WARM_TARGET = 3.5, 0.5


def django_alone() -> float:
    """Seconds that a process takes which does nothing but set Django up."""
    environment = {**os.environ, **dict(DEMO.environment), "PYTHONPATH": str(DEMO.path)}
    begin = perf_counter()
    subprocess.run([sys.executable, "-c", "import django; django.setup()"], env=environment, check=True)
    return perf_counter() - begin


async def timed(run: Callable[[], Awaitable[object]]) -> float:
    """Seconds that something takes."""
    begin = perf_counter()
    await run()
    return perf_counter() - begin


async def cold() -> float:
    """Seconds from nothing to the finished recording; ending the lanes is not part of it."""
    scenario = demo()
    begin = perf_counter()
    async with Lab(scenario.lanes) as lab:
        await lab.run(scenario.requests)
        return perf_counter() - begin


async def measure(rounds: int) -> dict[str, list[float]]:
    """The times of every round, in alternation."""
    scenario = demo()
    times: dict[str, list[float]] = {"django": [], "cold": [], "warm, first run": [], "warm": []}
    for _ in range(rounds):
        times["django"].append(await asyncio.to_thread(django_alone))
        times["cold"].append(await cold())
        async with Lab(scenario.lanes) as lab:
            await lab.ready()
            times["warm, first run"].append(await timed(lambda: lab.run(scenario.requests)))
            times["warm"].append(await timed(lambda: lab.run(scenario.requests)))
    return times


def report(times: dict[str, list[float]]) -> None:
    """A line for each kind of run."""
    reference = median(times["django"])
    targets = {"cold": COLD_TARGET, "warm, first run": WARM_TARGET, "warm": WARM_TARGET}
    print(f"{len(times['django'])} rounds, Python {versions()['Python']}, Django {versions()['Django']}")
    for kind, values in times.items():
        ratio = median(values) / reference
        wanted = f"   target: under {targets[kind]}" if kind in targets else ""
        spread = f"{min(values) * 1000:6.0f} … {max(values) * 1000:.0f}"
        print(f"{kind:16} {median(values) * 1000:6.0f} ms   {ratio:5.2f} × Django   ({spread}){wanted}")


if __name__ == "__main__":
    report(asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
