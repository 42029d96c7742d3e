"""Runs are kept in a folder: numbered, bounded, there again after a crash."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build import Builder, trace_of
from tests.golden.make import golden
from visualizer.lab.note import NO_ANSWER, Note, note_of
from visualizer.lab.shelf import Shelf
from visualizer.trace import Recorder, Trace, TraceError


def run(name: str) -> Trace:
    lane = Builder("wsgi")
    lane.point("socket", "recv")
    return trace_of(lane, name=name)


def test_runs_are_there_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    assert Shelf(folder).runs() == []
    first = Shelf(folder).put(run("one"))
    second = Shelf(folder).put(run("two"))
    assert [kept.number for kept in Shelf(folder).runs()] == [1, 2]
    assert [kept.load().trace.header.scenario.name for kept in (first, second)] == ["one", "two"]
    (folder / "notes.txt").write_text("the learner's own")
    Shelf(folder).clear()
    assert Shelf(folder).runs() == []
    assert (folder / "notes.txt").exists()


def test_the_oldest_go(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, limit=2)
    for name in ("one", "two", "three"):
        shelf.put(run(name))
    assert [kept.number for kept in shelf.runs()] == [2, 3]


def test_a_run_that_was_cut_off_loads_as_far_as_it_came(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    trace = run("one")
    recorder = shelf.record(trace.header)
    recorder.write(trace.events("wsgi"))
    (kept,) = shelf.runs()
    loaded = kept.load()
    assert loaded.warning is not None
    assert list(loaded.trace.events("wsgi")) == list(trace.events("wsgi"))
    recorder.close()
    assert kept.path == recorder.path


def test_a_number_that_another_program_has_taken_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(run("one"))
    monkeypatch.setattr(Shelf, "runs", lambda self: [])
    with shelf.record(run("two").header) as recorder:
        assert recorder.path.name == "run-0002.jsonl.gz"


def test_beyond_a_size_the_oldest_go_but_never_the_latest(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, size=0)
    for name in ("one", "two"):
        shelf.put(run(name))
    assert [kept.number for kept in shelf.runs()] == [2]


OTHER = """
import sys
from pathlib import Path
from visualizer.lab.shelf import Shelf
from visualizer.trace import Header, Scenario
with Shelf(Path(sys.argv[1])).record(Header(scenario=Scenario("other", ()))):
    print("writes", flush=True)
    sys.stdin.read()
"""


def test_a_run_that_another_program_writes_stays_until_it_is_over(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OTHER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "writes\n"
        shelf = Shelf(tmp_path, limit=1)
        shelf.put(run("mine"))
        assert [(kept.number, kept.is_written_now()) for kept in shelf.runs()] == [(1, True), (2, False)]
        other.communicate()
    shelf.put(run("mine"))
    assert [kept.number for kept in shelf.runs()] == [3]


def test_a_note_says_what_a_run_was_without_reading_it(tmp_path: Path) -> None:
    trace = golden("raised")
    note = note_of(trace, changed="code", state="whole")
    assert (note.sent, note.requests, note.at) == ("GET /raise/", 2, trace.header.clock[0])
    assert note.statuses == {"wsgi": {"500": 1, "400": 1}, "asgi": {"500": 1, "400": 1}}
    kept = Shelf(tmp_path).put(trace)
    assert kept.note() is None
    kept.remember(note)
    assert kept.note() == note
    kept.path.with_name("run-0001.json").write_text("{ damaged")
    assert kept.note() is None
    kept.forget()
    assert list(tmp_path.iterdir()) == []


def test_a_request_without_an_answer_has_no_status() -> None:
    lane = Builder("wsgi")
    lane.enter("client", "request", line="GET /")
    lane.leave("client", "request", "raised")
    assert note_of(trace_of(lane)) == Note(
        at=note_of(trace_of(lane)).at, sent="GET /", requests=1, statuses={"wsgi": {NO_ANSWER: 1}}
    )
    assert note_of(Trace()) == Note()


def test_a_run_that_another_shelf_has_removed_is_not_being_written(tmp_path: Path) -> None:
    kept = Shelf(tmp_path).put(run("one"))
    Shelf(tmp_path).clear()
    assert not kept.is_written_now()
    kept.forget()
    assert Shelf(tmp_path).runs() == []


def test_where_there_are_no_locks_runs_are_kept_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", without)
    shelf = Shelf(tmp_path, limit=1)
    shelf.put(run("one"))
    kept = shelf.put(run("two"))
    assert shelf.runs() == [kept]
    assert not kept.is_written_now()


def test_of_a_run_that_cannot_begin_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(self: Recorder, *_: object) -> None:
        raise TraceError(tmp_path, None, "there is no room", "make some")

    monkeypatch.setattr(Recorder, "__init__", without)
    with pytest.raises(TraceError):
        Shelf(tmp_path).record(run("one").header)
    assert list(tmp_path.iterdir()) == []
