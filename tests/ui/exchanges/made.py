"""Traces of many exchanges, made by hand."""

from tests.build import Builder, trace_of
from visualizer.trace import Outcome, Trace


def exchange(lane: Builder, number: int, target: str, status: int, outcome: Outcome = "returned") -> None:
    """One exchange that takes as many milliseconds as its number says."""
    with lane.request(number, 1):
        lane.enter("client", "request", line=f"GET {target} HTTP/1.1".encode())
        lane.enter("socket", "exchange")
        if status != 400:
            lane.enter("view", "hello")
            lane.leave("view", "hello")
        lane.point("response", "start_response", status=f"{status} X", headers=[])
        lane.time += number * 1_000_000
        lane.leave("socket", "exchange", outcome)
        lane.leave("client", "request", status=status, size=3)


def many(count: int = 100) -> Trace:
    """So many exchanges in each of two lanes, the second after the first: each tenth is refused, the last raises."""
    lanes = [Builder("wsgi", step=0), Builder("asgi", step=0, time=900_000_000_000)]
    for lane in lanes:
        for number in range(1, count + 1):
            status = 400 if number % 10 == 0 else 200
            last = number == count
            exchange(lane, number, f"/hello/{number}", 500 if last else status, "raised" if last else "returned")
    return trace_of(*lanes)
