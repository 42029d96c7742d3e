from __future__ import annotations

from tests.build import Builder, trace_of
from tests.golden.make import golden
from tests.replay.traces import CLIENT
from visualizer.replay import Scene, Score, WireView


def wire_of(lane: Builder, cursor: int | None = None, limit: int = 100) -> WireView:
    score = Score(trace_of(lane))
    return Scene(score, len(score.steps) - 1 if cursor is None else cursor).bytes(0, limit)


def sends(*pieces: bytes) -> Builder:
    lane = Builder("one")
    for piece in pieces:
        lane.point("socket", "send", bytes=piece, size=len(piece))
    return lane


def test_what_was_read_and_written_so_far() -> None:
    score = Score(golden("both"))
    assert Scene(score, 4).bytes(0).segments == ()
    (read,) = Scene(score, 20).bytes(0).segments
    assert (read.is_request, read.data[:4], read.length, read.mark) == (True, b"GET ", len(read.data), (0, 0))
    last = Scene(score, len(score.steps) - 1).bytes(1)
    assert [segment.is_request for segment in last.segments] == [True, False]
    assert last.segments[1].data.startswith(b"HTTP/1.1 200 OK")
    assert (last.observer, last.skipped) == ("server", 0)


def test_the_event_at_the_cursor_marks_its_bytes() -> None:
    lane = sends(b"one", b"four")
    assert [segment.mark for segment in wire_of(lane, 0).segments] == [(0, 3)]
    assert [segment.mark for segment in wire_of(lane, 1).segments] == [(0, 0), (0, 4)]


def test_parsing_marks_the_head_among_the_bytes_that_were_read() -> None:
    lane = Builder("one")
    lane.point("socket", "recv", bytes=b"GET", size=3)
    lane.point("socket", "recv", bytes=b" /body", size=6)
    lane.point("socket", "recv", bytes=b"rest", size=4)
    lane.enter("parse", "head", size=5)
    lane.leave("parse", "head")
    for cursor in (3, 4):
        assert [segment.mark for segment in wire_of(lane, cursor).segments] == [(0, 3), (0, 2), (0, 0)]


def test_a_head_without_a_size_and_one_that_only_ends_mark_nothing() -> None:
    lane = Builder("one")
    lane.point("socket", "recv", bytes=b"GET", size=3)
    lane.leave("parse", "head")
    assert [segment.mark for segment in wire_of(lane).segments] == [(0, 0)]


def test_where_a_direction_s_bytes_stand_in_all_of_them() -> None:
    lane = sends(b"one", b"four")
    lane.point("socket", "recv", bytes=b"x", size=1)
    lane.point("socket", "send", bytes=b"y", size=1)
    assert [segment.offset for segment in wire_of(lane).segments] == [0, 3, 0, 7]


def test_no_more_than_the_limit_but_always_the_latest() -> None:
    lane = sends(b"a" * 60, b"b" * 60, b"c" * 40)
    view = wire_of(lane, limit=100)
    assert ([segment.data[:1] for segment in view.segments], view.skipped) == ([b"b", b"c"], 1)
    view = wire_of(lane, limit=99)
    assert ([segment.data[:1] for segment in view.segments], view.skipped) == ([b"c"], 2)
    view = wire_of(lane, limit=1)
    assert ([segment.length for segment in view.segments], view.skipped) == ([40], 2)


def test_the_head_is_not_marked_where_its_beginning_is_not_shown() -> None:
    lane = Builder("one")
    for _ in range(3):
        lane.point("socket", "recv", bytes=b"x" * 60, size=60)
    lane.enter("parse", "head", size=180)
    assert [segment.mark for segment in wire_of(lane, limit=100).segments] == [(0, 0)]


def test_where_nobody_watched_the_server_the_client_tells() -> None:
    lane = Builder("one")
    with lane.at(CLIENT, "client"):
        lane.point("client", "send", bytes=b"GET", size=3)
        lane.point("client", "receive", bytes=b"HTTP", size=4)
    view = wire_of(lane)
    assert view.observer == "client"
    assert [(segment.is_request, segment.data) for segment in view.segments] == [(True, b"GET"), (False, b"HTTP")]
