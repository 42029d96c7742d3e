"""Where a live exchange can be held, which lane is ahead of which, and what "next" lets go: the rules, without I/O.

Lanes go in step by rank: how far on its way from the socket to the view and back an exchange is. "Next" lets those go
that are the least far, so a boundary that only one lane has (ASGI's receive()) moves that lane alone, and at the next
boundary that both have they stand level again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from visualizer.lab.messages import Breakpoint
from visualizer.replay import Selector, SelectorError
from visualizer.trace import Event
from visualizer.vocabulary.names import is_user_code

_SPANS = {
    ("environ", "application"),
    ("environ", "input.read"),
    ("scope", "application"),
    ("scope", "receive"),
    ("response", "close"),
    ("response", "response.close"),
}
_LAST = 1_000_000
_VIEW, _WAY_BACK, _RESPONSE = 10_000, 20_000, 30_000
_OF_RESPONSE = {"http.response.start": 0, "chunk": 2, "http.response.body": 2, "close": 3, "response.close": 3}

Identity = tuple[int, int | None]
"""An exchange as a lane emits it: (connection, exchange); None for every exchange of the connection."""


def cannot_hold(event: Event) -> str | None:
    """Why no exchange can be held at this event (⊘), in one sentence; None where it can."""
    if event.connection is None:
        return "it belongs to no exchange, and only an exchange can be held"
    if event.observer != "probe":
        return "it happens in the client, and only what the server does can be held"
    if not is_boundary(event):
        return "it is no stage boundary: the server passes here without asking"
    if event.place.task is not None and event.data.get("mode") == "sync":
        return "sync code runs on the event loop here: to hold it would freeze every other exchange too"
    return None


def is_boundary(event: Event) -> bool:
    """Whether the server asks here whether to go on."""
    if event.stage == "response" and event.name == "chunk":
        return True
    if event.phase == "point":
        return False
    if is_user_code(event.stage, event.name) or (event.stage, event.name) in _SPANS:
        return True
    return event.stage == "response" and event.name.startswith(("http.", "websocket."))


@dataclass(frozen=True, slots=True)
class BreakOn:
    """A breakpoint as a person sets it: which event, whichever of the chosen exchanges comes to it."""

    stage: str | None = None
    name: str | None = None
    phase: str | None = None
    """`enter`: on the way in; `exit`: on the way back; None: both."""
    lane: str | None = None
    """None for all lanes."""
    exchange: int | None = None
    """The exchange's number in the trace; None for every chosen one."""

    @classmethod
    def parse(cls, text: str) -> BreakOn:
        """What a selector says (`SessionMiddleware exit in asgi`). Raises SelectorError."""
        found = Selector.parse(text)
        if found.ordinal != 1:
            raise SelectorError(f"{text!r} counts, and a breakpoint holds each time: name an exchange, as in view #2")
        return cls(found.stage, found.name, found.phase, found.lane, found.exchange)

    @classmethod
    def at(cls, event: Event) -> BreakOn:
        """A breakpoint on an event of the list."""
        return cls(event.stage, event.name, None if event.phase == "point" else event.phase)

    def fits(self, event: Event) -> bool:
        """Whether an event of a trace is one at which this stops; `cannot_hold` says whether it can be held there."""
        wanted = (self.stage, self.name, self.phase, self.lane, self.exchange)
        found = (event.stage, event.name, event.phase, event.lane, event.exchange)
        return all(want in (None, have) for want, have in zip(wanted, found, strict=True))


FIRST = BreakOn(name="application", phase="enter")
"""The first boundary that an exchange comes to."""


def table(
    lane: str, chosen: Mapping[Identity, int | None], stops: Iterable[BreakOn], *, stepping: bool
) -> list[Breakpoint]:
    """What to arm a lane with, so that of all exchanges only the chosen ones are held.

    `chosen` maps an exchange as emitted to its number in the trace, and all exchanges of a connection to None. While
    `stepping` every boundary holds, else those that are stopped at. Where one exchange alone is to stop, each waits at
    its first boundary until its number is known, since a lane knows nothing of such numbers.
    """
    wanted = [BreakOn()] if stepping else [stop for stop in stops if stop.lane in (None, lane)]
    if any(stop.exchange for stop in wanted):
        wanted.append(FIRST)
    return [
        Breakpoint(connection, exchange, stop.stage, stop.name, stop.phase)
        for (connection, exchange), number in chosen.items()
        for stop in wanted
        if stop.exchange in (None, number)
    ]


class Doing(Enum):
    """What a lane's chosen exchange is about."""

    IDLE = "idle"
    """There is none."""
    RUNNING = "running"
    HELD = "held"
    ENDED = "ended"
    """The lane's server has ended."""


@dataclass(frozen=True, slots=True)
class Place:
    """An exchange that is held, and how far it is."""

    event: Event
    """As it stands in the trace."""
    rank: int


@dataclass(frozen=True, slots=True)
class LaneStep:
    """One lane in a live session."""

    doing: Doing = Doing.IDLE
    held: tuple[Place, ...] = ()
    """Where chosen exchanges wait; a loop can hold several at once."""
    rank: int = 0
    """How far the lane has been so far."""
    depth: int = 0
    """How many middleware are around the place that was held last."""

    def hold(self, event: Event) -> LaneStep:
        """The lane with one more exchange that waits."""
        found = _rank(event, self.depth)
        rank = self.rank if found is None else found if event.name == "application" else max(self.rank, found)
        depth = self.depth
        if event.stage == "middleware":
            depth = max(depth + (1 if event.phase == "enter" else -1), 0)
        return replace(self, doing=Doing.HELD, held=(*self.held, Place(event, rank)), rank=rank, depth=depth)

    def let_go(self, event: Event) -> LaneStep:
        """The lane when that exchange waits no more."""
        rest = tuple(place for place in self.held if place.event != event)
        doing = self.doing if rest or self.doing is not Doing.HELD else Doing.RUNNING
        return replace(self, doing=doing, held=rest)

    def sends(self) -> LaneStep:
        """The lane when a chosen exchange sets out."""
        if self.doing is Doing.HELD:
            return self
        return replace(self, doing=Doing.RUNNING, rank=0, depth=0)

    def idles(self) -> LaneStep:
        """The lane when no chosen exchange is left."""
        return LaneStep()

    def ends(self) -> LaneStep:
        """The lane when its server has ended."""
        return LaneStep(Doing.ENDED)


def _rank(event: Event, depth: int) -> int | None:
    """How far on its way an exchange is at a boundary; None where the lane is as far as before."""
    leaves = event.phase == "exit"
    if event.name == "application":
        return (_RESPONSE + (1 if event.stage == "environ" else 4)) if leaves else 1
    if event.stage == "middleware":
        return _WAY_BACK + _VIEW - depth if leaves else 2 + depth
    if event.stage == "view":
        return _VIEW + leaves
    if event.stage == "response":
        return _RESPONSE + _OF_RESPONSE.get(event.name, 2)
    return None


def next_to_go(lanes: Mapping[str, LaneStep]) -> list[tuple[str, Event]]:
    """Which held exchanges "next" lets go: the least far of all; none while a lane has not come to its boundary yet."""
    if waits_for(lanes):
        return []
    lowest = min((place.rank for lane in lanes.values() for place in lane.held), default=_LAST)
    return [(name, place.event) for name, lane in lanes.items() for place in lane.held if place.rank == lowest]


def is_level(lanes: Mapping[str, LaneStep]) -> bool:
    """Whether every lane is held, and all of them at the same place of the request's way."""
    held = all(lane.doing is Doing.HELD for lane in lanes.values())
    return held and len({place.rank for lane in lanes.values() for place in lane.held}) == 1


def waits_for(lanes: Mapping[str, LaneStep]) -> Sequence[str]:
    """The lanes that are on their way to a boundary."""
    return [name for name, lane in lanes.items() if lane.doing is Doing.RUNNING]
