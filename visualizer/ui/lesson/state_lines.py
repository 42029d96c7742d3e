"""A lane that has no rows to show: what it does just now, or why it failed, in its own words, and what to do."""

from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.lane_state import Doing, LaneState

_ORDER: list[Doing] = [doing for doing in Doing if doing not in (Doing.WAITING, Doing.BROKEN)]


def state_lines(state: LaneState | None, width: int) -> list[Line]:
    """The lane's progress, or its failure."""
    if state is None:
        return wrap([Span("This recording holds no event of this lane.", "muted")], width)
    if state.failure is None:
        lines = [_step(state.doing, doing) for doing in _ORDER]
        return lines if state.answered is None else [*lines, BLANK, *_progress(*state.answered, width)]
    failure = state.failure
    lines = [
        *wrap([Span("✗ ", "raised"), Span(failure.reason, "raised")], width, indent=2),
        BLANK,
        *wrap([Span(failure.advice, "strong")], width),
        *wrap([Span("Then press "), Span("r", "key"), Span(" to run again.")], width),
        BLANK,
    ]
    for text in failure.output.splitlines():
        lines += wrap([Span(text, "muted")], width)
    return lines


def _progress(done: int, total: int, width: int) -> list[Line]:
    """How many of the requests have been answered, as a bar and in words."""
    says = f" {done} of {total} answered"
    room = max(min(width - len(says) - 1, 40), 8)
    full = done * room // total
    bar = (Span(" "), Span("━" * full, "current"), Span("╌" * (room - full), "gap"), Span(says))
    return [
        *wrap(bar, width),
        BLANK,
        *wrap((Span(" Esc", "key"), Span(" sends no more; what has happened stays.")), width),
    ]


def _step(now: Doing, doing: Doing) -> Line:
    """One thing that a lane goes through: done, going on, or to come."""
    if now is not Doing.WAITING and _ORDER.index(doing) < _ORDER.index(now):
        return Line((Span(" ✓ ", "exit"), Span(doing.value, "muted")))
    if doing is now:
        return Line((Span(" ▸ ", "current"), Span(f"{doing.value} …", "strong")))
    return Line((Span("   "), Span(doing.value, "future")))
