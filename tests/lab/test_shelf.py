"""Runs are kept in a folder: numbered, bounded, there again after a crash."""

from pathlib import Path

import pytest

from tests.build import Builder, trace_of
from visualizer.lab.shelf import Shelf
from visualizer.trace import Trace


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
