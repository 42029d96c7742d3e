"""The shape of a stretch of events: how they nest and which row each belongs to, whenever and wherever they happened.

Requests that do the same have the same shape, so a shape is worked out once and kept once, however long the trace is.
All positions are local: they count the stretch's events from 0. Exchanges and places too are numbered in the stretch.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from visualizer.replay.label import Label

NONE = -1
"""Stands for "no event" in arrays of positions."""


class Spot(NamedTuple):
    """A place as a shape knows it: equal numbers are the same process, thread or task, whichever that was."""

    process: int
    thread: int
    in_task: bool


class Key(NamedTuple):
    """What makes an event the same as one in another lane. No two events of a shape have an equal one."""

    exchange: int
    """Counted in the stretch, from 1; 0 for what belongs to no exchange."""
    meaning: tuple[str, str]
    depth: int
    occurrence: int
    """How many of the same came before in the exchange."""
    is_exit: bool
    tier: int


class Exchange:
    """Where the events of one exchange stand in a shape; all arrays are ascending positions."""

    def __init__(self) -> None:
        self.events = array("i")
        self.server = array("i")
        """All but the client's."""
        self.protocol = array("i")
        """What is said between server and application: points and enters."""
        self.requests = array("i")
        """Where the application is handed environ or scope."""
        self.wire = array("i")
        """Where the server reads and writes bytes."""
        self.client_wire = array("i")
        """Where the client does."""
        self.hops = array("i")
        self.queries = array("i")
        self.by_label: dict[int, array[int]] = {}
        self.response = NONE
        """Where the response starts."""
        self.turn = NONE
        """Where the way in becomes the way back: the first of the user's code is left, or the response starts."""
        self.open_roots = 0
        """How many spans with none around them have not ended."""
        self.switches = array("i")
        """For each of `server`: how many of them so far happened in another thread than the one before."""
        self.threads = array("i")
        """For each of `server`: in how many threads they happened so far."""
        self._seen: set[tuple[int, int]] = set()
        self._thread: tuple[int, int] | None = None

    def add(self, position: int, number: int, label: Label, spot: Spot) -> None:
        """Put the next event in its lists."""
        self.events.append(position)
        self.by_label.setdefault(number, array("i")).append(position)
        if label.is_wire:
            (self.client_wire if label.is_client else self.wire).append(position)
        if not label.is_exit:
            self._begin(position, label)
        if self.turn == NONE and (self.response == position or (label.is_exit and label.is_own)):
            self.turn = position
        if not label.is_client:
            self._count(position, (spot.process, spot.thread))

    def has_switched(self, position: int) -> bool:
        """Whether one of the server's events happened in another thread than the one before it."""
        number = bisect_left(self.server, position)
        return number > 0 and self.switches[number] > self.switches[number - 1]

    def _begin(self, position: int, label: Label) -> None:
        if label.is_protocol:
            self.protocol.append(position)
        if label.carries_request:
            self.requests.append(position)
        if label.is_hop:
            self.hops.append(position)
        if label.is_query:
            self.queries.append(position)
        if label.starts_response and self.response == NONE:
            self.response = position

    def _count(self, position: int, thread: tuple[int, int]) -> None:
        before = self.switches[-1] if self.server else 0
        self._seen.add(thread)
        self.switches.append(before + (self._thread not in (None, thread)))
        self.threads.append(len(self._seen))
        self.server.append(position)
        self._thread = thread


class Shape:
    """How a stretch of events nests."""

    def __init__(self, labels: Sequence[Label], events: Sequence[tuple[int, int, int]], spots: Sequence[Spot]) -> None:
        """`events` holds for each event the numbers of its label, exchange and spot."""
        self.parent = array("i")
        """The innermost span around each event; a span's exit has the parent of its enter."""
        self.partner = array("i", [NONE]) * len(events)
        """A span's exit for its enter, and the other way round."""
        self.depth = array("i")
        """How many middleware and view spans are around it."""
        self.passed = bytearray(len(events))
        """1 for each enter that the request passes through: of the user's code, and of what such code runs within."""
        self.keys: list[Key] = []
        self.exchanges: dict[int, Exchange] = {}
        self._labels = labels
        self._events = events
        self._spots = spots
        self._open: dict[tuple[int, bool], list[int]] = {}
        self._seen: dict[tuple[object, ...], int] = {}
        for position in range(len(events)):
            self._add(position)
        del self._open, self._seen

    def _add(self, position: int) -> None:
        number, exchange, spot = self._events[position]
        label = self._labels[number]
        spans = self._open.setdefault((exchange, label.is_client), [])
        enter = self._enter_of(position, spans) if label.is_exit else NONE
        if enter != NONE:
            self._leave(position, enter, spans)
        else:
            self._begin(position, label, exchange, spans)
        if label.is_enter:
            spans.append(position)
            if label.encloses:
                self._pass(position)
        if exchange not in self.exchanges:
            self.exchanges[exchange] = Exchange()
        found = self.exchanges[exchange]
        found.add(position, number, label, self._spots[spot])
        if self.parent[position] == NONE:
            found.open_roots += label.is_enter - (self.partner[position] != NONE)

    def _begin(self, position: int, label: Label, exchange: int, spans: list[int]) -> None:
        parent = self._parent_of(position, spans)
        inside = 0 if parent == NONE else self.depth[parent] + self.label(parent).is_layer
        self.parent.append(parent)
        self.depth.append(inside)
        same = (exchange, label.meaning, inside if label.has_depth else 0)
        counted = (*same, label.is_exit)
        occurrence = self._seen.get(counted, 0)
        self._seen[counted] = occurrence + 1
        # An exit without its enter is no partner of anybody's: it is counted apart, from -1 downwards.
        shown = -1 - occurrence if label.is_exit else occurrence
        self.keys.append(Key(*same, shown, label.is_exit, label.tier))

    def _leave(self, position: int, enter: int, spans: list[int]) -> None:
        spans.remove(enter)
        self.partner[enter], self.partner[position] = position, enter
        self.parent.append(self.parent[enter])
        self.depth.append(self.depth[enter])
        self.keys.append(self.keys[enter]._replace(is_exit=True, tier=self.label(position).tier))

    def _pass(self, span: int) -> None:
        while span != NONE and not self.passed[span]:
            self.passed[span] = 1
            span = self.parent[span]

    def _enter_of(self, position: int, spans: list[int]) -> int:
        """The span that ends here: the innermost of its name at the same place, else in the same process."""
        number, _, spot = self._events[position]
        label = self._labels[number]
        elsewhere = NONE
        for span in reversed(spans):
            other = self.label(span)
            if (other.stage, other.name) == (label.stage, label.name):
                if self._events[span][2] == spot:
                    return span
                if elsewhere == NONE and self._spot(span).process == self._spots[spot].process:
                    elsewhere = span
        return elsewhere

    def _parent_of(self, position: int, spans: list[int]) -> int:
        """The span that called: at the same place, or a hop that led here, or else the innermost that encloses."""
        spot = self._spot(position)
        place = self._events[position][2]
        elsewhere = NONE
        for span in reversed(spans):
            label = self.label(span)
            if self._events[span][2] == place:
                return span
            if label.is_hop and spot.in_task == (label.name == "hop async_to_sync"):
                return span
            if elsewhere == NONE and not (label.is_hop or label.is_await):
                elsewhere = span
        return elsewhere

    def label(self, position: int) -> Label:
        """What the event at a position reports."""
        return self._labels[self._events[position][0]]

    def _spot(self, position: int) -> Spot:
        return self._spots[self._events[position][2]]
