from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import CLIENT, MAIN, WORKER, orderly_traces, requests, task, traces
from visualizer.replay import Doing, Score, Timeline, Track, Window
from visualizer.trace import Header, Place, Scenario, Trace

LETTERS = {
    Doing.NOTHING: " ",
    Doing.RUNNING: "r",
    Doing.UNSURE: "u",
    Doing.WAITING: "w",
    Doing.AWAITING: "a",
    Doing.BLOCKED: "b",
    Doing.HELD: "h",
}


def strip(lane: Builder, columns: int | None = None) -> dict[str, str]:
    """Each track's columns in letters; one column an event unless told otherwise."""
    timeline = Timeline(Score(trace_of(lane)))
    begin, _ = timeline.span
    window = Window(begin, begin + len(lane.events) * lane.step, columns or len(lane.events))
    return {
        track.name: "".join(LETTERS[cell.doing] for cell in timeline.cells(track, window)) for track in timeline.tracks
    }


def test_a_thread_runs_from_the_first_enter_to_the_last_exit() -> None:
    lane = Builder("one")
    lane.enter("socket", "exchange")
    lane.point("socket", "recv")
    lane.leave("socket", "exchange")
    with lane.at(CLIENT, "client"):
        lane.leave("client", "request")
    assert strip(lane) == {"MainThread": "rrr ", "client": "   r"}


def test_the_client_waits_for_the_answer() -> None:
    lane = Builder("one")
    with lane.at(CLIENT, "client"):
        lane.enter("client", "request")
        lane.point("client", "send")
    lane.point("socket", "recv")
    with lane.at(CLIENT, "client"):
        lane.leave("client", "request")
        lane.point("client", "close")
    assert strip(lane)["client"] == "wwwrr"


def test_a_loop_awaits_what_a_worker_does_and_a_worker_waits_for_what_the_loop_does() -> None:
    lane = Builder("one")
    with lane.at(task(1)):
        lane.enter("scope", "application")
        lane.enter("middleware", "hop sync_to_async")
    with lane.at(WORKER):
        lane.enter("middleware", "Outer")
        lane.enter("middleware", "hop async_to_sync")
    with lane.at(task(2)):
        lane.enter("view", "hello")
        lane.leave("view", "hello")
    with lane.at(WORKER):
        lane.leave("middleware", "hop async_to_sync")
        lane.leave("middleware", "Outer")
    with lane.at(task(1)):
        lane.leave("middleware", "hop sync_to_async")
        lane.enter("response", "http.response.body")
        lane.leave("response", "http.response.body")
        lane.leave("scope", "application")
    assert strip(lane) == {"loop": "raaaraaararr", "worker-1": "  rwwwrr    "}


def test_a_column_counts_its_events_and_shows_the_latest() -> None:
    lane = requests("one", 1)
    timeline = Timeline(Score(trace_of(lane)))
    (track,) = (track for track in timeline.tracks if not track.is_client)
    cells = timeline.cells(track, Window(*timeline.span, 3))
    server = [event for event in lane.events if event.stage != "client"]
    assert sum(cell.events for cell in cells) == len(server)
    assert [lane.events[cell.event].stage for cell in cells if cell.event is not None][-1] == "socket"


def test_what_lies_before_the_window_still_tells() -> None:
    lane = Builder("one", step=100)
    lane.enter("view", "hello")
    lane.point("view", "hello")
    timeline = Timeline(Score(trace_of(lane)))
    cells = timeline.cells(timeline.tracks[0], Window(lane.time, lane.time + 10, 2))
    assert [(cell.doing, cell.stage, cell.event, cell.events) for cell in cells] == [(Doing.RUNNING, "view", 1, 0)] * 2


def test_the_tracks_by_name() -> None:
    timeline = Timeline(Score(golden("both")))
    assert [(track.lane, track.name) for track in timeline.tracks] == [
        (0, "client"),
        (0, "MainThread"),
        (1, "client"),
        (1, "loop"),
        (1, "worker-1"),
    ]
    assert Track(0, 1, "worker-2", True, False).name == "worker-2 loop"


def test_equal_threads_of_two_processes_are_two_tracks() -> None:
    lane = Builder("one")
    for place in (MAIN, Place(3, "MainThread", None)):
        with lane.at(place):
            lane.point("socket", "recv")
    assert [track.process for track in Timeline(Score(trace_of(lane))).tracks] == [1, 3]


def test_a_task_that_only_listened_for_the_client_is_over_when_it_is_cancelled() -> None:
    lane = Builder("asgi")
    with lane.at(task(1)):
        lane.enter("scope", "application")
    with lane.at(task(2)):
        lane.enter("scope", "receive")
        lane.leave("scope", "receive", "cancelled")
    with lane.at(task(1)):
        lane.leave("scope", "application")
    with lane.at(CLIENT, "client"):
        lane.leave("client", "request")
    assert strip(lane)["loop"] == "rrrr "


def test_what_a_thread_does_right_after_an_event() -> None:
    lane = Builder("asgi", step=100)
    with lane.at(task(1)):
        lane.enter("scope", "application")
        lane.enter("scope", "receive")
    with lane.at(CLIENT, "client"):
        lane.enter("client", "request")
    with lane.at(task(1)):
        lane.leave("scope", "receive")
        lane.leave("scope", "application")
    timeline = Timeline(Score(trace_of(lane)))
    after = [timeline.after(0, event) for event in range(5)]
    assert [track.name for track, _ in after] == ["loop", "loop", "client", "loop", "loop"]
    assert [cell.doing.value for _, cell in after] == ["unsure", "awaiting", "waiting", "unsure", "nothing"]
    assert [cell.name for _, cell in after] == ["application", "receive", "request", "application", None]


def test_a_row_is_busy_while_it_does_anything() -> None:
    lane = requests("one", 1)
    timeline = Timeline(Score(trace_of(lane)))
    begin, end = timeline.span
    for track in timeline.rows:
        cells = timeline.cells(track, Window(begin, end, 40))
        assert timeline.is_busy(track, begin, end)
        assert any(cell.doing is not Doing.NOTHING or cell.events for cell in cells)
        assert not timeline.is_busy(track, begin - 20, begin - 10)
        assert not timeline.is_busy(track, end + 10, end + 20)


@given(orderly_traces(), st.integers(0, 3_000_000), st.integers(1, 900_000))
def test_a_row_that_is_not_busy_shows_nothing(trace: Trace, begin: int, size: int) -> None:
    timeline = Timeline(Score(trace))
    for track in timeline.rows:
        left = timeline.span[0] + begin
        cells = timeline.cells(track, Window(left, left + size, 7))
        shows = any(cell.doing is not Doing.NOTHING or cell.events for cell in cells)
        assert timeline.is_busy(track, left, left + size) or not shows


def test_the_cursor_s_column() -> None:
    score = Score(golden("both"))
    timeline = Timeline(score)
    window = Window(*timeline.span, 10)
    assert timeline.cursor_column(-1, window) is None
    assert timeline.cursor_column(0, window) == 0
    assert timeline.cursor_column(len(score.steps) - 1, window) in range(5, 10)
    assert timeline.cursor_column(len(score.steps) - 1, Window(0, 1, 10)) is None


def test_the_edges_of_a_window_are_in_its_first_and_last_column() -> None:
    assert [Window(10, 20, 4).column_of(time) for time in (9, 10, 15, 20, 21)] == [None, 0, 2, 3, None]
    assert Window(10, 10, 4).column_of(10) == 0


def test_when_an_exchange_was() -> None:
    lane = requests("one", 2)
    timeline = Timeline(Score(trace_of(lane, Builder("two"))))
    half = len(lane.events) // 2
    assert timeline.exchange_span(2, 0) == (lane.events[half].time, lane.events[-1].time)
    assert timeline.exchange_span(2, 1) is None
    assert timeline.span == (lane.events[0].time, lane.events[-1].time)


def test_an_empty_trace_has_no_tracks() -> None:
    timeline = Timeline(Score(Trace()))
    assert (timeline.tracks, timeline.span) == ((), (0, 0))


def test_it_grows_with_its_score() -> None:
    lane = requests("one", 2)
    trace = Trace(Header(scenario=Scenario("test", ())))
    score = Score(trace)
    timeline = Timeline(score)
    for event in lane.events:
        trace.append(event)
        score.grow()
        assert timeline.tracks == Timeline(score).tracks
    whole = Timeline(Score(trace_of(lane)))
    window = Window(*whole.span, 30)
    for track in whole.tracks:
        assert timeline.cells(track, window) == whole.cells(track, window)


@given(traces() | orderly_traces(), st.integers(1, 40))
def test_every_event_lies_in_one_column_of_its_track(trace: Trace, columns: int) -> None:
    score = Score(trace)
    timeline = Timeline(score)
    begin = min((event.time for lane in trace.lanes for event in trace.events(lane)), default=0)
    end = max((event.time for lane in trace.lanes for event in trace.events(lane)), default=0)
    cells = [timeline.cells(track, Window(begin, end, columns)) for track in timeline.tracks]
    assert all(len(row) == columns for row in cells)
    assert sum(cell.events for row in cells for cell in row) == len(trace)
