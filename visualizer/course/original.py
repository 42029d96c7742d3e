"""Code that a learner may change in a working copy: a lesson's, or the demo project's; itself it is never written."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.lab import LaneSpec

CODE = (".py", ".html", ".txt", ".toml", ".json")
"""The endings of files that can be changed."""

_NOT_CODE = shutil.ignore_patterns("lesson*.md", "tasks", "recorded*", "__pycache__", "*.pyc", "*.sqlite3-*")


@dataclass(frozen=True, slots=True)
class Original:
    """Where code comes from, and what its copies are called."""

    folder: Path
    """The folder of the code, which is first on the import path of the lanes that run it."""
    name: str
    """What the folder of its copies is called."""

    def copy(self, to: Path) -> Path:
        """Copy the code to the folder `to`; what is there already stays as it is. Raises OSError.

        A program that is killed meanwhile leaves the copy whole or none.
        """
        if not to.exists():
            part = to.with_name(f".{to.name}.part")
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(self.folder, part, ignore=_NOT_CODE)
            part.rename(to)
        return to

    def changed(self, copy: Path, names: Iterable[str]) -> frozenset[str]:
        """Those of a copy's files that say something else than the code's own, or that it has not. Raises OSError."""
        return frozenset(name for name in names if not _says_the_same(copy / name, self.folder / name))

    def lanes(self, lanes: Iterable[LaneSpec], copy: Path) -> tuple[LaneSpec, ...]:
        """The lanes, with the copy instead of the code."""
        return tuple(replace(lane, path=copy) for lane in lanes)


def files(copy: Path) -> list[str]:
    """The files of a copy that can be changed, relative to it; those that say nothing are left out. Raises OSError."""
    found = (path for path in copy.rglob("*") if path.suffix in CODE and path.is_file() and path.stat().st_size)
    return sorted(path.relative_to(copy).as_posix() for path in found if not _is_ours(path.relative_to(copy)))


def _is_ours(name: Path) -> bool:
    """Whether a file is the program's or Python's own business: edits that can be undone, compiled code."""
    return name.parts[0].startswith(".") or "__pycache__" in name.parts


def _says_the_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
