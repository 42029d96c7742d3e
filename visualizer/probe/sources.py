"""From a place in the code to a numbered source file and lines; each file is read, hashed and announced once.

Runs in the sink's thread, beside the request. A name is relative to its import root (`hello/views.py`), never absolute.
"""

import ast
import sys
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tokenize import detect_encoding
from typing import Any, Dict, List, NamedTuple, Optional

from visualizer.probe import statements
from visualizer.probe.emit import Site
from visualizer.vocabulary.limits import SOURCE_LIMIT


class Resolved(NamedTuple):
    """Where an event's code stands, as it is written into the event; and the source line to write before it, if any."""

    source: Optional[List[int]]
    announcement: Optional[Dict[str, Any]]


_NOWHERE = Resolved(None, None)


class Sources:
    """The source files of one process on one connection or in one file, numbered as they appear."""

    def __init__(self, before: int = 0) -> None:
        self._before = before
        self._numbers: Dict[str, Optional[int]] = {}
        self._resolved: Dict[Site, Resolved] = {}

    def resolve(self, site: Optional[Site]) -> Resolved:
        """Find the lines that an event at `site` reports."""
        if site is None:
            return _NOWHERE
        known = self._resolved.get(site)
        if known is not None:
            return known
        mode, filename, line, module = site
        announcement = None
        if filename not in self._numbers:
            announcement = self._announce(filename, module)
        number = self._numbers[filename]
        lines = None if number is None else statements.find(_tree(filename), mode, line)
        found = None if number is None or lines is None else [number, lines[0], lines[1]]
        self._resolved[site] = Resolved(found, None)
        return Resolved(found, announcement)

    def _announce(self, filename: str, module: str) -> Optional[Dict[str, Any]]:
        try:
            text = _text(filename)
            _tree(filename)
        except (OSError, SyntaxError, ValueError, RecursionError):  # No file, or not (or no longer) Python.
            self._numbers[filename] = None
            return None
        number = self._numbers[filename] = self._before + len(self._numbers) + 1
        data = text.encode("utf-8")
        return {
            "source": number,
            "name": relative(filename, module),
            "hash": sha256(data).hexdigest(),
            "text": text if len(data) <= SOURCE_LIMIT else None,
        }


def relative(filename: str, module: str) -> str:
    """The file's name as an import would spell it, with slashes; its bare name if no import root leads to it."""
    path = Path(filename).absolute()
    tail = module.split(".")
    if path.name == "__init__.py":
        tail.append("__init__")
    if path.with_suffix("").parts[-len(tail) :] == tuple(tail):
        return "/".join(tail) + path.suffix
    inside = [root for root in map(Path.absolute, map(Path, sys.path)) if root in path.parents]
    root = max(inside, key=lambda found: len(found.parts), default=path.parent)
    return path.relative_to(root).as_posix()


def _text(filename: str) -> str:
    data = Path(filename).read_bytes()
    encoding, _ = detect_encoding(BytesIO(data).readline)
    return data.decode(encoding).replace("\r\n", "\n")


@lru_cache(maxsize=16)
def _tree(filename: str) -> ast.Module:
    return ast.parse(_text(filename))
