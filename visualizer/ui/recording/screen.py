"""Asks for a recording, reads it, and gives back what to look at; what is wrong with a file is said right here."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from visualizer import trace
from visualizer.ui import subjects
from visualizer.ui.recording.nearby import recordings
from visualizer.ui.safe import safe
from visualizer.ui.subject import Subject


class RecordingScreen(ModalScreen[Subject | None]):
    """Which file?"""

    CSS_PATH = "recording.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="recording.leave", tooltip="Leave without opening anything"),
        Binding(
            "down", "app.focus_next", "List", id="recording.list", show=False, tooltip="To the files that lie here"
        ),
    ]

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self._folder = folder or Path.cwd()
        self._files = recordings(self._folder)

    def compose(self) -> ComposeResult:
        """A line to type into, and the files that lie here."""
        with Vertical(id="box"):
            yield Static(Content.styled("Open a recording", "bold"), id="title")
            yield Input(placeholder="file.jsonl.gz", id="file", compact=True)
            yield Static("", id="problem", markup=False)
            yield OptionList(*(Option(Content(safe(path.name))) for path in self._files), id="files", compact=True)
            yield Static(self._note(), id="note", markup=False)

    def _note(self) -> str:
        if self._files:
            return "↑↓ chooses, Enter opens, Esc goes back"
        return "No recording lies in this folder. `visualizer record --request /hello/ -o hello.jsonl.gz` makes one."

    @on(Input.Submitted)
    async def _typed(self, event: Input.Submitted) -> None:
        if event.value:
            await self._open(self._path(event.value))

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        await self._open(self._files[event.option_index])

    def _path(self, typed: str) -> Path:
        """The file that was typed: below the folder, unless it says where it is; `~` is the user's home."""
        return self._folder / Path(typed).expanduser()

    async def _open(self, path: Path) -> None:
        """Read it beside the screen, which stays alive meanwhile."""
        problem = self.query_one("#problem", Static)
        problem.update("reading …")
        try:
            loaded = await asyncio.to_thread(trace.load, path)
        except trace.TraceError as error:
            problem.update(safe(str(error)))
        else:
            self.dismiss(subjects.of_recording(path, loaded))
