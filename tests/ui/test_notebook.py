"""Progress is written in order, by a thread; what cannot be written is kept, told once, and tried again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from visualizer.course.progress import Book, folder
from visualizer.ui.notebook import Notebook


async def test_what_is_noted_is_read_again_in_its_order() -> None:
    notebook = Notebook()
    notebook.answer("a", "q", "one", right=False)
    notebook.answer("a", "q", "two", right=True)
    notebook.skip("a", "r")
    notebook.reach("a", 3)
    notebook.solve("a", "t")
    notebook.finish("a")
    done = (await notebook.read()).progress["a"]
    assert done.answers["q"].answer == "two"
    assert (done.predicted, done.skipped, done.stop, done.solved) == (1, 1, 3, frozenset("t"))
    assert done.done is not None
    notebook.reset("a")
    assert (await notebook.read()).progress == {}
    assert await notebook.close() == ""


async def test_an_act_is_in_the_file_when_the_notebook_is_closed() -> None:
    notebook = Notebook()
    notebook.finish("a")
    assert await notebook.close() == ""
    assert Book().load().progress["a"].done


async def test_what_cannot_be_written_is_told_once_kept_and_written_later() -> None:
    blocked = folder()
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("a file where the folder should be")
    notebook = Notebook()
    told: asyncio.Queue[str] = asyncio.Queue()
    notebook.tell = told.put_nowait
    notebook.finish("a")
    assert "cannot be written" in await told.get()
    notebook.finish("b")
    assert "cannot be read" in ((await notebook.read()).warning or "")
    assert told.empty()
    blocked.unlink()
    notebook.finish("c")
    assert set((await notebook.read()).progress) == {"a", "b", "c"}
    assert await notebook.close() == ""


async def test_what_is_lost_at_the_end_is_said() -> None:
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("a file where the folder should be")
    notebook = Notebook()
    notebook.finish("a")
    assert "cannot be written" in await notebook.close()


async def test_a_damaged_file_is_set_aside_and_said(home: Path) -> None:
    folder().mkdir(parents=True)
    (folder() / "progress.jsonl").write_text("{ not a line\n")
    notebook = Notebook()
    assert "damaged" in ((await notebook.read()).warning or "")
    assert (await notebook.read()).warning is None
    assert await notebook.close() == ""


@pytest.mark.parametrize("count", [200])
async def test_many_acts_cost_the_caller_nothing_but_a_queue(count: int) -> None:
    notebook = Notebook()
    for number in range(count):
        notebook.reach("a", number + 1)
    assert (await notebook.read()).progress["a"].stop == count
    await notebook.close()
