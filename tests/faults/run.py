"""The fault run: waves of clients that misbehave, and after each the server holds what it held before."""

from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from tests.faults import holdings
from tests.faults.clients import KINDS, crowd, say_nothing
from tests.faults.server import Changed, Speed, child

SPARE = 20
"""Descriptors that the server has left while it is short of them."""
GROWTH = 1.05
"""How much more memory after the last round than after the first is no growth."""


class Plan(NamedTuple):
    """How much of it."""

    clients: int
    """At once."""
    rounds: int
    speed: Speed
    threads: int = 16
    """Worker slots of the WSGI lane."""


FULL = Plan(clients=200, rounds=3, speed=Speed(limit=3.0, pace=1.0))
QUICK = Plan(clients=21, rounds=1, speed=Speed(limit=0.3, pace=0.1))


async def run(lane: str, plan: Plan, say: Callable[[str], None]) -> None:
    """Every wave in every round; Changed where anything is left of it."""
    with child(lane, plan.speed, plan.threads) as server:
        before = await server.settled()
        pid = server.process.pid
        say(f"{lane}: at first {_shown(before, holdings.memory(pid))}")
        sizes = []
        for number in range(plan.rounds):
            begin = monotonic()
            await crowd(KINDS, plan.clients, server.address, plan.speed.pace)
            await server.settled(before)
            with server.few_descriptors(SPARE):
                await crowd((say_nothing,), plan.clients, server.address, plan.speed.pace)
            now = await server.settled(before)
            if said := server.said():
                raise Changed(f"{lane}: it says {said[:2000]!r}")
            sizes.append(holdings.memory(pid))
            say(f"{lane}: round {number + 1} in {monotonic() - begin:.0f} s, {_shown(now, sizes[-1])}")
    if sizes[-1] > sizes[0] * GROWTH:
        raise Changed(f"{lane}: {sizes[-1]} bytes of memory after the last round, {sizes[0]} after the first")


def _shown(held: holdings.Holdings, size: int) -> str:
    return f"{len(held.descriptors)} descriptors, {held.threads} threads, {held.tasks} tasks, {size / 2**20:.1f} MiB"
