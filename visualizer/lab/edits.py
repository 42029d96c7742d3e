"""Edits of a working copy: each is written whole or not at all, and each can be undone, after a restart too.

What a file said before an edit is kept in a folder beside the copy's files, under the edit's number.
"""

from pathlib import Path

from visualizer.lab.whole import read, write

HISTORY = ".edits"
"""The folder in the working copy; nothing in it is run."""
LIMIT = 200
"""How many edits can be undone."""


class Edits:
    """The edits of one working copy."""

    def __init__(self, copy: Path) -> None:
        self._copy = copy
        self._history = copy / HISTORY

    def write(self, name: str, text: str) -> bool:
        """Write a file of the copy, `name` relative to it; False where it says that already.

        Raises OSError, and UnicodeError where the file holds no text.
        """
        path = self._copy / name
        before = read(path) if path.is_file() else None
        if before == text:
            return False
        number = max(self._numbers(), default=0) + 1
        kept = self._history / str(number) / name
        kept.parent.mkdir(parents=True)
        write(kept.with_name(f"{kept.name}.{'new' if before is None else 'old'}"), before or "")
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, text)
        self._forget(number - LIMIT)
        return True

    def undo(self) -> str | None:
        """Take the latest edit back; the name of the file, None where there is nothing to undo. Raises OSError."""
        for number in sorted(self._numbers(), reverse=True):
            name = self._take_back(self._history / str(number))
            self._forget(number)
            if name is not None:
                return name
        return None

    def _take_back(self, folder: Path) -> str | None:
        """Write what is kept in this folder over the copy; None where a kill left it without anything."""
        for kept in folder.rglob("*"):
            name = kept.relative_to(folder).with_suffix("")
            if kept.suffix == ".new":
                (self._copy / name).unlink(missing_ok=True)
                return name.as_posix()
            if kept.suffix == ".old":
                write(self._copy / name, read(kept))
                return name.as_posix()
        return None

    def _numbers(self) -> list[int]:
        if not self._history.is_dir():
            return []
        return [int(path.name) for path in self._history.iterdir() if path.name.isdecimal()]

    def _forget(self, number: int) -> None:
        """Remove what is kept under this number, if anything is."""
        folder = self._history / str(number)
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        if folder.is_dir():
            folder.rmdir()
