"""What is said of a hold: how long it has lasted by now, or lasted, and why it ended."""

from __future__ import annotations

from visualizer.replay import Hold, Score
from visualizer.ui.canvas import Line, Span, wrap
from visualizer.ui.lesson.facts import duration

HELD = "■"

_ENDS = {
    "program": "let go",
    "time limit": "time limit reached",
    "cancellation": "cancelled",
    "end of the process": "its server ended",
}
"""What names.HOLD_ENDS says here."""


def held_words(score: Score, lane: int, event: int | None, *, is_live: bool) -> str:
    """How long a lane's event was held and how that ended; empty of one that nobody held."""
    hold = None if event is None else score.holds(lane).at(event)
    if hold is None:
        return ""
    if hold.duration is None:
        return "held here" if is_live else "held here when the recording ends"
    return f"held {duration(hold.duration)}, {ended(hold)}{left(score, lane, hold)}"


def held_lines(words: str, width: int) -> list[Line]:
    """That an event was held, as a pane that is about the event says it; nothing where nobody held it."""
    return wrap([Span(f"{HELD} ", "current"), Span(words, "strong")], width, indent=2) if words else []


def ended(hold: Hold) -> str:
    """Why it ended, in a few words."""
    return _ENDS.get(hold.by, hold.by)


def left(score: Score, lane: int, hold: Hold) -> str:
    """That the client was gone by the end, which is worth knowing however the hold ended; empty where it was not."""
    return " (its client had left)" if score.holds(lane).client_left(hold) else ""


def so_far(nanoseconds: int) -> str:
    """How long something waits by now, in whole seconds: it is shown anew once a second."""
    minutes, seconds = divmod(max(nanoseconds, 0) // 1_000_000_000, 60)
    return f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
