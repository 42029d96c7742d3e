"""What the canvases of the large time show: the chart, the counters, the words; functions of the sight and a width.

A width is that of the canvas's title: its margin, its lines, and the cell of the scroll bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.lane import title
from visualizer.ui.lesson.state_lines import state_lines
from visualizer.ui.lesson.view import View
from visualizer.ui.time.chart_lines import ChartLines, axis
from visualizer.ui.time.counter_lines import LaneCounted, counter_lines, short_lines, sign_lines
from visualizer.ui.time.sight import Sight
from visualizer.ui.time.words import cursor_lines, look_words

GUESSING = "A prediction is asked for, which time would answer. Esc goes back to it."
NOTHING = "Nothing has happened yet: send a request first."


class Shown(NamedTuple):
    """What a canvas shows."""

    title: Line
    lines: Sequence[Line]
    see: int | None = None
    """The line that the cursor is in; None for none."""


def chart_shown(sight: Sight, margin: int, width: int) -> Shown:
    """The chart below its axis."""
    lines = ChartLines(sight.view, sight.chart, sight.gutter)
    head = axis(Span("Time", "title-focused"), sight.chart.ticks, margin + sight.gutter, width)
    return Shown(head, lines, lines.cursor_line)


def counters_shown(sight: Sight, width: int, *, is_narrow: bool) -> Shown:
    """The counters, and what the signs mean: in a column, or in a line a lane."""
    counted = [_counted(sight, lane) for lane in range(len(sight.view.lanes))]
    if is_narrow:
        return Shown(rule("Counters", sight.chart.legend, width), list(short_lines(counted)))
    return Shown(rule("Counters", "", width), [*counter_lines(counted), BLANK, *sign_lines()])


def words_shown(sight: Sight, width: int, *, is_narrow: bool) -> Shown:
    """What is at the cursor; in the title what stretch is looked at."""
    head = rule("At the cursor", look_words(sight.look, sight.clock), width)
    return Shown(head, cursor_lines(sight.view, sight.chart, is_narrow=is_narrow))


def nothing_shown(view: View, width: int) -> Shown:
    """Where there is no chart: why, and what the lanes do meanwhile."""
    return Shown(rule("Time", "", width), list(_instead(view, width - 2)))


def _instead(view: View, width: int) -> Iterator[Line]:
    if view.is_guessing:
        yield from wrap((Span(GUESSING, "muted"),), width)
        return
    if not view.states:
        yield from wrap((Span(NOTHING, "muted"),), width)
    for state in view.states:
        yield Line((Span(title(state.name), "title"),))
        yield from state_lines(state, width)
        yield BLANK


def _counted(sight: Sight, lane: int) -> LaneCounted:
    view, counters = sight.view, sight.timeline.counters(lane)
    event = None if view.player.at_start else view.event(lane)
    return LaneCounted(view.lanes[lane], counters.at(0 if event is None else event.time), counters.highest)


def rule(name: str, aside: str, width: int) -> Line:
    """A title on a rule, with something at its right end where there is room for it."""
    left = (Span("─ ", "rule"), Span(name, "title"), Span(" "))
    right = (Span(f" {aside} ", "muted"), Span("─", "rule")) if aside else ()
    used = sum(width_of(span.text) for span in (*left, *right))
    return Line((*left, Span("─" * max(width - used, 0), "rule"), *right))
