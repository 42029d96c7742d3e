"""A small run to ask: two lanes, two exchanges each, made by hand."""

from tests.build import Builder, trace_of
from visualizer.course.claims import Run
from visualizer.trace import Place, Trace

WORKER = Place(1, "worker-1", None)
LOOP = Place(1, "MainThread", "Task-1")
CLIENT = Place(2, "client", None)


def lane(name: str, place: Place, *, hop: bool) -> Builder:
    """Two exchanges in which the view runs at `place`; with a hop around it, or without."""
    made = Builder(name)
    for exchange in (1, 2):
        with made.request(1, exchange):
            _exchange(made, place, exchange, hop=hop)
    return made


def _exchange(made: Builder, place: Place, exchange: int, *, hop: bool) -> None:
    with made.at(CLIENT, "client"):
        made.enter("client", "request", line=b"GET / HTTP/1.1")
    made.enter("socket", "exchange")
    made.enter("environ", "application", environ={"PATH_INFO": f"/{exchange}/", "wsgi.version": (1, 0)})
    if hop:
        made.enter("middleware", "hop sync_to_async", function="hello")
    with made.at(place):
        made.enter("view", "hello", mode="sync")
        made.leave("view", "hello", status=200 + exchange)
    if hop:
        made.leave("middleware", "hop sync_to_async")
    made.leave("environ", "application")
    made.point("response", "chunk", bytes=b"Hel", size=3)
    made.point("response", "chunk", bytes=b"lo", size=2)
    with made.at(CLIENT, "client"):
        made.point("client", "receive", bytes=b"HTTP/1.1 200 OK\r\nA: 1\r\nX-Exchange: %d\r\n" % exchange, size=20)
        made.point("client", "receive", bytes=b"\r\nHello", size=7)
        made.leave("client", "request", status=200, size=27)
    made.leave("socket", "exchange")


def trace() -> Trace:
    """The lane `wsgi`, which stays in its thread, and the lane `asgi`, which hops to another for the view."""
    return trace_of(lane("wsgi", Place(1, "MainThread", None), hop=False), lane("asgi", WORKER, hop=True))


def run() -> Run:
    """The same, to ask."""
    return Run(trace())
