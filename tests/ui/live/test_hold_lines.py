"""What the screen says of a hold that lasts, and of one that is over: in the live pane, the lanes, Data and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.build import Builder, trace_of
from tests.ui.lesson.shown import texts, view
from tests.ui.live.test_live_lines import CURL, lane, seen_with
from visualizer.lab import Doing
from visualizer.trace import Event, Place
from visualizer.ui.lesson.data_lines import data_lines
from visualizer.ui.lesson.lane_lines import LaneLines
from visualizer.ui.lesson.view import View
from visualizer.ui.lesson.why_lines import why_lines
from visualizer.ui.live.hold_lines import so_far
from visualizer.ui.live.live_lines import live_lines

SAMPLER = Place(0, "sampler", None)
CLIENT = Place(0, "client", None)
SECOND = 10**9


class Held:
    """A lane whose view is held."""

    def __init__(self, *, client_leaves: bool = False) -> None:
        self.lane = Builder("wsgi")
        with self.lane.at(CLIENT, "client"):
            self.lane.enter("client", "request", line=b"GET / HTTP/1.1")
        self.lane.enter("socket", "exchange")
        self.view = self.lane.enter("view", "hello", mode="sync")
        with self.lane.at(SAMPLER, "sampler"):
            self.lane.enter("lane", "hold", at="view hello enter", seq=self.view.seq, process=1)
        self.lane.time = self.view.time + 4 * SECOND
        if client_leaves:
            with self.lane.at(CLIENT, "client"):
                self.lane.leave("client", "request", "cancelled", status=None)

    def over(self, by: str = "program") -> Held:
        """Let go, and done."""
        with self.lane.at(SAMPLER, "sampler"):
            self.lane.leave("lane", "hold", at="view hello enter", seq=self.view.seq, process=1, by=by)
        self.lane.leave("view", "hello")
        self.lane.leave("socket", "exchange")
        return self

    def shown(self, event: Event | None = None, doing: Doing | None = None) -> View:
        """The screen with the cursor at an event, live where the lane does anything."""
        events = [each for each in self.lane.events if each.observer != "sampler"]
        there = view(trace_of(self.lane), cursor=events.index(event or events[-1]))
        held = (self.view,) if doing is Doing.HELD else ()
        return replace(there, live=seen_with(lane("wsgi", doing, *held))) if doing else there


def pane(shown: View, now: int) -> str:
    """The lane's line of the live pane."""
    assert shown.live is not None
    return texts(live_lines(shown, shown.live, 118, now))[0].removesuffix(f"  backlog 0   {CURL}")


def test_how_long_it_is_held_by_now() -> None:
    held = Held()
    shown = held.shown(doing=Doing.HELD)
    assert pane(shown, held.view.time + 59 * SECOND) == "WSGI  ■ held at view hello ↓  59 s"
    assert pane(shown, held.view.time + 61 * SECOND) == "WSGI  ■ held at view hello ↓  1 min 01 s"
    assert so_far(-1) == "0 s"


def test_a_client_that_has_left_a_held_request_is_told_of() -> None:
    held = Held(client_leaves=True)
    shown = held.shown(doing=Doing.HELD)
    assert pane(shown, held.view.time + 5 * SECOND) == "WSGI  ■ held at view hello ↓  5 s  client has left"


@pytest.mark.parametrize(
    ("by", "says"),
    [
        ("program", "let go"),
        ("time limit", "time limit reached"),
        ("cancellation", "cancelled"),
        ("end of the process", "its server ended"),
    ],
)
def test_how_a_hold_ended_stands_in_the_live_pane_in_data_and_in_why(by: str, says: str) -> None:
    held = Held().over(by)
    shown = held.shown(held.view, Doing.IDLE)
    assert pane(shown, 0) == f"WSGI    nothing is held; {says} after 4.0 s at view hello ↓"
    words = f"■ held 4.0 s, {says}"
    data = texts(data_lines(shown.scene.data(0), shown.event(0), 60, shown.held(0)))
    assert words in data
    assert words in texts(why_lines(shown.event(0), 60, shown.held(0)))


def test_that_the_client_had_left_belongs_to_the_end() -> None:
    shown = Held(client_leaves=True).over("cancellation").shown(doing=Doing.IDLE)
    assert pane(shown, 0).endswith("nothing is held; cancelled after 4.0 s at view hello ↓ (its client had left)")
    held = Held(client_leaves=True).over()
    assert held.shown(held.view).held(0) == "held 4.0 s, let go (its client had left)"


def test_a_hold_that_has_no_end_says_so() -> None:
    held = Held()
    assert held.shown(held.view, Doing.HELD).held(0) == "held here"
    assert held.shown(held.view).held(0) == "held here when the recording ends"
    assert held.shown(held.lane.events[0]).held(0) == ""
    assert view().held(0) == ""


def test_a_row_whose_time_was_not_its_own_is_marked() -> None:
    held = Held().over()
    lines = LaneLines(held.shown(), 0)[:]
    (row,) = [line for line in lines if "view hello" in line.text]
    assert row.right[-1].text == " ■  4.0 s"
    assert [line.right[-1].text.strip()[:1] for line in lines if "exchange" in line.text] == ["■"]
