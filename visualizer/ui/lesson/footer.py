"""The last line: the keys that matter now, as many as there is room for; each can be clicked."""

from collections.abc import Sequence
from typing import NamedTuple

from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson import keys
from visualizer.ui.lesson.answers import at_hand
from visualizer.ui.lesson.keys import Hint
from visualizer.ui.lesson.view import View

SPACE = "   "


class Situation(NamedTuple):
    """What the hints depend on beside the view."""

    is_playing: bool
    is_zoomed: bool
    is_narrow: bool
    """Whether there is room for one lane only."""
    can_run: bool
    """Whether there are lanes to send requests to."""
    is_changed: bool = False
    """Whether something of the run is not the lesson's own."""
    is_timed: bool = False
    """Whether time is large."""


class Footer(Canvas, can_focus=False):
    """One line."""

    def draw(self, view: View, situation: Situation) -> None:
        """Show what can be pressed now."""
        self.show([line(hints(view, situation), self.room)])


def hints(view: View, now: Situation) -> list[Hint]:
    """What is worth pressing, the most important first."""
    if now.is_timed:
        return _timed(view, now)
    question = at_hand(view.section, view.answers)
    found = [keys.answer_hint(question), keys.SKIP] if question and view.is_guessing else []
    found += [keys.STEP]
    found += [keys.LET_GO, keys.BESIDE] if view.live else []
    found += [keys.STOP] if view.player.stops and not view.live else []
    found += [keys.answer_hint(question)] if question and not view.is_guessing else []
    found += [keys.EDIT_CODE, keys.HINT, keys.RESET_CODE] if view.section and view.section.tasks else []
    found += [keys.CLAIM] if view.section and view.section.claims else []
    found += [keys.LANE] if now.is_narrow and len(view.names) > 1 else []
    found += [keys.BREAKPOINT, keys.LEAVE, keys.COPY_ADDRESS] if view.live else []
    found += [keys.SMALL] if now.is_zoomed else []
    found += [keys.OWN] if now.is_changed else []
    found += [keys.WHY, *_sending(view)] if now.can_run else [keys.WHY]
    found += [keys.TIME] if not view.is_guessing else []
    found += [keys.EXCHANGES] if view.score.exchanges > 1 and not view.is_guessing else []
    found += [keys.PAUSE if now.is_playing else keys.PLAY]
    found += [] if now.is_zoomed else [keys.ZOOM]
    return [*found, keys.TAB, keys.FIND]


def _sending(view: View) -> list[Hint]:
    """What else the lanes can be sent, and what was sent before."""
    if view.live:
        return [keys.RUN]
    run = keys.RUN_TO if view.breakpoints else keys.RUN
    compare = [] if view.is_guessing else [keys.COMPARE]
    return [keys.HOLD, run, keys.EDIT, keys.MANY, keys.FAULT, *compare]


def _timed(view: View, now: Situation) -> list[Hint]:
    """The same, while time is large."""
    live = [keys.LET_GO, keys.BESIDE] if view.live else []
    hold = [keys.HOLD] if now.can_run and not view.live else []
    moving = [keys.STEP, keys.CLOSER, keys.PAN, keys.EXCHANGE, keys.ALL, keys.LANES, keys.CLOCK]
    return [*moving, *live, keys.EXCHANGES, *hold]


def line(hints: Sequence[Hint], width: int) -> Line:
    """As many hints as fit, help always."""
    room = width - _width(keys.HELP) - 2
    spans: list[Span] = [Span(" ")]
    for hint in hints:
        room -= _width(hint)
        if room < 0:
            break
        spans += _spans(hint)
    return Line(tuple(spans), tuple(_spans(keys.HELP)), "bar")


def _spans(hint: Hint) -> list[Span]:
    return [Span(hint.keys, "key", hint.action), Span(f" {hint.says}{SPACE}", "", hint.action)]


def _width(hint: Hint) -> int:
    return width_of(hint.keys) + width_of(hint.says) + 1 + len(SPACE)
