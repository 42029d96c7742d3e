"""The program in a real terminal, with a home folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pytest

from tests.terminal import Terminal

NOTHING: Mapping[str, str] = {}


class Start(Protocol):
    """Starts the program."""

    def __call__(
        self, *words: str, columns: int = 120, rows: int = 40, environment: Mapping[str, str] = NOTHING
    ) -> AbstractContextManager[Terminal]:
        """In a terminal of this size."""


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """`with start("lesson", "5") as terminal`."""
    home = tmp_path / "home"
    home.mkdir()
    base = {"HOME": str(home), "TMPDIR": str(home)} | {
        f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }

    def start(*words: str, columns: int = 120, rows: int = 40, environment: Mapping[str, str] = NOTHING) -> Terminal:
        command = [sys.executable, "-m", "visualizer", *words]
        return Terminal(command, columns=columns, rows=rows, environment={**base, **environment}, folder=tmp_path)

    return start
