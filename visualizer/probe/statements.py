"""Finding the statement that an event reports, by its place in the file's syntax tree; pure, no file is read here.

A report stands beside what it reports:

    if emit.on:
        emit.enter("parse", "head", size=len(data))      # reports the statement after
    head = parse(data)                                   # ← this one
    if emit.on:
        emit.leave("parse", "head")                      # reports the statement before
"""

import ast
from typing import Any, Iterator, List, NamedTuple, Optional, Tuple

Lines = Tuple[int, int]
"""First and last line, both counted from 1 and both included."""

MODES = ("before", "after", "at", "whole")
"""What to find for a line: the neighbour before or after the statement there, that statement itself, or the definition
(function or class) that begins there."""

_Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_Body = (ast.With, ast.AsyncWith, ast.Try)  # Stand for what is in them: the statement that acts is inside.


class _Step(NamedTuple):
    """One step down the tree: statement `number` of `block`, a list that `owner` has as its `field`."""

    owner: Any
    field: str
    block: List[Any]
    number: int


def find(tree: ast.Module, mode: str, line: int) -> Optional[Lines]:
    """The lines that `mode` means for `line`, or None where nothing stands."""
    path = list(_down(tree, line))
    if not path:
        return None
    if mode == "whole":
        return _whole(path)
    if mode == "at":
        return _own(_statement(path[-1]))
    while len(path) > 1 and _is_listening(path[-1].owner):
        path.pop()
    return _before(path[-1]) if mode == "before" else _after(path)


def _down(node: Any, line: int) -> Iterator[_Step]:
    """The steps from the module to the innermost statement or handler that contains the line."""
    found: Any = node
    while found is not None:
        node, found = found, None
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            block: Any = getattr(node, field, None)
            for index, item in enumerate(block if isinstance(block, list) else []):
                if _first(item) <= line <= _last(item):
                    yield _Step(node, field, block, index)
                    found = item


def _statement(step: _Step) -> Any:
    return step.block[step.number]


def _whole(path: List[_Step]) -> Lines:
    """The innermost definition around the line; the statement itself if there is none (a lambda in a module)."""
    for step in reversed(path):
        if isinstance(_statement(step), _Definition):
            return _first(_statement(step)), _last(_statement(step))
    return _first(_statement(path[-1])), _last(_statement(path[-1]))


def _before(step: _Step) -> Optional[Lines]:
    for neighbour in reversed(step.block[: step.number]):
        if not (_is_report(neighbour) or _is_guard(neighbour) or _is_text(neighbour)):
            return _extent(neighbour)
    if isinstance(step.owner, ast.Module):
        return None
    if isinstance(step.owner, ast.Try):  # In its else or finally: the body is what was done before.
        return _extent(step.owner)
    return _header(step.owner)


def _after(path: List[_Step]) -> Lines:
    """The next statement, of this block or of one around it in the same function; else the one before."""
    for step in reversed(path):
        for neighbour in step.block[step.number + 1 :]:
            if isinstance(neighbour, ast.stmt) and not _is_report(neighbour):
                return _extent(neighbour)
        if isinstance(step.owner, _Definition):
            break
    return _before(path[-1]) or _own(_statement(path[-1]))


def _is_report(statement: Any) -> bool:
    """Whether it only reports: `emit.point(…)`, alone or awaited or under `if emit.on:`."""
    return _is_listening(statement) or (
        isinstance(statement, ast.Expr)
        and any(isinstance(node, ast.Name) and node.id in ("emit", "hold") for node in ast.walk(statement.value))
    )


def _is_guard(statement: Any) -> bool:
    """Whether it is an `if` that leaves the block: whoever comes after it, comes from what stands before it."""
    leaving = (ast.Return, ast.Raise, ast.Continue, ast.Break)
    return isinstance(statement, ast.If) and not statement.orelse and isinstance(statement.body[-1], leaving)


def _is_text(statement: Any) -> bool:
    """Whether it is a docstring."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_listening(statement: Any) -> bool:
    """Whether it is an `if` that asks for `emit.on`."""
    return isinstance(statement, ast.If) and any(
        isinstance(node, ast.Attribute)
        and node.attr == "on"
        and isinstance(node.value, ast.Name)
        and node.value.id == "emit"
        for node in ast.walk(statement.test)
    )


def _extent(statement: Any) -> Lines:
    """The lines of a statement; of `with` and `try` those of the body."""
    if not isinstance(statement, _Body):
        return _first(statement), _last(statement)
    acting = [inner for inner in statement.body if not _is_report(inner)] or statement.body
    return _extent(acting[0])[0], _extent(acting[-1])[1]


def _own(statement: Any) -> Lines:
    """The lines of a simple statement, or the header of a compound one."""
    return _header(statement) if isinstance(getattr(statement, "body", None), list) else _extent(statement)


def _header(owner: Any) -> Lines:
    """The lines of a compound statement up to its block."""
    last: int = getattr(owner, "lineno", _first(owner))
    for node in ast.iter_child_nodes(owner):
        if not isinstance(node, (ast.stmt, ast.ExceptHandler)) and node not in getattr(owner, "decorator_list", ()):
            last = max([last] + [getattr(inner, "end_lineno", 0) for inner in ast.walk(node)])
    return getattr(owner, "lineno", _first(owner)), last


def _first(node: Any) -> int:
    """The first line of a statement with its decorators, of a handler, or of a case of `match`."""
    if isinstance(node, _Definition) and node.decorator_list:
        return node.decorator_list[0].lineno
    return int(node.lineno) if hasattr(node, "lineno") else int(node.pattern.lineno)


def _last(node: Any) -> int:
    return int(node.end_lineno) if hasattr(node, "end_lineno") else int(node.body[-1].end_lineno)
