"""What was held, for how long and why it ended, from what a lane and the sampler reported."""

from __future__ import annotations

from tests.build import Builder, trace_of
from visualizer.replay import Score
from visualizer.replay.holds import Hold, Holds
from visualizer.trace import Place, Trace

MS = 1_000_000
WSGI = 0


def lane() -> Builder:
    """A lane whose events are ten milliseconds apart, in an exchange."""
    made = Builder("wsgi", step=10 * MS)
    made.enter("socket", "exchange")
    return made


def hold(lane: Builder, seq: int) -> None:
    with lane.at(Place(0, "sampler", None), "sampler"):
        lane.enter("lane", "hold", at="view hello enter", seq=seq, process=1)


def end(lane: Builder, seq: int, by: str = "program") -> None:
    with lane.at(Place(0, "sampler", None), "sampler"):
        lane.leave("lane", "hold", at="view hello enter", seq=seq, process=1, by=by, seconds=0.05)


def holds(lane: Builder) -> Holds:
    return Score(trace_of(lane)).holds(WSGI)


def test_a_hold_is_from_its_event_to_its_end() -> None:
    made = lane()
    view = made.enter("view", "hello")
    hold(made, view.seq)
    made.time += 50 * MS
    end(made, view.seq, "time limit")
    found = holds(made)
    assert found.all() == [Hold(1, 1, view.time, view.time + 70 * MS, "time limit")]
    assert found.at(1) == found.last() == found.all()[0]
    assert found.all()[0].duration == 70 * MS
    assert found.at(0) is None


def test_a_lane_goes_on_before_the_program_sees_that_it_does() -> None:
    made = lane()
    view = made.enter("view", "hello")
    hold(made, view.seq)
    with made.at(Place(1, "worker-1", None)):
        made.enter("view", "SQL SELECT")
    left = made.leave("view", "hello")
    end(made, view.seq)
    assert holds(made).all()[0].end == left.time


def test_two_that_wait_at_once_end_each_for_itself() -> None:
    made = lane()
    receive = made.enter("scope", "receive")
    view = made.enter("view", "hello")
    hold(made, receive.seq)
    hold(made, view.seq)
    end(made, receive.seq)
    found = holds(made)
    assert [(each.event, each.by) for each in found.all()] == [(1, "program"), (2, "")]
    assert found.at(2) is not None
    assert found.all()[1].duration is None
    assert found.last() == found.all()[0]


def test_what_was_held_lengthens_all_that_is_around_it_and_nothing_beside() -> None:
    made = lane()
    with made.at(Place(1, "MainThread", "Task-1")):
        made.enter("scope", "application")
    with made.at(Place(1, "MainThread", "Task-2")):
        receive = made.enter("scope", "receive")
    with made.at(Place(1, "MainThread", "Task-1")):
        made.enter("view", "URL match")
        made.leave("view", "URL match")
        made.enter("view", "hello")
        left = made.leave("view", "hello")
    hold(made, receive.seq)
    hold(made, left.seq)
    score = Score(trace_of(made))
    names = [event.name for event in score.trace.events("wsgi") if event.phase == "enter"]
    found = {name for name in names if score.holds(WSGI).lengthened([e.name for e in made.events].index(name))}
    assert found == {"exchange", "application", "receive"}


def test_what_is_told_before_its_event_is_indexed_waits_for_it() -> None:
    made = lane()
    trace = trace_of(made)
    score = Score(trace)
    found = score.holds(WSGI)
    view = made.enter("view", "hello")
    hold(made, view.seq)
    end(made, view.seq)
    for event in made.events[1:]:
        trace.append(event)
    assert found.all() == []
    score.grow()
    assert [each.event for each in score.holds(WSGI).all()] == [1]
    assert score.holds(WSGI) is found


def test_what_cannot_be_matched_is_passed_over() -> None:
    made = lane()
    hold(made, 99)
    end(made, 99)
    with made.at(Place(0, "sampler", None), "sampler"):
        made.point("lane", "sample", backlog=1)
    assert holds(made).all() == []
    assert holds(made).last() is None


def test_a_lane_that_comes_later_has_holds_of_its_own() -> None:
    trace = Trace()
    for event in lane().events:
        trace.append(event)
    score = Score(trace)
    before = score.holds(WSGI)
    other = Builder("asgi")
    other.enter("socket", "exchange")
    trace.append(other.events[0])
    score.grow()
    assert score.holds(WSGI) is not before
    assert score.holds(1).all() == []


def test_whether_the_client_had_left() -> None:
    made = lane()
    view = made.enter("view", "hello")
    hold(made, view.seq)
    with made.at(Place(0, "client", None), "client"):
        made.leave("client", "request", "returned", status=200)
    found = holds(made)
    assert not found.client_left(found.all()[0])
    with made.at(Place(0, "client", None), "client"):
        made.leave("client", "request", "cancelled", status=None)
    found = holds(made)
    assert found.client_left(found.all()[0])


def test_an_application_that_is_told_so_knows_that_the_client_had_left_but_only_from_then_on() -> None:
    made = lane()
    first = made.enter("view", "hello")
    hold(made, first.seq)
    end(made, first.seq)
    made.enter("scope", "receive")
    made.leave("scope", "receive", message={"type": "http.disconnect"})
    second = made.enter("view", "other")
    hold(made, second.seq)
    made.leave("scope", "receive", message={"type": "http.request"})
    found = holds(made)
    assert [found.client_left(each) for each in found.all()] == [False, False]
