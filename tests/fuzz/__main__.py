"""`python -m tests.fuzz --inputs 1000000`: the deep run, with its progress, and the smallest input that fails.

Each input is served without a socket, whole, byte by byte and cut anywhere; every twentieth also over real sockets on
both lanes. The seed is printed: the same seed makes the same inputs. `--only NUMBER` tries a single one again.
"""

import argparse
import os
import secrets
import sys
from collections.abc import Sequence
from time import monotonic

from tests.fuzz.mutate import bytes_of
from tests.fuzz.run import Failure, Run, fuzz, shrink


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz; the exit status is 1 where an input breaks the invariant."""
    run = _parse(arguments)
    count = len(run.numbers)
    print(f"seed {run.seed}: {count} inputs, every {run.every}th over sockets too, {run.jobs} processes", flush=True)
    begin = monotonic()
    failure = fuzz(run, lambda done: _progress(done, count, monotonic() - begin))
    if failure is not None:
        _report(run, failure)
        return 1
    print(f"{count} inputs in {monotonic() - begin:.0f} s: none breaks the invariant")
    return 0


def _parse(arguments: Sequence[str] | None) -> Run:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000, metavar="N", help="how many (1000000)")
    parser.add_argument("--seed", default=None, metavar="TEXT", help="which inputs (random)")
    parser.add_argument("--sockets", type=int, default=20, metavar="N", help="each Nth goes over sockets too (20)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (one a core)")
    parser.add_argument("--only", type=int, default=None, metavar="NUMBER", help="this input alone, everywhere")
    given = parser.parse_args(arguments)
    seed = given.seed or secrets.token_hex(4)
    if given.only is not None:
        return Run(seed, range(given.only, given.only + 1), 1)
    return Run(seed, range(given.inputs), given.sockets, given.jobs)


def _progress(done: int, count: int, seconds: float) -> None:
    rate = done / seconds
    print(f"\r{done} of {count}, {rate:.0f} a second, {(count - done) / rate:.0f} s left  ", end="", file=sys.stderr)


def _report(run: Run, failure: Failure) -> None:
    print(f"\ninput {failure.number} on {failure.lane}: {failure.problem}")
    print(f"  the input    {bytes_of(run.seed, failure.number)!r}")
    print(f"  the smallest {shrink(run, failure)!r}")
    print(f"  again        python -m tests.fuzz --seed {run.seed} --only {failure.number}")


if __name__ == "__main__":
    sys.exit(main())
