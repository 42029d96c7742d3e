"""A trace grows, keeps what it has where it is, and merges processes by the clock."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import Builder, source_file, trace_of
from visualizer.trace import Event, Header, Place, Scenario, Trace, load, merged, save
from visualizer.vocabulary import limits


def test_lanes_of_the_header_come_first_then_those_that_report() -> None:
    trace = Trace(Header(scenario=Scenario("x", ("wsgi", "asgi"))))
    trace.append(Builder("third").point("lane", "listen"))
    trace.append(Builder("asgi").point("lane", "listen"))
    assert trace.lanes == ("wsgi", "asgi", "third")
    assert [len(trace.events(lane)) for lane in trace.lanes] == [0, 1, 1]
    assert len(trace) == 2


def test_a_trace_may_begin_without_a_header() -> None:
    trace = Trace()
    assert trace.lanes == ()
    assert list(trace.events("wsgi")) == []
    assert len(trace) == 0
    assert trace, "an empty trace is one"


def test_version_grows_with_all_that_is_added() -> None:
    trace = Trace()
    trace.append(Builder("wsgi").point("lane", "listen"))
    assert trace.version == 1
    trace.add_source(source_file(1, "a.py", ""))
    assert trace.version == 2
    assert trace.sources[1].name == "a.py"


def test_events_is_the_list_that_grows() -> None:
    lane = Builder("wsgi")
    trace = Trace(Header(scenario=Scenario("x", ("wsgi",))))
    events = trace.events("wsgi")
    trace.append(lane.point("client", "connect"))
    assert list(events) == lane.events


def test_processes_are_merged_by_the_clock() -> None:
    lane = Builder("wsgi")
    lane.point("client", "send")
    with lane.at(Place(2, "MainThread", None)):
        lane.point("socket", "recv")
    lane.point("client", "receive")
    client, server = lane.events[::2], lane.events[1::2]
    trace = Trace()
    trace.extend([*server, *client])
    assert trace.events("wsgi") == lane.events


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 5)), max_size=12))
def test_each_process_keeps_its_order(reports: list[tuple[int, int]]) -> None:
    lane = Builder("wsgi")
    for process, time in reports:
        lane.time = time
        with lane.at(Place(process, "MainThread", None)):
            lane.point("socket", "recv")
    found = merged(lane.events)
    assert sorted(found, key=_identity) == sorted(lane.events, key=_identity)
    for process in (1, 2, 3):
        seqs = [event.seq for event in found if event.place.process == process]
        assert seqs == sorted(seqs)


def _identity(event: Event) -> tuple[int, int]:
    return event.place.process, event.seq


def test_a_full_trace_counts_what_it_loses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EVENTS_LIMIT", 2)
    lane = Builder("wsgi")
    for _ in range(5):
        lane.enter("client", "request")
    trace = trace_of(lane)
    assert trace.events("wsgi") == lane.events[:2]
    assert trace.lost == 3
    assert trace.version == 5
    (loss,) = trace.losses()
    assert (loss.stage, loss.name, loss.phase, loss.data["count"]) == ("lane", "lost", "point", 3)
    assert (loss.seq, loss.time, loss.lane) == (5, lane.events[-1].time, "wsgi")


def test_a_trace_with_room_has_lost_nothing() -> None:
    trace = trace_of(Builder("wsgi"))
    assert trace.lost == 0
    assert trace.losses() == []


def test_what_a_sampler_saw_stands_beside_the_events(tmp_path: Path) -> None:
    lane = Builder("one")
    lane.point("socket", "recv")
    with lane.at(Place(0, "sampler", None), "sampler"):
        lane.point("lane", "sample", backlog=1)
    lane.point("socket", "send")
    trace = trace_of(lane)
    assert [event.name for event in trace.events("one")] == ["recv", "send"]
    assert [event.name for event in trace.samples("one")] == ["sample"]
    assert [event.name for event in trace.everything("one")] == ["recv", "sample", "send"]
    assert len(trace) == 3
    assert trace.samples("two") == trace.everything("two") == ()
    save(trace, tmp_path / "trace.jsonl")
    loaded = load(tmp_path / "trace.jsonl").trace
    assert list(loaded.everything("one")) == list(trace.everything("one"))


def test_a_sampler_counts_for_itself(tmp_path: Path) -> None:
    lane, sampler = Builder("one"), Builder("one")
    sampler.observer = "sampler"
    for made in (lane, sampler):
        made.point("lane", "sample")
        made.point("lane", "sample")
    trace = trace_of(lane)
    trace.extend(sampler.events)
    save(trace, tmp_path / "trace.jsonl")
    loaded = load(tmp_path / "trace.jsonl").trace
    assert [event.seq for event in loaded.everything("one")] == [1, 1, 2, 2]
