"""What is written is read back the same; a recorder that is killed leaves a file that loads."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build import Builder, source_file, trace_of
from tests.trace import strategies
from visualizer.trace import Event, Header, Recorder, Scenario, Trace, TraceError, load, save
from visualizer.vocabulary import limits

NAMES = ["trace.jsonl", "trace.jsonl.gz"]
HEADER = Header(scenario=Scenario("test", ("wsgi",)))


@given(strategies.headers, st.lists(strategies.events(), max_size=5), st.sampled_from(NAMES))
def test_any_trace_survives(header: Header, events: list[Event], name: str) -> None:
    trace = Trace(header)
    trace.add_source(source_file(1, "a.py", "pass\n" * 20))
    for number, event in enumerate(events, start=1):
        trace.append(replace(event, seq=number))
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        save(trace, path)
        loaded = load(path)
    assert loaded.warning is None
    assert loaded.trace.header == header
    assert loaded.trace.sources == trace.sources
    assert set(loaded.trace.lanes) == set(trace.lanes)
    assert all(loaded.trace.events(lane) == trace.events(lane) for lane in trace.lanes)


@pytest.mark.parametrize("name", NAMES)
def test_every_batch_is_on_disk_when_it_is_written(tmp_path: Path, name: str) -> None:
    path, lane = tmp_path / name, Builder("wsgi")
    with Recorder(path, HEADER) as recorder:
        assert len(load(path).trace) == 0
        for count in range(1, 4):
            recorder.write([lane.point("client", "send", bytes=b"x" * 100)])
            loaded = load(path)
            assert len(loaded.trace) == count
            assert (loaded.warning is not None) is name.endswith(".gz")
    assert load(path).warning is None
    assert load(path).trace.events("wsgi") == lane.events


def test_packed_is_smaller(tmp_path: Path) -> None:
    lane = Builder("wsgi")
    for _ in range(100):
        lane.point("client", "send", bytes=b"x" * 100)
    sizes = []
    for name in NAMES:
        save(trace_of(lane), tmp_path / name)
        sizes.append((tmp_path / name).stat().st_size)
    assert sizes[1] < sizes[0] / 5


def test_a_recorder_that_is_full_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EVENTS_LIMIT", 2)
    path, lane = tmp_path / "trace.jsonl", Builder("wsgi")
    with Recorder(path, HEADER) as recorder:
        recorder.write([source_file(1, "a.py", ""), *(lane.point("client", "send") for _ in range(5))])
    monkeypatch.undo()
    events = load(path).trace.events("wsgi")
    assert [event.name for event in events] == ["send", "send", "lost"]
    assert events[-1].data["count"] == 3


def test_what_a_full_trace_lost_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, lane = tmp_path / "trace.jsonl", Builder("wsgi")
    monkeypatch.setattr(limits, "EVENTS_LIMIT", 2)
    for _ in range(5):
        lane.point("client", "send")
    trace = trace_of(lane)
    monkeypatch.undo()
    save(trace, path)
    assert [event.name for event in load(path).trace.events("wsgi")] == ["send", "send", "lost"]


def test_lanes_are_saved_by_the_clock(tmp_path: Path) -> None:
    one, two = Builder("wsgi", time=100, step=100), Builder("asgi", time=150, step=100)
    for lane in (one, two):
        lane.point("client", "send")
        lane.point("client", "receive")
    path = tmp_path / "trace.jsonl"
    save(trace_of(one, two), path)
    lanes = [line.split(",")[2] for line in path.read_text().splitlines()[1:]]
    assert lanes == ['"wsgi"', '"asgi"', '"wsgi"', '"asgi"']


@pytest.mark.parametrize("name", ["", "missing/trace.jsonl", "a\0b"])
def test_where_nothing_can_be_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(TraceError, match="cannot be written") as caught:
        save(trace_of(Builder("wsgi")), f"{tmp_path}/{name}")
    assert caught.value.line is None
    assert str(caught.value).isprintable()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("/dev/full")
    with pytest.raises(TraceError, match="cannot be written: No space left on device"):
        save(trace_of(Builder("wsgi")), tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_where_writing_fails_in_the_middle_the_recorder_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "pipe.jsonl"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    records = [Builder("wsgi").point("client", "send")]
    with Recorder(path, HEADER) as recorder:
        os.close(reader)
        with pytest.raises(TraceError, match="cannot be written: Broken pipe"):
            recorder.write(records)
    with pytest.raises(TraceError, match="cannot be written"):
        recorder.write(records)
