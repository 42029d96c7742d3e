"""The lines of the live pane: for each lane where it is held, who waits, and how to reach it; then what cannot hold."""

from __future__ import annotations

from visualizer.lab import Doing, cannot_hold, is_boundary
from visualizer.trace import Event
from visualizer.ui.canvas import Line, Span
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.facts import duration, label
from visualizer.ui.lesson.lane import title
from visualizer.ui.lesson.view import View
from visualizer.ui.live.hold_lines import HELD, ended, left, so_far
from visualizer.ui.live.seen import LaneSeen, Seen, holds_elsewhere, position_of

WAY, GONE, CANNOT = "▸", "✗", "⊘"
_ARROWS = {"enter": "↓", "exit": "↑", "point": "·"}
_CURL_ROOM = 100
"""Columns from which on the address stands in the lane's own line."""


def live_lines(view: View, seen: Seen, width: int, now: int) -> list[Line]:
    """A line a lane, each with its address; where there is no room for it that of the lane that is looked at below.

    `now` is the clock (perf_counter, ns), by which what is held has been held so long.
    """
    names = max((width_of(title(lane.name)) for lane in seen.lanes), default=0)
    lines = [_lane(lane, names, width, _doing(view, lane, now)) for lane in seen.lanes]
    reason = _why_not(view)
    if reason:
        lines.append(Line((Span(f"{CANNOT} ", "cancelled"), Span(reason, "muted"))))
    elif width < _CURL_ROOM:
        looked = seen.lane(view.names[view.lane]) if view.lane < len(view.names) else None
        lines += [Line((Span(looked.curl, "literal", looked.name),))] if looked else []
    return lines


def _lane(lane: LaneSeen, names: int, width: int, doing: tuple[Span, ...]) -> Line:
    left = (Span(f"{title(lane.name):<{names}}  ", "strong"), *doing)
    if lane.doing is Doing.ENDED:
        return Line(left)
    waiting = "not known here" if lane.backlog is None else str(lane.backlog)
    look = "current" if lane.backlog else "muted"
    right: tuple[Span, ...] = (Span(f"backlog {waiting}", look),)
    if width >= _CURL_ROOM:
        right = (*right, Span("   "), Span(lane.curl, "literal", lane.name))
    return Line(left, right)


def _doing(view: View, lane: LaneSeen, now: int) -> tuple[Span, ...]:
    match lane.doing:
        case Doing.HELD:
            return _held(view, lane, now)
        case Doing.RUNNING:
            return Span(f"{WAY} ", "enter"), Span("on its way to the next boundary")
        case Doing.ENDED:
            return Span(f"{GONE} ", "raised"), Span("its server has ended; r starts it again")
        case Doing.IDLE:
            return Span("  nothing is held", "muted"), *_last(view, lane)


def _held(view: View, lane: LaneSeen, now: int) -> tuple[Span, ...]:
    """Where a lane is held, for how long by now, and whether anybody still waits for the answer."""
    event = lane.held[-1]
    more = f" and {len(lane.held) - 1} more" if len(lane.held) > 1 else ""
    gone = (Span("  client has left", "cancelled"),) if _client_left(view, event) else ()
    return (
        Span(f"{HELD} held ", "current"),
        Span(f"at {boundary(event)}{more}"),
        Span(f"  {so_far(now - event.time)}"),
        *gone,
    )


def _client_left(view: View, event: Event) -> bool:
    number = view.number(event.lane)
    position = None if number is None else position_of(view.score, number, event)
    if number is None or position is None:
        return False
    hold = view.score.holds(number).at(position)
    return hold is not None and view.score.holds(number).client_left(hold)


def _last(view: View, lane: LaneSeen) -> tuple[Span, ...]:
    """The hold that ended last: why, after how long, and where it was."""
    number = view.number(lane.name)
    hold = None if number is None else view.score.holds(number).last()
    if number is None or hold is None:
        return ()
    told = f"{ended(hold)} after {duration(hold.duration or 0)} at {boundary(view.score.event(number, hold.event))}"
    return (Span(f"; {told}{left(view.score, number, hold)}", "muted"),)


def boundary(event: Event) -> str:
    """A boundary as the lanes write it: its name, and whether it is entered or left."""
    exchange = f" #{event.exchange}" if event.exchange and event.exchange > 1 else ""
    return f"{label(event.stage, event.name)} {_ARROWS[event.phase]}{exchange}"


def _why_not(view: View) -> str:
    """Why a lane cannot be held at the cursor, where the server would ask it or another lane can be held there."""
    event = view.event(view.acting)
    if event is None or view.row is None:
        return ""
    row = view.score.rows[view.row]
    beside = tuple(view.score.event(lane, at) if at is not None else None for lane, at in enumerate(row.enters))
    return refusal(event) if is_boundary(event) or holds_elsewhere(beside, view.acting) else ""


def refusal(event: Event | None) -> str:
    """Why a lane cannot be held at an event; empty where it can."""
    reason = None if event is None else cannot_hold(event)
    if event is None or reason is None:
        return ""
    return f"{title(event.lane)} cannot be held at {boundary(event)}: {reason}"
