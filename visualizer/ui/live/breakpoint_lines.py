"""The list of breakpoints as lines, and how a typed one is added: only where some exchange can be held."""

from __future__ import annotations

from visualizer.lab import BreakOn, cannot_hold
from visualizer.replay import Score, Selector, SelectorError
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.lesson.facts import label

HELP = (
    "A breakpoint names an event and a direction: the name of a middleware or view, or a stage; enter or exit; "
    "where it is meant for one lane, in wsgi or in asgi; for one exchange, of exchange 2."
)
_WAYS = {"enter": "↓ on the way in", "exit": "↑ on the way back", None: "↓↑ both ways"}


def added(breakpoints: tuple[BreakOn, ...], words: str, score: Score) -> tuple[BreakOn, ...]:
    """The breakpoints with one more. SelectorError, with the reason, for words that mean nothing that can be held."""
    new = BreakOn.parse(words)
    reason = _cannot(new, words, score)
    if reason:
        raise SelectorError(reason)
    return breakpoints if new in breakpoints else (*breakpoints, new)


def _cannot(stop: BreakOn, words: str, score: Score) -> str:
    """Why no exchange can be held there, if all such events of the run say so; what the run has not is believed."""
    if not score.steps:
        return ""
    reasons = []
    selector = Selector.parse(words)
    for number in selector.steps(score) or [selector.resolve(score)]:
        for lane, position in enumerate(score.steps[number].events):
            if position is not None and stop.fits(event := score.event(lane, position)):
                reason = cannot_hold(event)
                if reason is None:
                    return ""
                reasons.append(f"⊘ {event.lane} cannot be held there: {reason}")
    return reasons[0] if reasons else ""


def breakpoint_lines(breakpoints: tuple[BreakOn, ...], chosen: int, problem: str, width: int) -> list[Line]:
    """Each breakpoint, then what is wrong with what was typed, or how one is typed."""
    lines = [_line(stop, number, number == chosen) for number, stop in enumerate(breakpoints)]
    below = wrap([Span(problem, "raised")], width) if problem else wrap([Span(HELP, "muted")], width)
    return [*lines, *([BLANK] if lines else []), *below]


def _line(stop: BreakOn, number: int, is_chosen: bool) -> Line:
    if stop.name is None:
        what = f"any boundary of {stop.stage}"
    else:
        what = label(stop.stage, stop.name) if stop.stage else stop.name
    lane = f"  in {stop.lane}" if stop.lane else ""
    exchange = f"  exchange {stop.exchange}" if stop.exchange else ""
    left = (Span(" ◆ ", "current"), Span(what, "strong"), Span(f"  {_WAYS[stop.phase]}{lane}{exchange}", "muted"))
    return Line(left, (), "cursor" if is_chosen else "", number)


def title_line(count: int) -> Line:
    """How many there are, and the keys."""
    says = f"{count} breakpoint{'' if count == 1 else 's'}" if count else "no breakpoint yet"
    return Line((Span(f" {says}", "muted"),), (Span("Enter adds   ↑↓ choose   Del removes   Esc closes ", "muted"),))
