"""What was changed of the lanes, in a few words: `threads 1 → 2`, `MIDDLEWARE − SessionMiddleware (asgi)`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from visualizer.course.lane_options import Options, has_settings, options_of
from visualizer.lab import LaneSpec

LONGEST = 24
"""Characters of a value that is told; of a longer one it is only said that it changed."""

UNKNOWN = object()
"""Stands for what a project works out."""


def said(lanes: Sequence[LaneSpec], changes: Mapping[str, Options]) -> tuple[str, ...]:
    """Each change once, with the lanes that it is for where it is not for all that could have it."""
    found: dict[tuple[str, str], list[LaneSpec]] = {}
    for lane in lanes:
        own = options_of(lane) if lane.name in changes else {}
        for name, value in changes.get(lane.name, {}).items():
            found.setdefault((name, change(name, own.get(name, UNKNOWN), value)), []).append(lane)
    return tuple(f"{words}{_which(name, having, lanes)}" for (name, words), having in found.items())


def change(name: str, before: object, after: object) -> str:
    """One change."""
    if name == "MIDDLEWARE" and isinstance(before, list | tuple) and isinstance(after, list | tuple):
        return f"{name} {_middleware(before, after)}"
    told = value(before), value(after)
    if max(map(len, told)) > LONGEST or before is UNKNOWN:
        return f"{label(name)} = {told[1]}" if len(told[1]) <= LONGEST else f"{label(name)} changed"
    return f"{label(name)} {told[0]} → {told[1]}"


def label(name: str) -> str:
    """What an option is called: an option of the server in words, a setting as it is written."""
    return name if name.isupper() else name.replace("_", " ")


def value(of: object) -> str:
    """A value as it is told: a string of the server as it is, `none` where there is nothing."""
    if of == "":
        return "none"
    if isinstance(of, float) and of.is_integer():
        return f"{of:g}" if of < 1e6 else str(int(of))
    return of if isinstance(of, str) and of.startswith("/") and of.isprintable() else repr(of)


def can_have(lane: LaneSpec, name: str) -> bool:
    """Whether an option means anything to the lane: an event loop has no worker slots."""
    if name == "threads":
        return lane.protocol == "wsgi"
    return has_settings(lane) or not name.isupper()


def _which(name: str, having: Sequence[LaneSpec], lanes: Sequence[LaneSpec]) -> str:
    could = [lane.name for lane in lanes if can_have(lane, name)]
    names = [lane.name for lane in having]
    return "" if names == could else f" ({', '.join(names)})"


def _middleware(before: Sequence[object], after: Sequence[object]) -> str:
    pieces = list(_moved(before, after))
    if not pieces:
        return "in another order"
    return " ".join(pieces) if len(pieces) <= 2 else f"{', '.join((*pieces[:2], '…'))}"


def _moved(before: Sequence[object], after: Sequence[object]) -> Iterator[str]:
    for sign, names, others in (("−", before, after), ("+", after, before)):
        yield from (f"{sign} {str(name).rpartition('.')[2]}" for name in names if name not in others)
