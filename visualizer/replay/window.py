"""A window on the clock, cut into columns, and how it moves: zoom and pan as pure functions."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Window(NamedTuple):
    """A stretch of the clock, cut into equal columns."""

    begin: int
    """ns, as in the events."""
    end: int
    """ns, beyond `begin`."""
    columns: int

    @property
    def extent(self) -> int:
        """ns from the left edge to the right."""
        return self.end - self.begin

    def column_of(self, time: int) -> int | None:
        """The column in which a time lies, None outside of the window."""
        if not self.begin <= time <= self.end:
            return None
        return min((time - self.begin) * self.columns // max(self.extent, 1), self.columns - 1)

    def edges(self) -> tuple[int, ...]:
        """The edges of all columns, the last one's right edge too."""
        return _edges(self)

    def zoom(self, factor: float, span: tuple[int, int], at: int | None = None) -> Window:
        """`factor` times as much time (below 1: closer), around a time (None: the middle), which keeps its column.

        Never beyond `span`, the clock's first and last event, and never closer than 1 ns a column.
        """
        anchor = (self.begin + self.end) // 2 if at is None else min(max(at, self.begin), self.end)
        extent = min(max(round(self.extent * factor), self.columns), max(span[1] - span[0], self.columns))
        share = (anchor - self.begin) / max(self.extent, 1)
        return self._within(anchor - round(extent * share), extent, span)

    def pan(self, columns: int, span: tuple[int, int]) -> Window:
        """So many columns later (negative: earlier), as far as `span` reaches."""
        return self._within(self.begin + self.extent * columns // self.columns, self.extent, span)

    def show(self, time: int, span: tuple[int, int]) -> Window:
        """The window where it is if it shows this time, else moved so that the time is in the middle."""
        if self.begin <= time <= self.end:
            return self
        return self._within(time - self.extent // 2, self.extent, span)

    def fit(self, span: tuple[int, int]) -> Window:
        """All of the span."""
        return self._within(span[0], max(span[1] - span[0], self.columns), span)

    def _within(self, begin: int, extent: int, span: tuple[int, int]) -> Window:
        begin = max(min(begin, span[1] - extent), span[0])
        return Window(begin, begin + extent, self.columns)


@lru_cache(maxsize=8)
def _edges(window: Window) -> tuple[int, ...]:
    """Asked for once a row, and the same for all rows."""
    begin, extent, columns = window.begin, window.extent, window.columns
    return tuple([begin + extent * column // columns for column in range(columns + 1)])
