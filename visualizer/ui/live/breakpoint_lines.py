"""The list of breakpoints as lines, and how a typed one is added: only where some exchange can be held."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from visualizer.lab import BreakOn, cannot_hold
from visualizer.replay import Score, Selector, SelectorError
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.lesson.facts import label

HELP = (
    "A breakpoint names an event and a direction: the name of a middleware or view, or a stage; enter or exit; "
    "where it is meant for one lane, in wsgi or in asgi; for one exchange its number, as in view exit #2."
)
NOT_YET = "Nothing of that name has happened yet: it holds as soon as it does."
_WAYS = {"enter": "↓ on the way in", "exit": "↑ on the way back", None: "↓↑ both ways"}


class Added(NamedTuple):
    """The breakpoints with one more."""

    breakpoints: tuple[BreakOn, ...]
    remark: str = ""
    """What there is to know of it."""


def added(breakpoints: tuple[BreakOn, ...], words: str, score: Score, *, is_growing: bool) -> Added:
    """One more. SelectorError, with the reason, for words that mean nothing that can be held.

    While the run `is_growing` what has not happened in it may do so yet.
    """
    new = BreakOn.parse(words)
    try:
        reason, remark = _cannot(new, words, score), ""
    except SelectorError:
        if not is_growing:
            raise
        reason, remark = "", NOT_YET
    if reason:
        raise SelectorError(reason)
    return Added(breakpoints if new in breakpoints else (*breakpoints, new), remark)


def _cannot(stop: BreakOn, words: str, score: Score) -> str:
    """Why no exchange can be held there, if all such events of the run say so; of no run everything is believed.

    SelectorError where the run has no such event in any of its exchanges: others are still to come.
    """
    if not score.steps:
        return ""
    reasons = []
    anyone, selector = replace(stop, exchange=None), replace(Selector.parse(words), exchange=None)
    for number in selector.steps(score) or [selector.resolve(score)]:
        for lane, position in enumerate(score.steps[number].events):
            if position is not None and anyone.fits(event := score.event(lane, position)):
                reason = cannot_hold(event)
                if reason is None:
                    return ""
                reasons.append(f"⊘ {event.lane} cannot be held there: {reason}")
    return reasons[0] if reasons else ""


def breakpoint_lines(
    breakpoints: tuple[BreakOn, ...], chosen: int, problem: str, width: int, remark: str = ""
) -> list[Line]:
    """Each breakpoint, then what is wrong with what was typed, or how one is typed."""
    lines = [_line(stop, number, number == chosen) for number, stop in enumerate(breakpoints)]
    said = Span(problem, "raised") if problem else Span(remark or HELP, "muted")
    return [*lines, *([BLANK] if lines else []), *wrap([Span(" "), said], width, indent=1)]


def _line(stop: BreakOn, number: int, is_chosen: bool) -> Line:
    if stop.name is None:
        what = f"any boundary of {stop.stage}"
    else:
        what = label(stop.stage, stop.name) if stop.stage else stop.name
    lane = f"  in {stop.lane}" if stop.lane else ""
    exchange = f"  #{stop.exchange}" if stop.exchange else ""
    left = (Span(" ◆ ", "current"), Span(what, "strong"), Span(f"  {_WAYS[stop.phase]}{lane}{exchange}", "muted"))
    return Line(left, (), "cursor" if is_chosen else "", number)


def title_line(count: int) -> Line:
    """How many there are, and the keys."""
    left = (Span(" Breakpoints", "heading"), Span(f"  {count or 'none yet'}", "muted"))
    return Line(left, (Span("Enter adds   ↑↓ choose   Del removes   Esc closes ", "muted"),))
