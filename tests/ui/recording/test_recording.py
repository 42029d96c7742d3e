"""The way to a recording, with Pilot: those that lie here are offered, what is wrong with a file is said there."""

from __future__ import annotations

import gzip
from pathlib import Path

from textual.widgets import Input, OptionList, Static

from tests.ui.bare import Bare
from visualizer.trace import Trace, save
from visualizer.ui.recording.nearby import is_trace, recordings
from visualizer.ui.recording.screen import RecordingScreen
from visualizer.ui.subject import Subject


class Asking(Bare):
    """The question alone."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.result: list[Subject | None] = []

    def on_mount(self) -> None:
        self.push_screen(RecordingScreen(self.folder), self.result.append)


def test_which_files_are_recordings(tmp_path: Path) -> None:
    save(Trace(), tmp_path / "a.jsonl")
    save(Trace(), tmp_path / "b.jsonl.gz")
    (tmp_path / "other.jsonl").write_text("{}\n")
    (tmp_path / "damaged.jsonl.gz").write_bytes(gzip.compress(b"x" * 10_000)[:12])
    (tmp_path / "no.jsonl.gz").write_bytes(b"not packed at all")
    (tmp_path / "folder.jsonl").mkdir()
    assert {path.name for path in recordings(tmp_path)} == {"a.jsonl", "b.jsonl.gz"}
    assert recordings(tmp_path / "gone") == []
    assert not is_trace(tmp_path / "gone.jsonl")


async def test_one_that_lies_here_is_chosen(tmp_path: Path) -> None:
    save(Trace(), tmp_path / "a.jsonl")
    app = Asking(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down")
        assert app.screen.query_one(OptionList).has_focus
        await pilot.press("down", "enter")
        while not app.result:
            await pilot.pause()
    (subject,) = app.result
    assert subject is not None
    assert subject.title == "a.jsonl"
    assert subject.loaded is not None


async def test_a_name_is_typed_and_what_is_wrong_is_said(tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text('{"format": "\\u001b[31m[b]"}\n')
    save(Trace(), tmp_path / "a.trace.jsonl")
    app = Asking(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")  # nothing typed: nothing happens
        problem = app.screen.query_one("#problem", Static)
        for name, said in (("gone.jsonl", "cannot be read"), ("other.jsonl", "other.jsonl:1")):
            app.screen.query_one(Input).value = name
            await pilot.press("enter")
            while said not in str(problem.content):
                await pilot.pause()
        assert app.result == []
        app.screen.query_one(Input).value = "a.trace.jsonl"
        await pilot.press("enter")
        while not app.result:
            await pilot.pause()
    assert app.result[0] is not None


async def test_leaving_opens_nothing(tmp_path: Path) -> None:
    app = Asking(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        assert "No recording lies in this folder" in str(app.screen.query_one("#note", Static).content)
        await pilot.press("escape")
        await pilot.pause()
    assert app.result == [None]
