from __future__ import annotations

from hypothesis import given

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import CLIENT, orderly_traces, plain_request, requests, traces
from visualizer.replay import Comparison, Run, Verdict
from visualizer.trace import Trace


def compared(left: Builder, right: Builder) -> Comparison:
    return Comparison(Run(trace_of(left), left.lane), Run(trace_of(right), right.lane))


def lines(comparison: Comparison) -> list[str]:
    """The levels that are not the same, in words."""
    found = []
    for level in comparison.levels:
        event = comparison.left(level.number) or comparison.right(level.number)
        assert event is not None
        if level.verdict is not Verdict.SAME:
            found.append(f"{level.verdict.value}: {event.name} {event.phase}")
    return found


def answer(lane: Builder, *headers: tuple[str, str], extra: bool = False) -> Builder:
    """One exchange with these headers in its response."""
    lane.enter("socket", "exchange")
    lane.enter("view", "hello")
    if extra:
        lane.enter("view", "SQL SELECT", sql="SELECT 1")
        lane.leave("view", "SQL SELECT")
    lane.leave("view", "hello", status=200)
    lane.point("response", "start_response", status="200 OK", headers=list(headers))
    lane.leave("socket", "exchange")
    return lane


def test_two_equal_runs_do_not_diverge() -> None:
    comparison = compared(requests("one", 3), requests("one", 3))
    assert comparison.first is None
    assert comparison.next(-1) is None
    assert comparison.previous(len(comparison.levels)) is None
    assert comparison.counts() == {
        Verdict.SAME: 3 * 16,
        Verdict.DIFFERS: 0,
        Verdict.ONLY_LEFT: 0,
        Verdict.ONLY_RIGHT: 0,
    }


def test_the_first_divergence_is_the_changed_header() -> None:
    comparison = compared(answer(Builder("one"), ("X-A", "1")), answer(Builder("one"), ("X-A", "2")))
    first = comparison.first
    assert first is not None
    event = comparison.left(first)
    assert event is not None
    assert event.name == "start_response"
    (change,) = comparison.changes(first)
    assert (change.path, change.before, change.after, change.kind) == (("headers", "x-a"), "1", "2", "changed")


def test_what_only_one_has_stands_where_it_happened() -> None:
    comparison = compared(answer(Builder("one")), answer(Builder("one"), extra=True))
    assert lines(comparison) == ["only right: SQL SELECT enter", "only right: SQL SELECT exit"]
    first = comparison.first
    assert first == 2
    assert comparison.next(first) == 3
    assert comparison.next(3) is None
    assert comparison.previous(3) == first
    assert comparison.previous(first) is None
    level = comparison.levels[first]
    assert (level.left, level.right, level.exchanges, level.depth, level.diverges) == (None, 2, (1, 1), 1, True)
    assert comparison.changes(first) == ()
    assert comparison.level_of(2, right=True) == 2
    assert comparison.level_of(2) == 4


def test_the_left_one_s_own_come_before_the_right_one_s() -> None:
    left, right = Builder("one"), Builder("one")
    for lane, name in ((left, "left"), (right, "right")):
        lane.enter("socket", "exchange")
        lane.point("middleware", name)
        lane.leave("socket", "exchange")
    expected = ["only left: left point", "only right: right point"]
    assert lines(compared(left, right)) == expected
    assert lines(compared(right, left)) == ["only left: right point", "only right: left point"]


def test_one_read_more_is_the_kernel_s_doing_and_no_divergence() -> None:
    left, right = Builder("one"), Builder("one")
    for lane, reads in ((left, ["ab"]), (right, ["a", "b"])):
        with lane.at(CLIENT, "client"):
            lane.enter("client", "request", line=b"GET /")
            for read in reads:
                lane.point("client", "receive", bytes=read.encode(), size=len(read))
            lane.leave("client", "request", size=2)
    comparison = compared(left, right)
    assert comparison.counts()[Verdict.ONLY_RIGHT] == 1
    assert comparison.first is None


def test_the_clock_s_order_of_client_and_server_is_no_divergence() -> None:
    left, right = Builder("one"), Builder("one")
    for lane, client_first in ((left, True), (right, False)):
        for client in (client_first, not client_first):
            if client:
                with lane.at(CLIENT, "client"):
                    lane.enter("client", "request", line=b"GET /")
            else:
                lane.enter("socket", "exchange")
    assert compared(left, right).first is None


def test_exchanges_that_interleave_otherwise_are_no_divergence() -> None:
    def lane(order: str) -> Builder:
        made = Builder("one")
        for number in (1, 2):
            with made.request(number, number), made.at(CLIENT, "client"):
                made.enter("client", "request", line=f"GET /{number}")
        for letter in order:
            number = int(letter)
            with made.request(number, number):
                made.point("socket", "recv")
        return made

    assert compared(lane("1212"), lane("2211")).first is None


def sent(*targets: str) -> Builder:
    """A lane that was sent these."""
    lane = Builder("one")
    for number, target in enumerate(targets, start=1):
        with lane.request(number, number), lane.at(CLIENT, "client"):
            lane.enter("client", "request", line=target)
    return lane


def test_a_request_that_only_one_run_has_moves_no_other() -> None:
    comparison = compared(sent("/a", "/b", "/c"), sent("/a", "/c"))
    assert [level.exchanges for level in comparison.levels] == [(1, 1), (2, None), (3, 2)]
    assert lines(comparison) == ["only left: request enter"]


def test_exchanges_that_no_client_of_ours_sent_are_known_by_what_the_server_read() -> None:
    def lane(*targets: str) -> Builder:
        made = Builder("one")
        for number, target in enumerate(targets, start=1):
            with made.request(number, number):
                made.leave("parse", "head", method="GET", target=target)
        return made

    comparison = compared(lane("/a", "/b"), lane("/b"))
    assert [level.exchanges for level in comparison.levels] == [(1, None), (2, 1)]


def test_an_edited_request_is_compared_with_what_it_was() -> None:
    comparison = compared(sent("/a", "/b", "/c"), sent("/a", "/x", "/c"))
    assert [level.exchanges for level in comparison.levels] == [(1, 1), (2, 2), (3, 3)]
    assert comparison.changes(1)[0].path == ("line",)


def test_events_of_no_exchange_come_first() -> None:
    left, right = Builder("one"), Builder("one")
    for lane in (left, right):
        plain_request(lane)
        with lane.request(None, None):
            lane.point("lane", "listen", address="127.0.0.1:1234")
    comparison = compared(left, right)
    assert comparison.levels[0].exchanges == (None, None)
    assert comparison.first is None


def test_the_two_lanes_of_a_run() -> None:
    trace = golden("both")
    comparison = Comparison(Run(trace, "wsgi"), Run(trace, "asgi"))
    view = next(at for at, event in enumerate(trace.events("wsgi")) if event.name == "hello" and event.phase == "enter")
    level = comparison.levels[comparison.level_of(view)]
    right = comparison.right(level.number)
    assert right is not None
    assert right.name == "hello"
    start = next(at for at, event in enumerate(trace.events("wsgi")) if event.name == "start_response")
    assert comparison.levels[comparison.level_of(start)].verdict is Verdict.SAME
    assert "only right: hop sync_to_async enter" in lines(comparison)


def test_an_empty_run() -> None:
    comparison = compared(Builder("one"), requests("one", 1))
    assert comparison.counts()[Verdict.ONLY_RIGHT] == 16
    assert compared(Builder("one"), Builder("one")).first is None


@given(traces() | orderly_traces())
def test_a_run_compared_with_itself_has_no_divergence(trace: Trace) -> None:
    for lane in trace.lanes:
        comparison = Comparison(Run(trace, lane), Run(trace, lane))
        assert comparison.first is None
        assert len(comparison.levels) == len(trace.events(lane))


@given(traces() | orderly_traces())
def test_it_is_symmetric_and_leaves_nothing_out(trace: Trace) -> None:
    one, other = Run(trace, trace.lanes[0]), Run(trace, trace.lanes[-1])
    there, back = Comparison(one, other), Comparison(other, one)
    assert {(level.left, level.right) for level in there.levels} == {(level.right, level.left) for level in back.levels}
    for comparison, run, right in ((there, one, False), (there, other, True), (back, other, False)):
        for position in range(len(trace.events(run.lane))):
            level = comparison.levels[comparison.level_of(position, right=right)]
            assert (level.right if right else level.left) == position
    assert len(there.divergences) == len(back.divergences)


def test_levels_stand_in_groups_by_exchange() -> None:
    comparison = compared(sent("GET /a", "GET /b"), sent("GET /a", "GET /c", "GET /d"))
    assert [tuple(group) for group in comparison.groups] == [(0, 1, (1, 1)), (1, 2, (2, 2)), (2, 3, (None, 3))]
    assert [comparison.group_of(level.number) for level in comparison.levels] == [0, 1, 2]
    assert (comparison.line(2), comparison.line(3, right=True)) == ("GET /b", "GET /d")


def test_a_crowd_of_equal_requests_is_paired_in_order() -> None:
    crowd = ["GET /a", "GET /b"] * 400
    comparison = compared(sent("GET /first", *crowd, "GET /x"), sent("GET /1st", *crowd, "GET /b"))
    assert [group.exchanges for group in comparison.groups] == [(number, number) for number in range(1, 803)]
