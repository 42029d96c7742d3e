"""What was typed into the files of a working copy and not saved: kept beside them, so that no crash takes it away."""

from contextlib import suppress
from pathlib import Path

from visualizer.lab.edits import HISTORY
from visualizer.lab.whole import read, write

FOLDER = "unsaved"
"""The folder in that of the edits."""
_ENDING = ".draft"


class Unsaved:
    """The unsaved texts of one working copy."""

    def __init__(self, copy: Path) -> None:
        self._folder = copy / HISTORY / FOLDER

    def keep(self, name: str, text: str) -> None:
        """Keep what was typed into this file, `name` relative to the copy. Raises OSError."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, text)

    def drop(self, name: str) -> None:
        """The file is saved, or what was typed is not wanted. Raises OSError."""
        self._path(name).unlink(missing_ok=True)

    def texts(self) -> dict[str, str]:
        """What was typed, by the files' names; a draft that cannot be read is left out."""
        found: dict[str, str] = {}
        for path in sorted(self._folder.rglob(f"*{_ENDING}")):
            with suppress(OSError, UnicodeError):
                found[path.relative_to(self._folder).as_posix().removesuffix(_ENDING)] = read(path)
        return found

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_ENDING}"
