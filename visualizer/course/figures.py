"""Figures of this run in a lesson's text: `{asgi.view.thread}`, `{wsgi.duration:ms}`; none is typed in.

A figure begins with the name of one of the lesson's lanes; any other brace is a brace.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from visualizer.course.claims.judge import value_of
from visualizer.course.claims.language import ClaimError, names, parse
from visualizer.course.claims.query import Absent, Run
from visualizer.trace.values import visible

NONE = "—"
"""What stands where the run has no such figure."""

_FIGURE = re.compile(r"\{([a-z][a-z0-9_]*[.\[(][^{}\n]*?)(?::([a-z]+))?\}")

FORMATS: dict[str, Callable[[object], str]] = {
    "ms": lambda value: f"{_number(value) / 1e6:.1f} ms",
    "us": lambda value: f"{_number(value) / 1e3:.0f} µs",
    "list": lambda value: ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value),
    "count": lambda value: str(len(value)) if isinstance(value, list | tuple | dict | str | bytes) else str(value),
}
"""How a figure may be written, by the word after its colon: durations are in ns as the trace has them."""


def fill(text: str, run: Run) -> str:
    """The text with each figure's value in its place; control characters are made visible."""
    return _FIGURE.sub(lambda found: _value(found, run), text)


def figures(text: str, lanes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each figure of the text: its expression and the word of its format, or empty. Raises ClaimError."""
    known = set(lanes)
    for found in _FIGURE.finditer(text):
        tree = parse(found[1])
        if names(tree) <= known:
            if found[2] and found[2] not in FORMATS:
                raise ClaimError(f"no figure is written as {found[2]!r}: known are {', '.join(FORMATS)}")
            yield found[1], found[2] or ""


def _value(found: re.Match[str], run: Run) -> str:
    try:
        if not names(parse(found[1])) <= set(run.score.lanes):
            return found[0]
        value = value_of(found[1], run)
        shown = FORMATS[found[2]](value) if found[2] else str(value)
    except (ClaimError, Absent, KeyError):
        return NONE
    return visible(shown)


def _number(value: object) -> float:
    if isinstance(value, int | float):
        return value
    raise Absent(f"{value!r} is no duration")
