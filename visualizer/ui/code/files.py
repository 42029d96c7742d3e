"""The list of a working copy's files: the arrows open one after another, Enter goes to the text."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from visualizer.ui.canvas import Canvas, Span
from visualizer.ui.canvas.rule import ruled
from visualizer.ui.code.file_lines import Files, file_lines


class FileList(Canvas):
    """The files."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Up", id="files.up", show=False, tooltip="The file above"),
        Binding("down", "choose(1)", "Down", id="files.down", show=False, tooltip="The file below"),
        Binding("enter", "edit", "Edit", id="files.edit", tooltip="Edit this file"),
    ]

    class Chosen(Message):
        """This file is to be shown; and edited, where somebody said so."""

        def __init__(self, name: str, *, is_edited: bool) -> None:
            self.name = name
            self.is_edited = is_edited
            super().__init__()

    _files = Files((), "")

    def draw(self, files: Files) -> None:
        """Show these."""
        self._files = files
        title = Span("Your copy", "title-focused" if self.has_focus else "title")
        rule = ruled((title,), (), self.room + 1, has_keys=self.has_focus)
        see = files.names.index(files.open) if files.open in files.names else None
        self.show(file_lines(files, self.room), title=rule, see=see)

    def on_resize(self) -> None:
        """Names are cut elsewhere."""
        super().on_resize()
        self.draw(self._files)

    def watch_has_focus(self, value: bool) -> None:
        """Show whether the keys go here."""
        super().watch_has_focus(value)
        self.draw(self._files)

    def action_choose(self, steps: int) -> None:
        """Show another file."""
        names = self._files.names
        if names:
            at = names.index(self._files.open) if self._files.open in names else 0
            self.post_message(self.Chosen(names[min(max(at + steps, 0), len(names) - 1)], is_edited=False))

    def action_edit(self) -> None:
        """Edit the file that is shown."""
        self.post_message(self.Chosen(self._files.open, is_edited=True))

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """Edit what was clicked."""
        if isinstance(message.target, str):
            message.stop()
            self.post_message(self.Chosen(message.target, is_edited=True))
