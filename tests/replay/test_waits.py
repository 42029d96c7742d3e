"""Rows that only several places together prove: queues, database connections, blocked loops, holds."""

from __future__ import annotations

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import CLIENT, MAIN, WORKER, task
from visualizer.replay import Doing, Kind, Score, Timeline, Track, Window
from visualizer.replay.waits import BLOCKED_NS
from visualizer.trace import Place

MS = 1_000_000
LETTERS = {Doing.NOTHING: ".", Doing.BLOCKED: "b", Doing.HELD: "h"}


def pane(lane: Builder, columns: int) -> dict[str, str]:
    """The rows in letters: the first of each state's name, and for queues how many wait."""
    timeline = Timeline(Score(trace_of(lane)))
    begin, end = timeline.span
    window = Window(begin, end, columns)
    found = {}
    for track in timeline.rows:
        cells = timeline.cells(track, window)
        found[track.name] = "".join(
            str(cell.events or ".") if track.kind.is_count else LETTERS.get(cell.doing, cell.doing.value[0])
            for cell in cells
        )
    return found


def connect(lane: Builder, number: int) -> None:
    with lane.request(number, 1), lane.at(CLIENT, "client"):
        lane.point("client", "connect")


def accept(lane: Builder, number: int) -> None:
    with lane.request(number, None):
        lane.point("socket", "accept")


def test_the_backlog_fills_while_the_worker_is_busy() -> None:
    lane = Builder("wsgi", step=10 * MS)
    connect(lane, 1)
    accept(lane, 1)
    with lane.request(1, 1):
        lane.enter("socket", "exchange")
    connect(lane, 2)
    connect(lane, 3)
    with lane.request(1, 1):
        lane.leave("socket", "exchange")
    accept(lane, 2)
    accept(lane, 3)
    with lane.request(2, None):
        lane.point("socket", "close")
    with lane.request(3, 1):
        lane.enter("socket", "exchange")
    found = pane(lane, 9)
    assert found["backlog"] == "1..1221.."
    assert found["accept"] == ".1....121"


def test_who_comes_from_outside_is_first_seen_when_accepted() -> None:
    lane = Builder("wsgi", step=10 * MS)
    accept(lane, 1)
    lane.point("socket", "close")
    found = pane(lane, 2)
    assert "backlog" not in found
    assert found["accept"] == "11"


def test_rows_stand_in_the_order_of_the_request_s_way() -> None:
    timeline = Timeline(Score(golden("both")))
    names = [track.name for track in timeline.rows if track.lane == 1]
    assert names == ["clients", "backlog", "accept", "requests", "loop", "worker-1", "worker-1 default"]
    (database,) = (track for track in timeline.rows if track.kind is Kind.DATABASE and track.lane == 1)
    assert database.name == "worker-1 default"
    cells = timeline.cells(database, Window(*timeline.span, 400))
    assert {cell.doing for cell in cells} == {Doing.NOTHING, Doing.RUNNING}
    assert {cell.exchange for cell in cells if cell.event is not None} == {1}


def test_a_statement_that_ends_without_having_begun_is_passed_over() -> None:
    lane = Builder("wsgi")
    lane.leave("view", "SQL SELECT")
    lane.point("view", "URL match")
    assert list(pane(lane, 2)) == ["MainThread"]


def asgi(lane: Builder, *, pause: int) -> None:
    """A loop that works on one exchange, is silent for `pause`, and then reads what another client has sent."""
    with lane.at(task(1)), lane.request(1, 1):
        lane.enter("scope", "application", scope={})
        lane.enter("view", "hello")
    with lane.request(2, 1), lane.at(CLIENT, "client"):
        lane.point("client", "connect")
        lane.point("client", "send")
    lane.time += pause
    with lane.at(MAIN):
        accept(lane, 2)
        with lane.request(2, 1):
            lane.point("socket", "recv")


def test_a_loop_that_takes_nothing_of_what_waits_is_blocked() -> None:
    lane = Builder("asgi", step=1)
    asgi(lane, pause=10 * BLOCKED_NS)
    assert pane(lane, 10)["loop"] == "r" + "b" * 8 + "r"


def test_a_loop_was_blocked_though_it_finishes_something_before_it_takes_what_waits() -> None:
    lane = Builder("asgi", step=1)
    with lane.at(task(1)), lane.request(1, 1):
        lane.enter("scope", "application", scope={})
        lane.time += 2 * BLOCKED_NS
        lane.enter("view", "hello")
    connect(lane, 2)
    lane.time += 6 * BLOCKED_NS
    with lane.at(task(1)), lane.request(1, 1):
        lane.leave("view", "hello")
    lane.time += 2 * BLOCKED_NS
    with lane.at(MAIN):
        accept(lane, 2)
    assert pane(lane, 10)["loop"] == "rurbbbbbrr"


def test_a_loop_that_takes_it_soon_is_not() -> None:
    lane = Builder("asgi", step=1)
    asgi(lane, pause=BLOCKED_NS // 2)
    assert pane(lane, 10)["loop"] == "r" + "u" * 8 + "r"


def test_a_busy_worker_is_no_blocked_loop() -> None:
    lane = Builder("wsgi", step=1)
    lane.enter("view", "hello")
    connect(lane, 2)
    lane.time += 10 * BLOCKED_NS
    lane.leave("view", "hello")
    accept(lane, 2)
    assert "b" not in pane(lane, 10)["MainThread"]


def hold(lane: Builder, phase: str, seq: int) -> None:
    with lane.at(Place(0, "sampler", None), "sampler"):
        if phase == "enter":
            lane.enter("lane", "hold", seq=seq, process=1)
        else:
            lane.leave("lane", "hold", seq=seq, process=1, by="program")


def test_what_is_held_looks_held_until_it_is_let_go() -> None:
    lane = Builder("wsgi", step=10 * MS)
    lane.enter("socket", "exchange")
    held = lane.enter("view", "hello")
    hold(lane, "enter", held.seq)
    lane.time += 50 * MS
    hold(lane, "exit", held.seq)
    lane.leave("view", "hello")
    lane.leave("socket", "exchange")
    assert pane(lane, 11)["MainThread"] == "rrhhhhhhhrr"


def test_an_exchange_that_is_held_at_two_places_is_let_go_at_one_after_the_other() -> None:
    lane = Builder("asgi", step=10 * MS)
    with lane.at(task(1)):
        lane.enter("scope", "application")
        first = lane.enter("scope", "receive")
    hold(lane, "enter", first.seq)
    with lane.at(WORKER):
        second = lane.enter("view", "hello")
    hold(lane, "enter", second.seq)
    lane.time += 20 * MS
    hold(lane, "exit", second.seq)
    lane.time += 20 * MS
    hold(lane, "exit", first.seq)
    lane.time += 20 * MS
    with lane.at(WORKER):
        lane.leave("view", "hello")
    found = pane(lane, 13)
    assert found["loop"] == "rahhhhhhhhaaa"
    assert found["worker-1"] == "...rhhhrrrrrr"


def test_what_acts_again_is_held_no_more_though_the_end_is_told_later() -> None:
    lane = Builder("wsgi", step=10 * MS)
    held = lane.enter("view", "hello")
    hold(lane, "enter", held.seq)
    lane.time += 20 * MS
    lane.point("view", "URL match")
    lane.time += 30 * MS
    hold(lane, "exit", held.seq)
    lane.leave("view", "hello")
    assert pane(lane, 9)["MainThread"] == "rhhhrrrrr"
    timeline = Timeline(Score(trace_of(lane)))
    assert [timeline.after(0, event)[1].doing for event in (0, 1)] == [Doing.HELD, Doing.RUNNING]


def test_a_hold_whose_event_is_not_there_is_passed_over() -> None:
    lane = Builder("wsgi", step=10 * MS)
    lane.enter("socket", "exchange")
    hold(lane, "enter", 99)
    hold(lane, "exit", 99)
    with lane.at(Place(0, "sampler", None), "sampler"):
        lane.point("lane", "sample", backlog=1)
    lane.leave("socket", "exchange")
    assert pane(lane, 3)["MainThread"] == "rrr"


def test_a_loop_with_a_task_that_awaits_and_one_that_may_run_is_unsure() -> None:
    lane = Builder("asgi", step=10 * MS)
    with lane.at(task(1)):
        lane.enter("scope", "application")
    with lane.at(task(2)), lane.request(2, 1):
        lane.enter("scope", "application")
        lane.enter("scope", "receive")
    with lane.at(WORKER):
        lane.point("view", "x")
        lane.point("view", "y")
    assert pane(lane, 5)["loop"] == "rrruu"


def test_a_thread_that_reads_the_body_waits_for_the_client() -> None:
    lane = Builder("wsgi", step=10 * MS)
    lane.enter("environ", "application")
    lane.enter("environ", "input.read")
    lane.leave("environ", "input.read")
    assert pane(lane, 3)["MainThread"] == "rwr"


def test_the_names_of_rows() -> None:
    assert Track(0, 0, "", False, False, Kind.BACKLOG).name == "backlog"
    assert Track(0, 0, "", False, False, Kind.ACCEPT).name == "accept"
