"""The fields of the form of options: what each is, what its text means, and why a text means nothing.

What is typed is a lane's texts by field. `typed(options)` is what stands there at first, and `read` what was changed.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from visualizer.course.dotted import problem as missing
from visualizer.course.lane_options import Options
from visualizer.server.limits import LIMITS
from visualizer.server.options import count, root_path, seconds
from visualizer.ui.options.words import label, value

Typed = Mapping[str, str]
"""The texts of a lane's fields, by name."""

MIDDLEWARE = "MIDDLEWARE"
SETTINGS = "settings"
"""The field of all other Django settings, one a line."""

MOST_THREADS = 64
MOST = 2**31 - 1
"""What a limit may be at the most: as much as the system's own limits hold."""

LONGEST = 40
"""Characters of an option of the server."""

ROOM = 72
"""Characters of a setting that is listed without being asked for."""
NOT_LISTED = ("SECRET_KEY", MIDDLEWARE)


class Field(NamedTuple):
    """One field."""

    name: str
    says: str
    """What it is for, in a line."""
    group: str
    is_area: bool = False

    @property
    def label(self) -> str:
        """What stands before it."""
        return "middleware" if self.name == MIDDLEWARE else label(self.name)


FIELDS = (
    Field("threads", "worker slots of the WSGI server: so many requests at once", "server"),
    Field("root_path", "the path under which the application is mounted: SCRIPT_NAME and root_path", "server"),
    Field(MIDDLEWARE, "dotted names, one a line, the outermost first", "Django", is_area=True),
    Field(SETTINGS, "NAME = value, one a line: it goes over what the project says", "Django", is_area=True),
    *(Field(name, says, "limits") for name, _, says in LIMITS),
)


class Read(NamedTuple):
    """What the texts mean."""

    changes: dict[str, object]
    """What is not the lane's own."""
    problems: dict[str, str]
    """What is wrong, by field: a clause that says what, and what to write instead."""


def typed(options: Options, written: Options, changes: Options) -> dict[str, str]:
    """The texts for a lane with these options, of which `written` are the project's own settings; with the changes."""
    now = {**options, **changes}
    texts = {field.name: _text(now[field.name]) for field in FIELDS if field.name in now and not field.is_area}
    if MIDDLEWARE in now:
        texts[MIDDLEWARE] = "\n".join(map(str, _names(now[MIDDLEWARE])))
    if any(map(str.isupper, now)):
        texts[SETTINGS] = "\n".join(f"{name} = {now[name]!r}" for name in _listed(now, written, changes))
    return texts


def read(texts: Typed, options: Options, folder: Path | None) -> Read:
    """What the texts change of these options; `folder` is where the lane's code lies."""
    found = Read({}, {})
    for name, text in texts.items():
        try:
            values = _values(name, text, options, folder)
        except ValueError as problem:
            found.problems[name] = str(problem)
        else:
            found.changes.update({key: each for key, each in values.items() if options.get(key, found) != each})
    return found


def _values(name: str, text: str, options: Options, folder: Path | None) -> dict[str, object]:
    """The options that a text means. ValueError says what is wrong with it."""
    if name == SETTINGS:
        return dict(_settings(text))
    if name == MIDDLEWARE:
        return {name: _middleware(text, options, folder)}
    return {name: _server(name, text.strip(), options[name])}


def _server(name: str, text: str, own: object) -> object:
    """An option of the server, read by the server's own rules."""
    kind: Callable[[str], object] = root_path if name == "root_path" else count if type(own) is int else seconds
    most = MOST_THREADS if name == "threads" else MOST
    try:
        found = kind(text[:LONGEST])
    except argparse.ArgumentTypeError as error:
        raise ValueError(f"{error}; the lane's own is {value(own)}") from None
    if isinstance(found, int | float) and found > most:
        raise ValueError(f"{text[:LONGEST]} is too much: {most} at the most")
    return found


def _middleware(text: str, options: Options, folder: Path | None) -> list[str]:
    names = [line.strip() for line in text.split("\n")]
    for number, name in enumerate(names, start=1):
        if name and folder is not None and (why := missing(name, folder)):
            raise ValueError(f"line {number}, {name}: {why}")
    found = [name for name in names if name]
    return found if found != _names(options[MIDDLEWARE]) else options[MIDDLEWARE]  # type: ignore[return-value]


def _settings(text: str) -> Iterator[tuple[str, object]]:
    known: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            name, found = _setting(number, line.strip())
            if name in known:
                raise ValueError(f"line {number}: {name} has its value in line {known[name]} already; change that one")
            known[name] = number
            yield name, found


def _setting(number: int, line: str) -> tuple[str, object]:
    name, equals, written = (part.strip() for part in line.partition("="))
    if not equals or not name.isidentifier() or not name.isupper():
        raise ValueError(f"line {number}: {line!r} is no setting; write NAME = value, as in DEBUG = True")
    if name == MIDDLEWARE:
        raise ValueError(f"line {number}: {name} has a field of its own, above")
    try:
        return name, ast.literal_eval(written)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        advice = "write a value that stands for itself, as True, 3, 'text' or [1, 2]; the code (F6) can work one out"
        raise ValueError(f"line {number}: {written!r} cannot be taken from here: {advice}") from None


def _text(of: object) -> str:
    return f"{of:g}" if isinstance(of, float) and of < 1e6 else str(of)


def _names(of: object) -> list[object]:
    return list(of) if isinstance(of, list | tuple) else []


def _listed(now: Options, written: Options, changes: Options) -> list[str]:
    """The settings that are shown: DEBUG, what was changed, and what the project itself says in a few words."""
    names = ["DEBUG", *(name for name in written if len(repr(now.get(name))) <= ROOM), *changes]
    return [name for name in dict.fromkeys(names) if name.isupper() and name in now and name not in NOT_LISTED]
