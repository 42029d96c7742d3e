"""Which recordings lie in a folder: files of the right name whose first line says that they are traces."""

import gzip
import zlib
from pathlib import Path

from visualizer.vocabulary.format import FORMAT

PATTERNS = ("*.jsonl", "*.jsonl.gz")
LOOK = 200
"""Bytes of a file that are looked at."""


def recordings(folder: Path) -> list[Path]:
    """The traces in this folder, the latest first; empty where it cannot be listed."""
    found = [path for pattern in PATTERNS for path in folder.glob(pattern) if is_trace(path)]
    return sorted(found, key=lambda path: (-path.stat().st_mtime_ns, path.name))


def is_trace(path: Path) -> bool:
    """Whether the file begins like a trace."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return FORMAT.encode() in file.read(LOOK)
    except (OSError, EOFError, zlib.error):
        return False
