"""A working copy, laid out to be edited: its files at the left, one to be typed into, what is wrong with it below.

What is typed is kept beside the copy a moment later and saved only on demand; nothing runs by itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from visualizer.ui.canvas import Canvas
from visualizer.ui.code.desk import Desk
from visualizer.ui.code.editor import Editor
from visualizer.ui.code.file_lines import Files, told
from visualizer.ui.code.files import FileList
from visualizer.ui.code.mistakes import Mistakes
from visualizer.ui.code.pause import Pause
from visualizer.ui.code.says_lines import Says, says_lines
from visualizer.ui.lesson.attempt import Problem
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.ui.lesson.workbench import Workbench

KEEP = 0.2
"""Seconds after which what is typed is kept; a program that is killed loses no more."""

QUIET = 0.4
"""Seconds without a key after which Python looks at what was typed."""

TAKEN_UP = "What you typed before and did not save is here again. Ctrl+S saves it, Ctrl+Z takes it away."
NOT_EXACT = "This editor would change line ends or control characters in this file, so it only shows it: E opens yours."
CHANGED_ELSEWHERE = "{} had been changed elsewhere meanwhile. Taking this save back brings that back."


class Sheets(Vertical):
    """The files of a copy."""

    def __init__(self, bench: Callable[[], Awaitable[Workbench]]) -> None:
        """`bench` gives the copy, when the editor is first looked at."""
        super().__init__(id="code")
        self.was_changed = False
        """Whether something was typed or saved since the editor was opened."""
        self._get_bench = bench
        self._bench: Workbench | None = None
        self._desk: Desk | None = None
        self._mistakes = Mistakes()
        self._remark = ""
        self._doing = ""
        self._has_failed = False
        self._has_run = False
        self._keys = (False, False)
        self._keeping = Pause(self, KEEP, self._keep)
        self._looking = Pause(self, QUIET, self._look_at_it)
        self._list = FileList(id="files")
        self._editor = Editor()
        self._says = Canvas(id="says")

    def compose(self) -> ComposeResult:
        """Files, text, what is wrong."""
        self._says.can_focus = False
        self._says.margin = 1
        yield Horizontal(self._list, self._editor, id="columns")
        yield self._says

    def on_unmount(self) -> None:
        """What was typed at last is kept."""
        self._keep()

    # Opening

    def start(self) -> None:
        """Show the copy; the keys go to the text, and until that is there to nothing else."""
        if self._bench is None:
            self.screen.set_focus(self._list)
            self._begin()
        else:
            self._editor.start()

    @work(group="code", exclusive=True)
    async def _begin(self) -> None:
        self._bench = bench = await self._get_bench()
        self._lay_out(bench)
        self._find(bench.attempt.problem)
        if self.screen.focused in (None, self._list):  # nobody has turned to anything else meanwhile
            self._editor.start()

    def _lay_out(self, bench: Workbench) -> None:
        """Open the copy as it is on the disk, at a file in which something was typed and not saved if there is one."""
        folder = bench.attempt.folder
        first = tuple(path.relative_to(folder).as_posix() for path in bench.attempt.files)
        self._desk = desk = Desk(bench.original, folder, first)
        self._remark = bench.attempt.note if not desk.names else ""
        unsaved = [name for name in desk.names if name in desk.unsaved()]
        for name in (unsaved or desk.names)[:1]:
            self._open(name)
        self._draw()

    def _open(self, name: str) -> None:
        """Show this file."""
        desk = self._desk
        if desk is None or name not in desk.names:
            return
        if not self._editor.has(name):
            sheet = desk.open(name)
            self._remark = sheet.problem
            if not self._editor.add(name, sheet.saved, read_only=bool(sheet.problem)):
                self._remark = NOT_EXACT
            elif sheet.typed is not None and sheet.typed != sheet.saved:
                self._editor.type_over(name, sheet.typed)
                self._remark = TAKEN_UP
        self._editor.turn_to(name)
        self._look_at_it()

    # What is typed

    @on(Editor.Typed)
    def _type(self) -> None:
        if self._unsaved():
            self.was_changed = True
        self._keeping.begin()
        self._looking.begin_anew()
        self._draw()

    def _unsaved(self) -> set[str]:
        """The files in which something stands that is not saved."""
        if self._desk is None:
            return set()
        saved = self._desk.saved
        return {name for name, text in self._editor.texts.items() if text != saved(name)}

    def _keep(self) -> None:
        """Keep what is typed beside the copy."""
        if self._desk is not None:
            try:
                for name, text in self._editor.texts.items():
                    self._desk.keep(name, text)
            except OSError as error:
                self._remark = f"What you type cannot be kept until you save it: {error.strerror}."

    def _look_at_it(self) -> None:
        """See whether what is typed is Python."""
        name = self._editor.shown
        self._mistakes = self._mistakes.looked_at(name, self._editor.lines(name))
        self._draw()

    def _find(self, problem: Problem | None) -> None:
        """A run failed like this, or was whole: show where."""
        self._has_failed = problem is not None
        if problem is not None and problem.file:
            self._open(problem.file)
        self._mistakes = self._mistakes.failed(problem, self._editor.lines(problem.file if problem else ""))
        self._draw()

    # Saving

    def save_all(self) -> bool:
        """Save every file; False where one cannot be."""
        saved = [self._save(name) for name in self._unsaved()]
        return all(saved)

    def _save(self, name: str) -> bool:
        desk = self._desk
        try:
            is_others = desk is not None and desk.save(name, self._editor.texts[name])
        except (OSError, UnicodeError) as error:
            self.notify(safe(f"{name} is not saved: {error}"), severity="error", timeout=10, markup=False)
            return False
        self._remark = CHANGED_ELSEWHERE.format(name) if is_others else ""
        self._wrote()
        return True

    def _undo_save(self) -> None:
        """Take back what was saved last, in whichever file."""
        desk = self._desk
        try:
            name = desk.undo() if desk is not None else None
        except (OSError, UnicodeError) as error:
            self.notify(safe(f"It cannot be taken back: {error}"), severity="error", timeout=10, markup=False)
            return
        if desk is None or name is None:
            self.notify("There is nothing to take back.", timeout=2, markup=False)
            return
        self._editor.reload(name, desk.open(name).saved)
        self._open(name)
        self._wrote()
        self.notify(safe(f"{name} says again what it said before it was saved."), markup=False)

    def _wrote(self) -> None:
        """The copy on the disk is another now."""
        self.was_changed = True
        if self._bench is not None:
            self.run_worker(self._bench.edited(), group="saved")
        self._look_at_it()

    # What is shown

    def _draw(self) -> None:
        desk = self._desk
        if desk is None or not self.is_attached:
            return
        mistakes = self._mistakes
        seen = Files(desk.names, self._editor.shown, mistakes.files, self._unsaved(), desk.changed)
        self._list.draw(seen)
        self._editor.mark({name: mistakes.marked(name) for name in mistakes.files}, tuple(told(seen)))
        says = Says(desk.folder, tuple(mistakes.all()), self._remark, self._doing, self._has_failed, self._has_run)
        lines = says_lines(says, max(self._says.room - 1, 1))
        self._says.styles.height = len(lines)
        self._says.show(lines)
        keys = (bool(mistakes.files), self._has_run)
        if keys != self._keys:  # which the last line is laid out for
            self._keys = keys
            self.refresh_bindings()

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        self.call_after_refresh(self._draw)
