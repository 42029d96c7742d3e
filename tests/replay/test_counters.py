from __future__ import annotations

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import MAIN, WORKER, requests
from visualizer.replay import Counted, Counters, Score
from visualizer.trace import Place


def test_each_counter_is_a_fold() -> None:
    lane = Builder("asgi")
    lane.enter("socket", "exchange")
    with lane.request(2, 1):
        lane.enter("socket", "exchange")
    lane.enter("middleware", "hop sync_to_async")
    with lane.at(WORKER):
        lane.enter("view", "SQL SELECT", database="default")
        lane.leave("view", "SQL SELECT")
    with lane.at(MAIN):
        lane.enter("view", "SQL SELECT", database="default")
    with lane.request(2, 1):
        lane.leave("socket", "exchange")
    counters = Counters(Score(trace_of(lane)), 0)
    times = [event.time for event in lane.events]
    assert counters.at(times[0] - 1) == Counted(0, 0, 0, 0, None)
    assert counters.at(times[1]) == Counted(2, 1, 0, 0, None)
    assert counters.at(times[4]) == Counted(2, 2, 1, 1, None)
    assert counters.at(times[-1]) == Counted(1, 2, 1, 2, None)
    assert (counters.requests.highest, counters.requests.latest) == (2, 1)


def test_the_backlog_is_what_the_sampler_saw() -> None:
    lane = Builder("wsgi")
    lane.point("socket", "accept")
    with lane.at(Place(0, "sampler", None), "sampler"):
        first = lane.point("lane", "sample", backlog=2)
        lane.enter("lane", "hold", seq=1)
        gone = lane.point("lane", "sample", backlog=None)
    counters = Counters(Score(trace_of(lane)), 0)
    assert counters.at(first.time).backlog == 2
    assert counters.at(gone.time).backlog is None
    assert counters.at(0).backlog == 0


def test_a_client_is_no_thread_of_the_server() -> None:
    counters = Counters(Score(trace_of(requests("one", 2))), 0)
    assert counters.at(10**18) == Counted(0, 1, 0, 0, None)
    assert counters.backlog.latest == counters.backlog.highest == 0


def test_they_grow_with_the_score() -> None:
    lane = requests("one", 1)
    trace = trace_of(lane)
    score = Score(trace)
    counters = Counters(score, 0)
    end = lane.events[-1].time
    before = counters.at(end)
    more = requests("one", 2).events[len(lane.events) :]
    for event in more:
        trace.append(event)
    score.grow()
    assert before == counters.at(end)
    assert counters.requests.highest == 1


def test_a_golden_request() -> None:
    counters = Counters(Score(golden("asgi")), 0)
    counted = counters.at(10**18)
    assert (counted.requests, counted.threads, counted.databases) == (0, 2, 1)
    assert counted.hops > 3
