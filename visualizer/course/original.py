"""Code that a learner may change in a working copy: a lesson's, or the demo project's; itself it is never written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
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


def code_in(copy: Path) -> Iterator[Path]:
    """The files of code in a copy, in their order; not what is the program's own business there, or Python's."""
    for where, folders, names in os.walk(copy):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        yield from (Path(where, name) for name in sorted(names) if Path(name).suffix in CODE)


def files(copy: Path) -> list[str]:
    """The files of a copy that can be changed, relative to it; those that say nothing are left out. Raises OSError."""
    return sorted(path.relative_to(copy).as_posix() for path in code_in(copy) if path.stat().st_size)


def _says_the_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
