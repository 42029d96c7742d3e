"""What a project's Django settings say, as far as their file writes it out: it is read, and never run."""

from __future__ import annotations

import ast
import warnings
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

Settings = dict[str, object]

WORKED_OUT = object()
"""Stands for a value that no literal is, until all of a file is read."""

DEEPEST = 8
"""Settings modules that may take over one another's names by `from … import *`."""


def read(folder: Path, module: str) -> Settings:
    """Every setting whose value stands in the file as a literal, with Django's defaults for what it does not name.

    A setting that is worked out (`BASE / "db"`) is left out, for only the lane knows what it is.
    """
    return _known({**_defaults(), **_literals(folder, module, DEEPEST)})


def written(folder: Path, module: str) -> Settings:
    """The same without Django's defaults: what the project itself says."""
    return _known(_literals(folder, module, DEEPEST))


def _known(found: Settings) -> Settings:
    return {name: value for name, value in found.items() if value is not WORKED_OUT}


@lru_cache(maxsize=1)
def _defaults() -> MappingProxyType[str, object]:
    """Django's own settings, read in the same way: the program itself never imports Django."""
    django = find_spec("django")
    if django is None or django.origin is None:
        return MappingProxyType({})
    return MappingProxyType(_literals(Path(django.origin).parent, "conf.global_settings", 1))


def _literals(folder: Path, module: str, depth: int) -> Settings:
    path = folder.joinpath(*module.split(".")).with_suffix(".py")
    try:
        with warnings.catch_warnings(action="ignore"):  # what Python advises is for whoever runs it
            tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return {}
    found: Settings = {}
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module and statement.names[0].name == "*" and depth:
            found.update(_literals(folder, statement.module, depth - 1))
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
            _assign(statement, found)
    return found


def _assign(statement: ast.Assign | ast.AnnAssign | ast.AugAssign, found: Settings) -> None:
    """Take over what a statement says of a setting; of one that it works out nothing is known any more."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    for target in targets:
        if isinstance(target, ast.Name) and target.id.isupper():
            try:
                value = ast.literal_eval(statement.value) if statement.value else None
                if isinstance(statement, ast.AugAssign):
                    value = found[target.id] + value  # type: ignore[operator]
                found[target.id] = value
            except (ValueError, TypeError, KeyError, MemoryError, RecursionError):
                found[target.id] = WORKED_OUT
