"""Laying the probe's portable copy into a folder: what a server of others gets on its import path, and nothing else.

The server's Python may lack every dependency of the visualizer; vocabulary and probe need none.
"""

import shutil
from pathlib import Path

PARTS = ("vocabulary", "probe")
"""The packages that run in other people's servers."""


def lay(folder: Path) -> Path:
    """Copy `visualizer/__init__.py` and PARTS into `folder`, which is made, and return it; OSError if it cannot be."""
    package = Path(__file__).parents[1]
    copy = folder / package.name
    copy.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(package / "__init__.py", copy / "__init__.py")
    for part in PARTS:
        shutil.copytree(package / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    return folder
