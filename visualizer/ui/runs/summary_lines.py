"""The lines around a comparison: how the two stand to each other, what each side is, where the cursor is."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime

from visualizer.replay import Comparison, Verdict
from visualizer.ui.canvas import Line, Span
from visualizer.ui.canvas.rule import ruled
from visualizer.ui.runs.kept_run import Pick
from visualizer.ui.runs.level_lines import MARKS, request_line
from visualizer.ui.runs.run_words import details, title

ROOM_FOR_WORDS = 90
"""Cells from which on the marks are explained in the first line."""

_WORDS = {Verdict.DIFFERS: "changed", Verdict.ONLY_LEFT: "only left", Verdict.ONLY_RIGHT: "only right"}


def summary(comparison: Comparison | None, cursor: int, width: int) -> Line:
    """The first line of the screen."""
    name = Span(" Compare  ", "strong")
    if comparison is None:
        return Line((name,), (), "bar")
    counts = comparison.counts()
    pieces = [Span(f"{counts[Verdict.SAME]} same   ", "muted")]
    for verdict, words in _WORDS.items():
        says = f"{counts[verdict]} {words}" if width >= ROOM_FOR_WORDS else str(counts[verdict])
        pieces += [Span(MARKS[verdict], "changed"), Span(f" {says}   ", "muted")]
    return Line((name, Span(_which(comparison, cursor), "strong")), tuple(pieces), "bar")


def _which(comparison: Comparison, cursor: int) -> str:
    count = len(comparison.divergences)
    if not count:
        return "no divergence"
    number = bisect_right(comparison.divergences, cursor)
    if number and comparison.divergences[number - 1] == cursor:
        return f"divergence {number} of {count}"
    return "1 divergence" if count == 1 else f"{count} divergences"


def head(pick: Pick, now: datetime, width: int) -> Line:
    """What stands above a side."""
    return ruled((Span(title(pick), "title"), Span(f"  {details(pick, now)}", "muted")), (), width)


def below(
    comparison: Comparison | None, cursor: int, problem: str, sides: tuple[Pick, Pick], width: int
) -> tuple[Line | None, Line]:
    """What stands below where nothing is compared, or nothing differs; and the title there, with the exchange."""
    heading = (Span("What differs", "title"),)
    if problem:
        return Line((Span("✗ ", "raised"), Span(problem))), ruled(heading, (), width)
    if comparison is None:
        return Line((Span(f"comparing {title(sides[0])} with {title(sides[1])} …", "muted"),)), ruled(
            heading, (), width
        )
    if not comparison.levels:
        return Line((Span("Neither of the two has any event.", "muted"),)), ruled(heading, (), width)
    says = None if comparison.divergences else Line((Span("The two do not diverge.", "right"),))
    return says, ruled(heading, (Span(_where(comparison, cursor), "muted"),), width)


def _where(comparison: Comparison, cursor: int) -> str:
    """The exchange of the level at the cursor."""
    left, right = comparison.groups[comparison.group_of(cursor)].exchanges
    one = right if left is None else left
    if one is None:
        return "outside of any exchange"
    number = f"{left or '–'} and {right or '–'}" if left != right else str(one)
    line = request_line(comparison, one, is_right=left is None)
    return f"exchange {number} · {line}" if line else f"exchange {number}"
