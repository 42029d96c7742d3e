"""The runs of a visit are kept while they happen, and are there at the next start, whatever becomes of the program."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.build import Builder
from tests.golden.make import golden
from visualizer import course
from visualizer.lab.shelf import Shelf
from visualizer.trace import Event, Loaded, Trace
from visualizer.ui import subjects
from visualizer.ui.runs.keeping import RECENT, Keeper, shelf_folder
from visualizer.ui.runs.kept_run import KeptRun
from visualizer.ui.setup import Made, Setup
from visualizer.ui.visit import Visit


def events(trace: Trace) -> dict[str, list[Event]]:
    """All events, by lane."""
    return {lane: list(trace.everything(lane)) for lane in trace.lanes}


def told(runs: list[KeptRun]) -> list[tuple[int, str, str, str]]:
    """What a list of runs says."""
    return [(run.number, run.note.state, run.note.sent, run.note.changed) for run in runs]


async def test_a_run_is_written_while_it_happens(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    whole, growing = golden("both"), Trace(golden("both").header)
    keeper.begin(growing, "the request")
    for source in whole.sources.values():
        growing.add_source(source)
    halves = [(lane, len(whole.events(lane)) // 2) for lane in whole.lanes]
    growing.extend(event for lane, half in halves for event in whole.events(lane)[:half])
    keeper.grew()
    (run,) = await keeper.runs(growing)
    assert told([run]) == [(1, "running", "GET /hello/?name=Ada", "the request")]
    assert run.is_shown
    (kept,) = Shelf(tmp_path).runs()
    assert events(kept.load().trace) == events(growing)
    assert kept.is_written_now()

    growing.extend(event for lane, half in halves for event in whole.events(lane)[half:])
    await keeper.close()
    loaded = kept.load()
    assert loaded.warning is None
    assert events(loaded.trace) == events(whole)
    assert loaded.trace.sources == whole.sources
    assert await keeper.runs() == []


async def test_runs_of_earlier_starts_are_there_and_one_that_was_cut_off_says_so(tmp_path: Path) -> None:
    first = Keeper(tmp_path)
    first.begin(golden("both"))
    await first.close()
    trace = golden("raised")
    with Shelf(tmp_path).record(trace.header) as record:
        record.write([*trace.sources.values(), *trace.events("wsgi")])
    whole = record.path.read_bytes()
    record.path.write_bytes(whole[:-20])  # as a program that was killed leaves it

    second = Keeper(tmp_path)
    second.begin(golden("both"), "the code")
    second.end()
    for _ in range(2):  # the second time from the note
        runs = await second.runs()
        assert told(runs) == [
            (1, "whole", "GET /hello/?name=Ada", ""),
            (2, "cut off", "GET /raise/", ""),
            (3, "whole", "GET /hello/?name=Ada", "the code"),
        ]
        assert [run.trace is None for run in runs] == [True, True, False]
        assert events(runs[0].load()) == events(golden("both"))
    await second.close()


async def test_a_folder_that_refuses_is_told_of_once_and_the_last_runs_are_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    keeper = Keeper(tmp_path / "file")
    lines: list[str] = []
    keeper.follow(lines.append)
    traces = [golden("both") for _ in range(RECENT + 1)]
    for trace in traces:
        keeper.begin(trace)
        keeper.grew()
    runs = await keeper.runs(traces[-1])
    assert [run.number for run in runs] == [2, 3, 4]
    assert [run.load() for run in runs] == traces[1:]
    await keeper.close()
    (line,) = lines
    assert line.startswith("This run is not kept for the next start: ")


async def test_a_disk_that_is_full_on_the_way_ends_the_record_alone(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    lines: list[str] = []
    keeper.follow(lines.append)
    trace = Trace(golden("both").header)
    keeper.begin(trace)
    await keeper.runs()
    assert keeper._writing is not None
    keeper._writing._record._file.close()  # as a failed write leaves it
    trace.append(Builder("wsgi").point("socket", "recv"))
    keeper.grew()
    (run,) = await keeper.runs(trace)
    assert (run.is_shown, run.trace) == (True, trace)
    await keeper.close()
    assert len(lines) == 1


async def test_two_programs_at_once_keep_their_own_runs(tmp_path: Path) -> None:
    one, other = Keeper(tmp_path), Keeper(tmp_path)
    one.begin(golden("both"))
    await one.runs()
    other.begin(golden("raised"))
    assert [(run.number, run.note.state) for run in await other.runs()] == [(1, "running"), (2, "running")]
    await asyncio.gather(one.close(), other.close())
    assert [kept.number for kept in Shelf(tmp_path).runs()] == [1, 2]


def test_each_subject_has_its_shelf_and_a_recording_none() -> None:
    lesson, demo = shelf_folder(subjects.of_lesson(course.find("5"))), shelf_folder(subjects.demo())
    assert lesson is not None
    assert demo is not None
    assert (lesson.name, demo.name) == ("05-both-lanes", "own-request")
    assert lesson.parent == demo.parent
    assert shelf_folder(subjects.of_recording(Path("x.jsonl"), Loaded(Trace(), None))) is None


async def test_a_run_of_the_working_copy_is_kept_too() -> None:
    visit = Visit(subjects.demo())
    await visit.show(Made(golden("both"), Setup(Path("copy")), visit.requests))
    runs = await visit.keeper.runs(visit.trace)
    assert told(runs) == [(1, "whole", "GET /hello/?name=Ada", "your copy of the code")]
    await visit.close()


async def test_a_file_that_is_no_run_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "run-0007.jsonl.gz").write_bytes(b"no run")
    keeper = Keeper(tmp_path)
    assert await keeper.runs() == []
    keeper.begin(golden("both"))
    assert [run.number for run in await keeper.runs()] == [8]
    await keeper.close()
