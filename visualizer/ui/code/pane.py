"""The editor of a working copy, with its keys: saving, running, going to a mistake, taking back, beginning anew."""

from __future__ import annotations

from typing import ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.message import Message

from visualizer.ui.change.sure import ask
from visualizer.ui.code.files import FileList
from visualizer.ui.code.mistakes import Mistakes
from visualizer.ui.code.sheets import Sheets
from visualizer.ui.lesson.attempt import Problem


class CodePane(Sheets):
    """Edits code; whoever holds it runs the copy."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "run", "Run", id="code.run", priority=True, tooltip="Save all files and run the copy"),
        Binding("ctrl+s", "save", "Save", id="code.save", priority=True, tooltip="Save this file; nothing runs"),
        Binding("f8", "mistake", "Mistake", id="code.mistake", priority=True, tooltip="To the next mistake"),
        Binding("f9", "look", "Look", id="code.look", priority=True, tooltip="Look at the run that failed"),
        Binding("f3", "next", "Next file", id="code.next", priority=True, tooltip="The next file of the copy"),
        Binding("f2", "files", "Files", id="code.files", priority=True, tooltip="Choose a file with the arrows"),
        Binding("ctrl+z", "undo", "Undo", id="code.undo", priority=True, tooltip="Take back the last change"),
        Binding("ctrl+f", "find", "Find", id="code.find", priority=True, tooltip="Find words in this file"),
        Binding("f4", "reset", "Begin anew", id="code.reset", priority=True, tooltip="A new copy; the old one is kept"),
    ]

    class Run(Message):
        """The copy is to be run."""

    class Look(Message):
        """The run that failed is to be looked at."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to go to, or to look at, only sometimes."""
        if action == "mistake":
            return bool(self._mistakes.files)
        return self._has_run if action == "look" else True

    # Running

    def begin(self, doing: str) -> None:
        """This goes on now."""
        self._doing = doing
        self._draw()

    def fail(self, problem: Problem | None, *, has_run: bool = False) -> None:
        """The run failed like this; `has_run` where there is one to look at all the same."""
        self._doing, self._has_run = "", has_run
        self._find(problem)

    def action_run(self) -> None:
        """Run the copy, saved as it stands."""
        self._editor.after_typing(lambda: self.post_message(self.Run()))

    def action_look(self) -> None:
        """Look at the run that failed."""
        self.post_message(self.Look())

    # The files

    def action_save(self) -> None:
        """Save the file that is shown."""
        self._editor.after_typing(self._save_shown)

    def _save_shown(self) -> None:
        if self._editor.shown in self._unsaved():
            self._save(self._editor.shown)

    def action_next(self) -> None:
        """The next file."""
        names = self._desk.names if self._desk else ()
        if names:
            at = names.index(self._editor.shown) if self._editor.shown in names else -1
            self._open(names[(at + 1) % len(names)])
            self._editor.start()

    def action_files(self) -> None:
        """Choose a file; once more: back to the text."""
        if self._list.has_focus:
            self._editor.start()
        else:
            self.add_class("-choosing")
            self.screen.set_focus(self._list)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Where there is room for one of them only, the text takes the place of the list again."""
        self.set_class(self._list.has_focus, "-choosing")

    def on_file_list_chosen(self, message: FileList.Chosen) -> None:
        """Show the file, and edit it."""
        self._open(message.name)
        if message.is_edited:
            self._editor.start()

    def action_find(self) -> None:
        """Find words in the file that is shown."""
        self._editor.find()

    def action_mistake(self) -> None:
        """To the next mistake behind the cursor, in whichever file it is."""
        self._editor.after_typing(self._go_to_mistake)

    def _go_to_mistake(self) -> None:
        area = self._editor.area
        here = (self._editor.shown, area.cursor_location[0] + 1 if area else 0)
        found = sorted((each.file, each.line or 1) for each in self._mistakes.all() if each.file)
        if found:
            name, line = next((place for place in found if place > here), found[0])
            self._open(name)
            self._editor.go(line)

    def action_undo(self) -> None:
        """Take back what was typed last; where nothing was typed, what was saved last, in whichever file."""
        self._editor.after_typing(self._undo)

    def _undo(self) -> None:
        area = self._editor.area
        if area is not None and area.history.undo_stack:
            area.undo()
        else:
            self._undo_save()

    def action_reset(self) -> None:
        """Begin anew, if that is really wanted."""
        ask(self.app, self._reset)

    @work(group="code", exclusive=True)
    async def _reset(self) -> None:
        if self._bench is None:
            return
        self._keep()
        self._editor.close_all()
        await self._bench.reset()
        self._mistakes, self._has_run, self.was_changed = Mistakes(), False, True
        self._lay_out(self._bench)
        self._remark = self._bench.attempt.note
        self._editor.start()
        self._draw()

    def leave(self) -> bool:
        """Back to the text from wherever the keys are; whether they were elsewhere."""
        if self._list.has_focus:
            self._editor.start()
            return True
        return self._editor.stop_finding()
