from __future__ import annotations

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import CLIENT
from tests.ui.lesson.shown import texts, view
from tests.ui.time.made import MS, crowd
from tests.ui.time.test_sight import at, sight_of
from visualizer.replay import Doing, TimeCell, Track
from visualizer.ui.lesson.view import View
from visualizer.ui.time.look import Wanted
from visualizer.ui.time.words import cursor_lines, does, look_words, moment


def said(there: View, *, is_narrow: bool = False) -> list[str]:
    return texts(cursor_lines(there, sight_of(there).chart, is_narrow=is_narrow))


def test_each_lane_says_where_it_is_and_what_its_thread_does() -> None:
    there = view(golden("both"))
    wsgi, asgi = said(at(there, "view hello enter"))
    assert wsgi.startswith("● WSGI  #1 view hello ↓  GET /hello/?name=Ada")
    assert " MainThread · at " in wsgi
    assert " · takes " in wsgi
    assert wsgi.endswith("runs: the thread is occupied")
    assert asgi.startswith("● ASGI  #1 view hello ↓")


def test_a_point_takes_no_time_and_a_span_that_has_not_ended_says_so() -> None:
    lane = Builder("wsgi")
    lane.point("socket", "accept")
    lane.enter("socket", "exchange")
    there = view(trace_of(lane))
    assert "takes" not in said(at(there, "accept"))[0]
    assert said(at(there, "accept"))[0].endswith("idle: nothing to do")
    assert "has not ended" in said(at(there, "socket exchange enter"))[0]
    lane = Builder("wsgi")
    lane.leave("socket", "exchange")
    (text,) = said(view(trace_of(lane), cursor=0))
    assert "ended" not in text
    assert "takes" not in text


def test_little_room_is_given_to_the_lane_that_acts() -> None:
    first, second = said(at(view(crowd()), "third view enter in asgi"), is_narrow=True)
    assert "#3 view hello ↓" in first
    assert second.startswith(("  worker-3 · at ", "  MainThread · at "))


def test_before_the_first_event_stands_what_to_do() -> None:
    assert said(view(crowd()))[0].startswith("Before the first event: → steps")


def test_a_lane_that_has_nothing_of_the_exchange_says_so() -> None:
    one, two = Builder("wsgi"), Builder("asgi", time=2_000 * MS)
    for lane, numbers in ((one, (1, 2)), (two, (1,))):
        for number in numbers:
            with lane.request(number, 1), lane.at(CLIENT, "client"):
                lane.enter("client", "request", line=b"GET / HTTP/1.1")
                lane.leave("client", "request")
    there = view(trace_of(one, two), cursor=2)
    assert any("has nothing here yet" in text for text in said(there))


def test_the_line_of_a_request_from_outside_is_what_the_server_read() -> None:
    lane = Builder("asgi")
    lane.enter("socket", "exchange")
    lane.enter("parse", "head")
    lane.leave("parse", "head", method=b"GET", target=b"/from/outside", version="1.1", headers=[])
    assert "GET /from/outside" in said(view(trace_of(lane), cursor=2))[0]
    lane.events.pop()
    assert "GET" not in said(view(trace_of(lane), cursor=1))[0]


def test_what_each_does_in_words() -> None:
    thread, loop = Track(0, 1, "worker-1", False, False), Track(0, 1, "MainThread", True, False)
    client = Track(0, 0, "client", False, True)

    def cell(doing: Doing) -> TimeCell:
        return TimeCell(doing, None, None, 0)

    assert does(loop, cell(Doing.AWAITING)) == "awaits: the loop is free"
    assert does(loop, cell(Doing.BLOCKED)) == "blocked: clients wait, it takes nothing"
    assert does(loop, cell(Doing.HELD)) == "held by you: the loop is free"
    assert does(thread, cell(Doing.HELD)) == "held by you, and the thread with it"
    assert does(thread, cell(Doing.WAITING)).startswith("waits")
    assert does(client, cell(Doing.WAITING)) == "the client waits for the server"
    assert does(client, cell(Doing.NOTHING)) == "the client is done"
    for doing in Doing:
        assert does(loop, cell(doing)) != doing.value
        assert does(thread, cell(doing))


def test_which_stretch_is_looked_at() -> None:
    sight = sight_of(view(crowd()))
    assert look_words(sight.look, sight.clock) == "each lane from its own beginning · 0 … 120 ms of 120 ms"
    sight.see(sight.view, 88, None, Wanted("5xx >20ms", {}), follows=False)
    assert look_words(sight.look, sight.clock).startswith("/ 5xx >20ms (Esc shows all) · each lane")
    assert moment(-1_500_000) == "−1.5 ms"
