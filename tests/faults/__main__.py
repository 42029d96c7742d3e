"""`python -m tests.faults`: 200 clients at once that misbehave in every way, three rounds, on both lanes at once.

They stop in the head and in the body, say nothing, leave, reset, read and write one byte a second, and take all of the
server's descriptors. Afterwards the server answers, its descriptors, threads and tasks are exactly those of before, and
its memory is within 5 % of what it was after the first round. The exit status is 1 where that is not so.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.faults.run import FULL, Plan, run
from tests.faults.server import Changed

LANES = ("wsgi", "asgi")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it, and say what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--clients", type=int, default=FULL.clients, metavar="N", help="at once (200)")
    parser.add_argument("--rounds", type=int, default=FULL.rounds, metavar="N", help="how often (3)")
    parser.add_argument("--lane", choices=LANES, action="append", help="this lane alone")
    given = parser.parse_args(arguments)
    if not Path("/proc/self/fd").exists():
        print("what a process holds is told by /proc, which this system has not: run this on Linux", file=sys.stderr)
        return 2
    plan = FULL._replace(clients=given.clients, rounds=given.rounds)
    return asyncio.run(_all(given.lane or LANES, plan))


async def _all(lanes: Sequence[str], plan: Plan) -> int:
    results = await asyncio.gather(*(run(lane, plan, _say) for lane in lanes), return_exceptions=True)
    for lane, result in zip(lanes, results, strict=True):
        if result is not None and not isinstance(result, Changed):
            raise result
        print(f"{lane}: {result or 'everything is as it was'}")
    return 1 if any(results) else 0


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
