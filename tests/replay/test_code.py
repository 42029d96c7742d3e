from __future__ import annotations

from tests.build import Builder, source_file, trace_of
from tests.replay.traces import requests
from visualizer.replay import Scene, Score
from visualizer.replay.code import LOOK_BACK
from visualizer.trace import Source, SourceFile

FILE = source_file(1, "views.py", "def hello(request):\n    return HttpResponse()\n")
LINE = Source(1, 1, 1)


def nearest(lane: Builder, *, files: tuple[SourceFile, ...] = (FILE,)) -> tuple[int, str, SourceFile | None] | None:
    """What Code shows at the lane's last event."""
    score = Score(trace_of(lane, sources=files))
    found = Scene(score, len(score.steps) - 1).code(0)
    return found and (found.event, found.nearness, found.file)


def test_the_statement_of_the_event_itself() -> None:
    lane = Builder("one")
    lane.enter("view", "hello", acts=LINE)
    assert nearest(lane) == (0, "here", FILE)


def test_of_the_other_end_of_its_span() -> None:
    lane = Builder("one")
    lane.enter("view", "hello", acts=LINE)
    lane.leave("view", "hello")
    assert nearest(lane) == (0, "other end", FILE)


def test_of_the_nearest_span_around_it() -> None:
    lane = Builder("one")
    lane.enter("environ", "application", acts=LINE)
    lane.enter("view", "hello")
    lane.point("response", "write", acts=LINE)
    lane.point("response", "write")
    assert nearest(lane) == (0, "around", FILE)


def test_of_the_latest_event_before_it() -> None:
    lane = Builder("one")
    lane.point("socket", "recv", acts=LINE)
    lane.point("socket", "send")
    assert nearest(lane) == (0, "before", FILE)


def test_never_of_another_exchange() -> None:
    lane = Builder("one")
    lane.point("socket", "recv", acts=LINE)
    with lane.request(2, 2):
        lane.point("socket", "recv")
    assert nearest(lane) is None


def test_an_event_long_ago_is_not_looked_for() -> None:
    lane = Builder("one")
    lane.point("socket", "recv", acts=LINE)
    for _ in range(LOOK_BACK):
        with lane.request(2, 2):
            lane.point("socket", "recv", acts=LINE)
    lane.point("socket", "send")
    assert nearest(lane) is None


def test_a_file_that_the_trace_does_not_have() -> None:
    lane = Builder("one")
    lane.enter("view", "hello", acts=LINE)
    assert nearest(lane, files=()) == (0, "here", None)


def test_nothing_is_known() -> None:
    assert nearest(requests("one", 1)) is None
    assert Scene(Score(trace_of(requests("one", 1))), -1).code(0) is None
