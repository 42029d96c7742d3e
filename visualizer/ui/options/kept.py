"""The options of a visit's lanes, kept in a file for the next start: data alone, and a file that is damaged is none."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from pathlib import Path

from visualizer.course.lane_options import Options
from visualizer.lab.whole import read, write

NAME = "lanes.json"
"""The file, beside the working copies."""


class KeptOptions:
    """What was changed of each lane, the last time."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the visit's working copies."""
        self._path = folder / NAME

    def load(self) -> dict[str, Options]:
        """By lane; nothing where nothing was changed, or where it cannot be read."""
        try:
            kept = json.loads(read(self._path))
            return {lane: _values(texts) for lane, texts in kept["lanes"].items() if texts}
        except (OSError, UnicodeError, ValueError, SyntaxError, TypeError, KeyError, AttributeError, RecursionError):
            return {}

    def save(self, options: Mapping[str, Options]) -> None:
        """Keep these; no file is left where nothing is changed. Raises OSError."""
        if not options:
            self._path.unlink(missing_ok=True)
            return
        texts = {lane: {name: repr(value) for name, value in values.items()} for lane, values in options.items()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write(self._path, json.dumps({"lanes": texts}, indent=1))


def _values(texts: Mapping[str, str]) -> Options:
    return {name: ast.literal_eval(text) for name, text in texts.items()}
