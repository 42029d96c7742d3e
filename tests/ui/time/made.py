"""A crowd made by hand: at one worker one after the other with the backlog filling, on a loop all at once."""

from __future__ import annotations

from tests.build import Builder, trace_of
from tests.replay.traces import CLIENT, MAIN, task
from visualizer.trace import Place, Trace

MS = 1_000_000


def wsgi(count: int) -> Builder:
    """So many clients come at once; each is served for 10 ms, and then the next is accepted."""
    lane = Builder("wsgi", step=0, time=1_000 * MS)
    for number in range(1, count + 1):
        _come(lane, number)
    for number in range(1, count + 1):
        with lane.request(number, 1):
            lane.point("socket", "accept")
            lane.enter("socket", "exchange")
            lane.time += MS
            lane.enter("view", "hello")
            lane.time += 8 * MS
            lane.leave("view", "hello")
            lane.time += MS
            lane.leave("socket", "exchange")
        _leave(lane, number)
    return lane


def asgi(count: int) -> Builder:
    """As many at once on a loop: each has a worker of its own, which works for 10 ms while the loop awaits it."""
    lane = Builder("asgi", step=0, time=9_000 * MS)
    for number in range(1, count + 1):
        _come(lane, number)
        with lane.request(number, 1), lane.at(task(number)):
            lane.point("socket", "accept")
            lane.enter("socket", "exchange")
            lane.enter("scope", "application", scope={})
            lane.enter("middleware", "hop sync_to_async")
        with lane.request(number, 1), lane.at(_worker(number)):
            lane.enter("view", "hello")
            lane.enter("view", "SQL SELECT", database="default")
        lane.time += MS // 10
    lane.time += 10 * MS
    for number in range(1, count + 1):
        with lane.request(number, 1), lane.at(_worker(number)):
            lane.leave("view", "SQL SELECT")
            lane.leave("view", "hello")
        with lane.request(number, 1), lane.at(task(number)):
            lane.leave("middleware", "hop sync_to_async")
            lane.leave("scope", "application")
            lane.leave("socket", "exchange")
        _leave(lane, number)
        lane.time += MS
    return lane


def crowd(count: int = 12) -> Trace:
    """Both lanes, one after the other, as a lab runs them."""
    return trace_of(wsgi(count), asgi(count))


def _worker(number: int) -> Place:
    return Place(MAIN.process, f"worker-{number}", None)


def _come(lane: Builder, number: int) -> None:
    with lane.request(number, 1), lane.at(CLIENT, "client"):
        lane.enter("client", "request", line=f"GET /hello/{number} HTTP/1.1".encode())
        lane.point("client", "connect")


def _leave(lane: Builder, number: int) -> None:
    with lane.request(number, 1), lane.at(CLIENT, "client"):
        lane.leave("client", "request", status=200, size=3)
