"""Runs for the tests of the comparison: small ones made by hand, each a change of the first."""

from __future__ import annotations

from tests.build import Builder, trace_of
from visualizer.lab.note import note_of
from visualizer.replay import Comparison, Run
from visualizer.trace import Trace
from visualizer.ui.runs.kept_run import KeptRun, Pick


def run(
    *targets: str, header: str = "DENY", queries: int = 0, reads: int = 1, lanes: tuple[str, ...] = ("wsgi",)
) -> Trace:
    """A request for each target, and what the view does for it."""
    made = []
    for name in lanes:
        lane = Builder(name)
        for number, target in enumerate(targets or ("/hello/",), start=1):
            with lane.request(number, number):
                exchange(lane, target, header, queries, reads)
        made.append(lane)
    return trace_of(*made)


def exchange(lane: Builder, target: str, header: str, queries: int, reads: int) -> None:
    """One request and its response."""
    lane.enter("client", "request", line=f"GET {target} HTTP/1.1".encode())
    lane.enter("socket", "exchange")
    for _ in range(reads):
        lane.point("socket", "recv", bytes=b"GET", size=3)
    lane.enter("view", "hello")
    for _ in range(queries):
        lane.enter("view", "SQL SELECT", sql="SELECT 1")
        lane.leave("view", "SQL SELECT")
    lane.leave("view", "hello", status=200)
    lane.point("response", "start_response", status="200 OK", headers=[("X-Frame-Options", header), ("X-A", "1")])
    lane.leave("socket", "exchange")
    lane.leave("client", "request", status=200, size=10)


def compared(left: Trace, right: Trace) -> Comparison:
    """The two WSGI lanes."""
    return Comparison(Run(left, "wsgi"), Run(right, "wsgi"))


def kept(number: int, trace: Trace, *, is_shown: bool = False, changed: str = "") -> KeptRun:
    """A run in memory."""
    note = note_of(trace, changed=changed, state="whole")
    return KeptRun(number, note, trace.lanes, is_shown=is_shown, trace=trace)


def pick(number: int, trace: Trace, lane: str = "wsgi", *, is_shown: bool = False) -> Pick:
    """A lane of a run in memory."""
    return Pick(kept(number, trace, is_shown=is_shown), lane)
