"""A run of the fuzzer: which inputs, over which ways, in how many processes; and the first failure, made small."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from random import Random
from typing import NamedTuple

from tests.conformance.servers import Running
from tests.fuzz import invariant, sockets
from tests.fuzz.mutate import bytes_of
from tests.fuzz.smallest import smallest

SLICE = 2_000
Addresses = dict[str, tuple[str, int]]


class Run(NamedTuple):
    """What is asked for."""

    seed: str
    numbers: range
    every: int
    """Each input with a number that this divides goes over real sockets too, on both lanes."""
    jobs: int = 1


class Failure(NamedTuple):
    """An input that breaks the invariant."""

    number: int
    lane: str
    """`http1`, without a socket, or the lane."""
    problem: str


def fuzz(run: Run, progress: Callable[[int], None]) -> Failure | None:
    """Try every input; the first failure that is found. `progress` hears how many are done."""
    with ExitStack() as stack:
        lanes = {name: stack.enter_context(sockets.lane(name)) for name in sockets.LANES}
        addresses = {name: running.address for name, running in lanes.items()}
        done = 0
        for part, failure in _parts(run, addresses):
            failure = failure or _complaint(part, lanes)
            if failure is not None:
                return failure
            done += len(part)
            progress(done)
    return None


def _parts(run: Run, addresses: Addresses) -> Iterator[tuple[range, Failure | None]]:
    parts = [run.numbers[at : at + SLICE] for at in range(0, len(run.numbers), SLICE)]
    if run.jobs == 1:
        yield from ((part, one_part(run.seed, part, run.every, addresses)) for part in parts)
        return
    with ProcessPoolExecutor(run.jobs) as pool:
        futures = {pool.submit(one_part, run.seed, part, run.every, addresses): part for part in parts}
        try:
            yield from ((futures[future], future.result()) for future in as_completed(futures))
        finally:
            pool.shutdown(cancel_futures=True)


def one_part(seed: str, numbers: range, every: int, addresses: Addresses) -> Failure | None:
    """Try some inputs one after another; the first failure."""
    for number in numbers:
        data = bytes_of(seed, number)
        for lane in ("http1", *(addresses if number % every == 0 else ())):
            if problem := broken(lane, data, number, addresses):
                return Failure(number, lane, problem)
    return None


def broken(lane: str, data: bytes, number: int, addresses: Addresses) -> str:
    """How the input breaks the invariant there; its number decides how it is cut."""
    random = Random(number)
    return invariant.broken(data, random) if lane == "http1" else sockets.broken(data, addresses[lane], random)


def _complaint(part: range, lanes: dict[str, Running]) -> Failure | None:
    for name, running in lanes.items():
        if problem := sockets.complaint(running):
            return Failure(part[0], name, f"between inputs {part[0]} and {part[-1]} {problem}")
    return None


def shrink(run: Run, failure: Failure) -> bytes:
    """The smallest input that still fails there in any way."""
    data = bytes_of(run.seed, failure.number)
    with ExitStack() as stack:
        names = sockets.LANES if failure.lane != "http1" else ()
        addresses = {name: stack.enter_context(sockets.lane(name)).address for name in names}

        def fails(shorter: bytes) -> bool:
            return bool(broken(failure.lane, shorter, failure.number, addresses))

        return smallest(data, fails) if fails(data) else data
