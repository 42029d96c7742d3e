"""One side of a comparison as lines: a level a line, a heading where an exchange begins, made where it is looked at.

Line n of one side stands level with line n of the other. A mark says how a level stands: ≠ changed, − only left, + only
right, nothing where both say the same; ~ is a read that the kernel cut otherwise, which is no divergence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import overload

from visualizer.replay import Change, Comparison, Group, Level, Verdict
from visualizer.trace import show
from visualizer.ui.canvas import Line, Span
from visualizer.ui.lesson.facts import fact, label, text_of
from visualizer.ui.runs.marking import roughly_marked
from visualizer.vocabulary.names import is_user_code

MARKS = {Verdict.SAME: " ", Verdict.DIFFERS: "≠", Verdict.ONLY_LEFT: "−", Verdict.ONLY_RIGHT: "+"}
CUT_OTHERWISE = "~"
LONGEST = 4_000
"""Characters of a value in which a line looks for what differs."""

CONTEXT = 8
"""Characters before it that a line shows."""

MOST_KNOWN = 1_000
"""Differences that are kept: a key moves the cursor, and most rows stay as they are."""

GAP = "┈" * 14

_PHASES = {"enter": ("↓ ", "enter"), "exit": ("↑ ", "exit"), "point": ("· ", "muted")}
_OUTCOMES = {"raised": ("✗ ", "raised"), "cancelled": ("⊘ ", "cancelled")}


def line_of(comparison: Comparison, level: int) -> int:
    """The line at which a level stands."""
    return level + comparison.group_of(level) + 1


def mark(level: Level) -> str:
    """How a level stands, as one character."""
    return MARKS[level.verdict] if level.diverges or level.verdict is Verdict.SAME else CUT_OTHERWISE


def request_line(comparison: Comparison, exchange: int, *, is_right: bool) -> str:
    """What an exchange asked for; empty where nobody said."""
    line = text_of(comparison.line(exchange, right=is_right) or "")
    return line.rpartition(" HTTP/")[0] or line


class LevelLines(Sequence[Line]):
    """The lines of the left or the right side."""

    def __init__(self, comparison: Comparison, *, is_right: bool) -> None:
        self.cursor: int | None = None
        """The level that is looked at."""
        self._comparison = comparison
        self._is_right = is_right
        self._difference = lru_cache(MOST_KNOWN)(self._find_difference)

    def __len__(self) -> int:
        return len(self._comparison.levels) + len(self._comparison.groups)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if isinstance(at, slice):
            return [self._line(number) for number in range(*at.indices(len(self)))]
        return self._line(at)

    def _line(self, number: int) -> Line:
        groups = self._comparison.groups
        place = bisect_right(range(len(groups)), number, key=lambda group: groups[group].begin + group) - 1
        if groups[place].begin + place == number:
            return self._heading(groups[place])
        return self._level(self._comparison.levels[number - place - 1])

    def _heading(self, group: Group) -> Line:
        right = self._count(group) if self._is_right else ()
        if group.exchanges == (None, None):
            return Line((Span(" outside of any exchange", "heading"),), right)
        exchange = group.exchanges[self._is_right]
        if exchange is None:
            return Line((Span(f" {GAP}", "gap"),), right)
        said = request_line(self._comparison, exchange, is_right=self._is_right)
        return Line((Span(f" exchange {exchange}", "heading"), Span(f"  {said}", "muted")), right)

    def _count(self, group: Group) -> tuple[Span, ...]:
        """How many divergences an exchange has."""
        found = self._comparison.divergences
        count = bisect_left(found, group.end) - bisect_left(found, group.begin)
        return (Span(f"{count} diverge{'s' * (count == 1)}", "changed"),) if count else ()

    def _level(self, level: Level) -> Line:
        event = (self._comparison.right if self._is_right else self._comparison.left)(level.number)
        is_cursor = level.number == self.cursor
        shown = mark(level)
        look = "muted" if shown == CUT_OTHERWISE else "changed"
        pointer = Span("●" if is_cursor else " ", "current")
        fill = "cursor" if is_cursor else ""
        if event is None:
            return Line((pointer, Span(f"{shown} ", look), Span(GAP, "gap")), (), fill, level.number)
        arrow, arrow_look = _OUTCOMES.get(event.outcome or "", _PHASES[event.phase])
        bars = (Span(f"{'│' * level.depth} ", "onion"),) if level.depth else ()
        name = Span(label(event.stage, event.name), "own" if is_user_code(event.stage, event.name) else "")
        facts = self._difference(level) or (Span(f"  {fact(event)}", "muted"),)
        return Line(
            (pointer, Span(f"{shown} ", look), Span(arrow, arrow_look), *bars, name, *facts), (), fill, level.number
        )

    def _find_difference(self, level: Level) -> tuple[Span, ...]:
        """The first value that differs, and how many others do; `–` where the other side alone has it."""
        if level.verdict is not Verdict.DIFFERS:
            return ()
        first, *others = self._comparison.changes(level.number)
        more = (Span(f"  and {len(others)} more", "muted"),) if others else ()
        return Span(f"  {first.path[-1]} ", "name"), *self._value(first), *more

    def _value(self, change: Change) -> tuple[Span, ...]:
        before, after = show(change.before)[:LONGEST], show(change.after)[:LONGEST]
        if change.kind == "changed":
            parts = roughly_marked(before, after, CONTEXT)[self._is_right]
            return tuple(Span(part.text, "differs" if part.differs else "muted") for part in parts)
        has = (change.kind == "added") is self._is_right
        return (Span(after if self._is_right else before, "differs") if has else Span("–", "muted"),)
