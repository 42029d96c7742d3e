"""What is at the cursor, in words: which exchange, where in it, on which thread, since when, and what that does now."""

from __future__ import annotations

from visualizer.replay import Doing, TimeCell, Track, where
from visualizer.trace import Event
from visualizer.ui.canvas import Line, Span
from visualizer.ui.exchanges.exchange_lines import requested
from visualizer.ui.lesson.facts import duration, label, text_of
from visualizer.ui.lesson.lane import title
from visualizer.ui.lesson.view import View
from visualizer.ui.time.chart import Chart
from visualizer.ui.time.look import Clock, Look

ARROWS = {"enter": "↓", "exit": "↑", "point": "·"}
LOOKED_AT = 24
"""Rows of an exchange among which the request's line stands."""

_THREAD = {
    Doing.NOTHING: "idle: nothing to do",
    Doing.RUNNING: "runs: the thread is occupied",
    Doing.WAITING: "waits: blocked until others are done",
    Doing.HELD: "held by you, and the thread with it",
}
_LOOP = {
    Doing.NOTHING: "idle: no task to run",
    Doing.RUNNING: "runs: the loop is occupied",
    Doing.UNSURE: "runs or awaits: no event tells which",
    Doing.AWAITING: "awaits: the loop is free",
    Doing.WAITING: "waits: blocked until others are done",
    Doing.BLOCKED: "blocked: clients wait, it takes nothing",
    Doing.HELD: "held by you: the loop is free",
}
_CLIENT = {Doing.WAITING: "the client waits for the server"}


def does(track: Track, cell: TimeCell) -> str:
    """What a thread, a loop or a client does, and what that means for others."""
    if track.is_client:
        return _CLIENT.get(cell.doing, "the client is done")
    return (_LOOP if track.is_loop else _THREAD).get(cell.doing, cell.doing.value)


def cursor_lines(view: View, chart: Chart, *, is_narrow: bool) -> list[Line]:
    """A line a lane; where there is little room two for the lane that the cursor is about."""
    if view.player.at_start or view.is_empty:
        return [Line((Span("Before the first event: → steps to it, and a click goes anywhere.", "muted"),))]
    if is_narrow:
        left, right = _said(view, chart, view.acting)
        return [Line(left), Line((Span("  "), *right))]
    return [Line(*_said(view, chart, lane)) for lane in range(len(chart.lanes))]


def look_words(look: Look, clock: Clock) -> str:
    """Which stretch is looked at, from where each lane's time counts, and which exchanges are drawn."""
    begin, end = (moment(time) if time else "0" for time in (look.window.begin, look.window.end))
    said = [look.said, f"{begin} … {end} of {duration(clock.span[1])}"]
    if look.wanted is not None:
        said.insert(0, f"/ {look.wanted.words} (Esc shows all)")
    return " · ".join(said)


def _said(view: View, chart: Chart, lane: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What a lane is at, and where and since when and what it does."""
    acts = view.scene.step is not None and view.scene.step.events[lane] is not None
    name = Span(f"{'●' if acts else ' '} {title(chart.lanes[lane])} ", "current" if acts else "muted")
    scene = view.scene.lane(lane)
    if scene.last is None:
        return (name, Span("has nothing here yet", "muted")), ()
    event = view.score.event(lane, scene.last)
    track, cell = chart.timeline.after(lane, scene.last)
    number = f"#{view.scene.exchange} " if view.scene.exchange else ""
    what = f"{label(event.stage, event.name)} {ARROWS[event.phase]}"
    left = (name, Span(f" {number}", "strong"), Span(f"{what}  ", "value"), Span(_line(view, lane), "muted"))
    at = moment(event.time - chart.clock.origins[lane])
    said = " · ".join(part for part in (_place(event), f"at {at}", _took(view, lane, scene.last)) if part)
    return left, (Span(f"{said} · ", "muted"), Span(does(track, cell), "value" if acts else "muted"))


def moment(nanoseconds: int) -> str:
    """A moment on the axis: before 0 with a minus."""
    return f"−{duration(-nanoseconds)}" if nanoseconds < 0 else duration(nanoseconds)


def _place(event: Event) -> str:
    return "" if event.observer == "client" else where(event.place)


def _took(view: View, lane: int, position: int) -> str:
    """How long the span that begins or ends here is."""
    event, partner = view.score.event(lane, position), view.score.partner(lane, position)
    if event.phase == "point":
        return ""
    if partner is None:
        return "has not ended" if event.phase == "enter" else ""
    return f"takes {duration(abs(view.score.event(lane, partner).time - event.time))}"


def _line(view: View, lane: int) -> str:
    """The request's first line, as the client sent it, or as the server read it."""
    for number in view.scene.rows[:LOOKED_AT]:
        row = view.score.rows[number]
        for position in (row.enters[lane], row.exits[lane]):
            event = None if position is None else view.score.event(lane, position)
            if event is not None and "line" in event.data:
                return requested(text_of(event.data["line"]))
            if event is not None and "target" in event.data:
                return " ".join(text_of(event.data.get(key, "")) for key in ("method", "target"))
    return ""
