"""What the live pane says of each lane, what it says cannot be held, and which rows of a lane are marked."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tests.ui.lesson.shown import texts, view
from visualizer.lab import BreakOn, Doing
from visualizer.replay import SelectorError
from visualizer.trace import Event
from visualizer.ui.lesson.lane_lines import LaneLines
from visualizer.ui.lesson.view import View
from visualizer.ui.live.breakpoint_lines import NOT_YET, added, breakpoint_lines, title_line
from visualizer.ui.live.live_lines import live_lines
from visualizer.ui.live.seen import LaneSeen, Seen

CURL = "curl -i http://127.0.0.1:8000/"
NOW = 10**12
"""The clock when the screen is looked at."""


def lane(name: str, doing: Doing, *held: Event, backlog: int | None = 0) -> LaneSeen:
    return LaneSeen(name, doing, held, backlog, CURL)


def seen_with(*lanes: LaneSeen, is_stepping: bool = True) -> Seen:
    return Seen(lanes, is_stepping, hold_seconds=600.0)


def at(seen: View, lane: str, stage: str, name: str, phase: str) -> Event:
    """The lane's event, as the trace has it."""
    return next(
        event
        for event in seen.score.trace.events(lane)
        if (event.stage, event.name, event.phase) == (stage, name, phase)
    )


def step_to(seen: View, event: Event) -> View:
    """The cursor at an event."""
    position = list(seen.score.trace.events(event.lane)).index(event)
    step = seen.score.step_of(seen.lanes.index(event.lane), position)
    return replace(seen, player=seen.player.jump(step))


def test_each_lane_says_where_it_is_held_and_who_waits() -> None:
    seen = view()
    held = at(seen, "wsgi", "view", "hello", "enter")
    seen = step_to(seen, held)
    lanes = (lane("wsgi", Doing.HELD, held, backlog=2), lane("asgi", Doing.RUNNING, backlog=None))
    said = texts(live_lines(seen, seen_with(*lanes), 118, held.time + 12_900_000_000))
    assert said == [
        f"WSGI  ■ held at view hello ↓  12 s  backlog 2   {CURL}",
        f"ASGI  ▸ on its way to the next boundary  backlog not known here   {CURL}",
    ]


def test_where_there_is_no_room_the_address_of_the_lane_that_is_looked_at_stands_below() -> None:
    lanes = (lane("wsgi", Doing.IDLE), lane("asgi", Doing.ENDED))
    said = texts(live_lines(view(), seen_with(*lanes, is_stepping=False), 78, NOW))
    assert said == [
        "WSGI    nothing is held  backlog 0",
        "ASGI  ✗ its server has ended; r starts it again",
        CURL,
    ]


def test_several_that_are_held_are_counted() -> None:
    seen = view()
    event = at(seen, "asgi", "view", "hello", "exit")
    lanes = lane("asgi", Doing.HELD, event, msgspec.structs.replace(event, exchange=2))
    (line, *_) = texts(live_lines(seen, seen_with(lanes), 118, event.time))
    assert line.startswith("ASGI  ■ held at view hello ↑ #2 and 1 more  0 s")


def test_a_boundary_of_another_lane_that_this_one_cannot_hold_says_why() -> None:
    seen = view()
    live = seen_with(lane("wsgi", Doing.IDLE))
    there = step_to(seen, at(seen, "wsgi", "response", "start_response", "point"))
    (*_, reason) = texts(live_lines(there, live, 118, NOW))
    assert reason.startswith("⊘ WSGI cannot be held at start_response ·: it is no stage boundary")
    nobody = step_to(seen, at(seen, "wsgi", "parse", "head", "exit"))
    assert len(live_lines(nobody, live, 118, NOW)) == 1
    assert len(live_lines(seen, live, 118, NOW)) == 1


def marks(seen: View, number: int) -> set[tuple[str, str]]:
    """(mark, what the row says) of the marked rows."""
    lines = ((line.left[0].text, line.text) for line in LaneLines(seen, number)[:] if line.left)
    return {(mark, text[1:].strip(" ↓↑│┌").split("  ")[0]) for mark, text in lines if mark in ("■", "◆", "⊘")}


def test_rows_where_something_is_held_or_would_be_are_marked() -> None:
    seen = view()
    held = at(seen, "wsgi", "view", "hello", "enter")
    seen = replace(
        step_to(seen, held),
        live=seen_with(lane("wsgi", Doing.HELD, held)),
        breakpoints=(BreakOn("middleware", "SessionMiddleware", "exit"),),
    )
    # WSGI calls start_response, which is no boundary; ASGI awaits send() at the same place, and can be held there.
    assert marks(seen, 0) == {("■", "view hello"), ("◆", "SessionMiddleware"), ("⊘", "start_response")}
    assert {mark for mark, _ in marks(replace(seen, live=None, breakpoints=()), 0)} == set()


def test_a_breakpoint_is_typed_as_a_selector_and_only_where_something_can_be_held() -> None:
    score = view().score

    def add(words: str, *before: BreakOn) -> tuple[BreakOn, ...]:
        return added(before, words, score, is_growing=False).breakpoints

    stop = BreakOn(None, "SessionMiddleware", "exit", "asgi")
    assert add("SessionMiddleware exit in asgi") == add("SessionMiddleware exit in asgi", stop) == (stop,)
    assert len(add("view enter", stop)) == 2
    for words, why in (
        ("parse head", "no stage boundary"),
        ("SesionMiddleware", "nothing of that name"),
        ("", "names"),
    ):
        with pytest.raises(SelectorError, match=why):
            add(words)


def test_what_is_still_to_come_can_be_broken_on() -> None:
    score = view().score
    another = added((), "view exit #7", score, is_growing=False)
    assert another == ((BreakOn("view", None, "exit", None, 7),), "")
    soon = added((), "OtherMiddleware exit", score, is_growing=True)
    assert soon == ((BreakOn(None, "OtherMiddleware", "exit"),), NOT_YET)
    with pytest.raises(SelectorError, match="no stage boundary"):
        added((), "parse head", score, is_growing=True)


def test_the_list_of_breakpoints_says_direction_lane_and_exchange() -> None:
    stops = (BreakOn("view", "hello", "enter"), BreakOn(None, "SessionMiddleware", "exit", "asgi", 2))
    said = texts(breakpoint_lines(stops, 0, "", 80))
    assert said[0] == " ◆ view hello  ↓ on the way in"
    assert said[1] == " ◆ SessionMiddleware  ↑ on the way back  in asgi  #2"
    assert said[3].startswith(" A breakpoint names an event")
    assert texts(breakpoint_lines((), 0, "no such thing", 80, NOT_YET)) == [" no such thing"]
    assert texts(breakpoint_lines((), 0, "", 80, NOT_YET)) == [f" {NOT_YET}"]
    assert title_line(0).text.startswith(" Breakpoints  none yet")
    assert title_line(2).text.startswith(" Breakpoints  2")
