from __future__ import annotations

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import CLIENT, MAIN, WORKER, requests
from visualizer.replay import Counted, Counters, Score
from visualizer.replay.counters import SAMPLED_NS
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
    assert counters.at(times[0] - 1) == Counted(0, 0, 0, 0, None, 0)
    assert counters.at(times[1]) == Counted(2, 1, 0, 0, None, 0)
    assert counters.at(times[4]) == Counted(2, 2, 1, 1, None, 0)
    assert counters.at(times[-1]) == Counted(1, 2, 1, 2, None, 0)
    assert (counters.requests.highest, counters.requests.latest) == (2, 1)


def sampled(lane: Builder, backlog: int | None) -> int:
    """The sampler tells it; when."""
    with lane.at(Place(0, "sampler", None), "sampler"):
        return lane.point("lane", "sample", backlog=backlog).time


def client(lane: Builder, name: str, connection: int) -> int:
    """A client of this program does something; when."""
    with lane.request(connection, 1), lane.at(CLIENT, "client"):
        return lane.point("client", name).time


def accept(lane: Builder, connection: int) -> int:
    """The server accepts; when."""
    with lane.request(connection, None):
        return lane.point("socket", "accept").time


def test_the_backlog_is_what_the_sampler_saw() -> None:
    lane = Builder("wsgi")
    lane.point("socket", "accept")
    first = sampled(lane, 2)
    with lane.at(Place(0, "sampler", None), "sampler"):
        lane.enter("lane", "hold", seq=1)
    gone = sampled(lane, None)
    counters = Counters(Score(trace_of(lane)), 0)
    assert counters.at(first).backlog == 2
    assert counters.at(gone).backlog is None
    assert counters.at(0).backlog == 0
    assert counters.highest.backlog == 2


def test_the_backlog_is_no_less_than_what_the_own_clients_tell() -> None:
    lane = Builder("wsgi")
    sampled(lane, 0)
    client(lane, "connect", 1)
    second = client(lane, "connect", 2)
    taken = accept(lane, 1)
    lane.time += 3 * SAMPLED_NS
    outside = sampled(lane, 3)
    counters = Counters(Score(trace_of(lane)), 0)
    assert [counters.at(time).backlog for time in (second, taken, outside)] == [2, 1, 3]
    assert [counters.at(time).own_backlog for time in (second, taken, outside)] == [2, 1, 1]
    assert counters.highest.backlog == 3


def test_what_the_sampler_saw_late_are_no_others() -> None:
    lane = Builder("wsgi")
    sampled(lane, 0)
    for connection in (1, 2):
        client(lane, "connect", connection)
        accept(lane, connection)
    seen = sampled(lane, 1)
    counters = Counters(Score(trace_of(lane)), 0)
    assert counters.at(seen).backlog == 0
    assert counters.highest.backlog == 1


def test_where_the_system_tells_nothing_only_the_own_clients_are_known() -> None:
    lane = Builder("wsgi")
    waits = client(lane, "connect", 1)
    with lane.at(Place(0, "sampler", None), "sampler"):
        lane.enter("lane", "hold", seq=1)
    counters = Counters(Score(trace_of(lane)), 0)
    assert counters.at(waits)[-2:] == (None, 1)
    assert counters.highest[-2:] == (None, 1)


def test_a_client_that_gives_up_waits_no_more_and_one_that_was_accepted_never_does() -> None:
    lane = Builder("wsgi")
    client(lane, "connect", 1)
    left = client(lane, "close", 1)
    accept(lane, 2)
    late = client(lane, "connect", 2)
    counters = Counters(Score(trace_of(lane)), 0)
    assert [counters.at(time).own_backlog for time in (left, late)] == [0, 0]


def test_connections_wait_between_being_accepted_and_being_served() -> None:
    lane = Builder("wsgi")
    accept(lane, 1)
    both = accept(lane, 2)
    with lane.request(1, 1):
        served = lane.enter("socket", "exchange").time
    with lane.request(2, None):
        closed = lane.point("socket", "close").time
    counters = Counters(Score(trace_of(lane)), 0)
    counters.grow()
    assert [counters.accepted.at(time) for time in (both, served, closed)] == [2, 1, 0]


def test_requests_are_under_way_until_they_are_answered() -> None:
    counters = Counters(Score(trace_of(requests("one", 2))), 0)
    counters.grow()
    assert (counters.clients.highest, counters.clients.latest, len(counters.clients)) == (1, 0, 4)


def test_a_client_is_no_thread_of_the_server() -> None:
    counters = Counters(Score(trace_of(requests("one", 2))), 0)
    assert counters.at(10**18) == Counted(0, 1, 0, 0, None, 0)
    assert counters.highest == Counted(1, 1, 0, 0, None, 0)


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
