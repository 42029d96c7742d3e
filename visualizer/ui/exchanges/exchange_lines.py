"""The list of exchanges as lines: aligned columns, as many as there is room for, made where they are looked at.

Who went how far can be seen without reading: a letter in its place for each stage that the exchange came to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from visualizer.replay import Listed
from visualizer.ui.canvas import Line, Span, wrap
from visualizer.ui.exchanges.book import summaries
from visualizer.ui.lesson.facts import duration

WIDE = 100
"""Cells from which on the outcome is a word too."""

STAGES = (("client",), ("socket",), ("parse",), ("environ", "scope"), ("middleware",), ("view",), ("response",))
"""The places of the letters; the protocols share one."""

_OUTCOMES = {
    "returned": ("✓", "exit"),
    "raised": ("✗", "raised"),
    "cancelled": ("⊘", "cancelled"),
    "running": ("▸", "current"),
}
_MISSING = "·"
EXAMPLES = "5xx >20ms in:view lane:asgi 2-5 raised hello"


class ExchangeLines(Sequence[Line]):
    """A line for each exchange; a click on it means its place in the list."""

    def __init__(self, exchanges: Sequence[Listed], chosen: int, start: int, width: int) -> None:
        """`start` is the clock from which on each one's beginning is told."""
        self._exchanges = exchanges
        self._chosen = chosen
        self._start = start
        self._width = width
        self._lane = max((len(lane) for lane in {one.lane for one in exchanges}), default=4)

    def __len__(self) -> int:
        return len(self._exchanges)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        numbers = range(len(self))[at]
        return self._line(numbers) if isinstance(numbers, int) else [self._line(number) for number in numbers]

    def _line(self, number: int) -> Line:
        one, is_chosen = self._exchanges[number], number == self._chosen
        left = (
            Span("● " if is_chosen else "  ", "current"),
            Span(f"{one.exchange:>4} ", "strong"),
            Span(f"{one.lane:<{self._lane}} ", "muted"),
            Span(requested(one.line) or "(no request line)", "" if one.line else "muted"),
        )
        return Line(left, self._right(one), "cursor" if is_chosen else "", number)

    def _right(self, one: Listed) -> tuple[Span, ...]:
        mark, look = _OUTCOMES[one.outcome]
        word = f"{mark} {one.outcome:<9}" if self._width >= WIDE else mark
        return (
            Span(f"{one.status or '–':>6} ", _status_look(one.status)),
            Span(f"{since(one.begin - self._start):>9} ", "muted"),
            Span(f"{duration(one.duration):>7} "),
            Span(f" {word} ", look),
            Span(f" {reached(one)} ", "place"),
        )

    def heading(self) -> Line:
        """What stands in which column."""
        outcome = f"{'outcome':<11}" if self._width >= WIDE else " "
        right = f"{'status':>6} {'begin':>9} {'took':>7}  {outcome}  {'stages':<7}  "
        lane = f"{'lane':<{self._lane}}"
        return Line((Span(f"    no {lane} request", "muted"),), (Span(right, "muted"),), "bar")


def requested(line: str) -> str:
    """The request line without what nearly all have in common."""
    return line.removesuffix(" HTTP/1.1")


def reached(one: Listed) -> str:
    """A letter for each stage that it came to, in its place."""
    found = (next((name[0] for name in names if name in one.stages), _MISSING) for names in STAGES)
    return "".join(found)


def since(nanoseconds: int) -> str:
    """How long after the beginning of the run, so that a column of them can be compared."""
    return f"{nanoseconds / 1e6:.1f} ms" if nanoseconds < 10e9 else f"{nanoseconds / 1e9:.2f} s"


def about_lines(shown: Sequence[Listed], total: int, problem: str, width: int) -> Iterator[Line]:
    """Below the list: what the filter found, lane by lane, or what is wrong with it, and how one is written."""
    if problem:
        yield from wrap((Span(" ✗ ", "raised"), Span(problem, "raised")), width, indent=3)
    elif not total:
        yield Line((Span(" No exchange yet: send a request first.", "muted"),))
    elif not shown:
        yield Line((Span(f" None of {total} exchanges fits.", "muted"),))
    for one in summaries(shown) if not problem else ():
        statuses = ", ".join(f"{status or 'no status'} ×{count}" for status, count in one.statuses)
        took = f"median {duration(one.median)} · 99th percentile {duration(one.slowest)}"
        yield Line((Span(f" {one.lane}  ", "strong"), Span(f"{one.total} · {statuses}")), (Span(f"{took} ", "muted"),))
    yield Line((Span(" /", "key"), Span(f" {EXAMPLES}  (all must fit)", "muted")))
    yield Line((Span(f" stages  {' '.join('/'.join(names) for names in STAGES)}", "muted"),))


def _status_look(status: int | None) -> str:
    if status is None or status >= 500:
        return "raised"
    return "cancelled" if status >= 400 else "exit"
