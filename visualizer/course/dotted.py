"""Whether a dotted name (a middleware in the settings) leads to something: found out without importing anything."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path


def problem(name: str, folder: Path) -> str:
    """Why nothing is there, one clause; empty where something is, or where only an import could tell.

    `folder` is looked into first, as by the lane that runs the code in it.
    """
    module, _, attribute = name.rpartition(".")
    if not module or not all(part.isidentifier() for part in name.split(".")):
        return "is no dotted name, as in django.middleware.common.CommonMiddleware"
    root = _root(module.partition(".")[0], folder)
    if root is None:
        return f"there is no {module.partition('.')[0]!r}, neither in {folder.name} nor installed"
    path = _file(root, module)
    if path is None:
        return f"there is no module {module!r}"
    names = _names(path)
    if names is None or attribute in names:
        return ""
    return f"the module {module!r} has no {attribute!r}{_nearest(attribute, names)}"


def _root(package: str, folder: Path) -> Path | None:
    """The folder that holds the top-level package or module."""
    if (folder / package).is_dir() or _file(folder, package) is not None:
        return folder
    spec = find_spec(package)  # of a top-level name this imports nothing
    if spec is None or spec.origin is None:
        return None
    origin = Path(spec.origin)
    return origin.parent.parent if origin.name == "__init__.py" else origin.parent


def _file(root: Path, module: str) -> Path | None:
    base = root.joinpath(*module.split("."))
    found = (base.with_suffix(".py"), base / "__init__.py")
    return next((path for path in found if path.is_file()), None)


def _names(path: Path) -> set[str] | None:
    """The names that a module has by its own statements; None where it takes over all of another's, or is no Python."""
    try:
        with warnings.catch_warnings(action="ignore"):
            statements = ast.parse(path.read_bytes()).body
    except (OSError, SyntaxError, ValueError, RecursionError):
        return None
    names = {name for statement in statements for name in _made(statement)}
    return None if "*" in names else names


def _made(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in statement.names)
    elif isinstance(statement, ast.Assign):
        yield from (target.id for target in statement.targets if isinstance(target, ast.Name))
    else:  # an `if`, a `try`: what stands in it may be made
        for inner in ast.iter_child_nodes(statement):
            if isinstance(inner, ast.stmt):
                yield from _made(inner)


def _nearest(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""
