"""The files of a working copy as an editor has them: read, saved, taken back; what is typed meanwhile is kept, too.

It knows no widget. Each step is a few small files, so it is done at once, where it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from visualizer.course.original import Original, files
from visualizer.lab import Edits, Unsaved
from visualizer.lab.whole import read


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file, opened."""

    saved: str
    """What the file says."""
    typed: str | None = None
    """What was typed at an earlier time and not saved; None where nothing was."""
    problem: str = ""
    """Why it cannot be edited here, one sentence; empty where it can."""


class Desk:
    """The files of the copy in `folder`, in the order in which they are offered, those of `first` before all others."""

    def __init__(self, original: Original, folder: Path, first: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.names: tuple[str, ...] = ()
        """The files, relative to the copy."""
        self.changed: frozenset[str] = frozenset()
        """Those that are not as the code's own."""
        self._original = original
        self._first = first
        self._edits = Edits(folder)
        self._unsaved = Unsaved(folder)
        self._sheets: dict[str, Sheet] = {}
        self.look()

    def look(self) -> None:
        """See which files there are now, and which of them are changed."""
        try:
            found = files(self.folder)
            self.names = tuple(sorted(found, key=lambda name: (name not in self._first, name)))
            self.changed = self._original.changed(self.folder, self.names)
        except OSError:
            self.names, self.changed = (), frozenset()

    def open(self, name: str) -> Sheet:
        """Read a file."""
        try:
            sheet = Sheet(read(self.folder / name), self._unsaved.texts().get(name))
        except OSError as error:
            return Sheet("", problem=f"{name} cannot be read: {error.strerror}.")
        except UnicodeError:
            return Sheet("", problem=f"{name} is not UTF-8 text, so it cannot be edited here.")
        self._sheets[name] = sheet
        return sheet

    def saved(self, name: str) -> str:
        """What an open file says, as far as is known here."""
        return self._sheets[name].saved if name in self._sheets else ""

    def save(self, name: str, text: str) -> bool:
        """Write the file; whether somebody else had changed it since it was read: that can be taken back to.

        Raises OSError.
        """
        before = self.saved(name)
        is_others = (self.folder / name).is_file() and _read_or_none(self.folder / name) != before
        self._edits.write(name, text)
        self._sheets[name] = Sheet(text)
        self._unsaved.drop(name)
        self.look()
        return is_others

    def undo(self) -> str | None:
        """Take the latest saved edit of any file back; that file's name, None where there is none. Raises OSError."""
        name = self._edits.undo()
        if name is not None:
            self._unsaved.drop(name)
            self._sheets.pop(name, None)
            self.look()
        return name

    def keep(self, name: str, text: str) -> None:
        """Keep what is typed, or forget it where it is what the file says. Raises OSError."""
        if text == self.saved(name):
            self._unsaved.drop(name)
        else:
            self._unsaved.keep(name, text)

    def unsaved(self) -> tuple[str, ...]:
        """The files of which something was typed and not saved."""
        return tuple(self._unsaved.texts())


def _read_or_none(path: Path) -> str | None:
    try:
        return read(path)
    except UnicodeError:
        return None
