"""Pairs two runs' exchanges, and within a pair their events, with the one aligner, however exchanges interleave.

Exchanges are paired as a diff pairs lines: those with equal request lines first, then, in the gaps between them, in
order, so a request that was edited is compared with what it was. Of an exchange the server's events and the client's
are aligned apart, since the order between two processes is the clock's; then they are merged as the first run had them.
Pure, and the same whichever of the two runs is left.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Hashable, Sequence
from heapq import merge
from itertools import zip_longest
from typing import NamedTuple, cast

from visualizer.replay.aligner import Level, align
from visualizer.replay.blocks import cut
from visualizer.replay.index import LaneIndex
from visualizer.replay.label import Labels
from visualizer.replay.shape import NONE, Key
from visualizer.trace import Event, Trace, Value

Pair = tuple[int, int]
"""A position on either side, or NONE."""

_CLIENT_TIER = 2

MOST_EQUAL = 100_000
"""Pairs of equal request lines that are all considered: beyond them a crowd's requests are paired in their order."""


class Run(NamedTuple):
    """One of the two that are compared: a lane of a trace."""

    trace: Trace
    lane: str


class Codes(dict[Key, int]):
    """A number for each key without its exchange, shared by both sides: numbers are compared faster than keys."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_by_code: list[Key] = []
        self._labels = Labels()
        self._by_shape: dict[object, array[int]] = {}

    def __missing__(self, key: Key) -> int:
        number = self[key] = len(self.keys_by_code)
        self.keys_by_code.append(key)
        return number

    def index(self, events: Sequence[Event]) -> LaneIndex:
        """The columns of a side, whose labels have the same numbers on both."""
        index = LaneIndex(self._labels, events)
        index.extend()
        return index

    def of(self, index: LaneIndex) -> array[int]:
        """The code of each event; a shape is worked out once, whichever side has it."""
        found = array("i")
        for block in cut([index], 1, (0,)):
            shape = index.shape_key(block.begins[0], block.ends[0])
            if shape not in self._by_shape:
                self._by_shape[shape] = array("i", [self[key._replace(exchange=0)] for key in index.shape(shape).keys])
            found.extend(self._by_shape[shape])
        return found


class Side:
    """One run as the aligner wants it: the events of each exchange, and a code for each event."""

    def __init__(self, run: Run, codes: Codes) -> None:
        self.events = run.trace.events(run.lane)
        self.codes = codes
        index = codes.index(self.events)
        self.positions = [array("i") for _ in index.first]
        """For each exchange (0: of none) the positions of its events, ascending."""
        for position, number in enumerate(index.exchange):
            self.positions[number].append(position)
        self.coded = codes.of(index)
        """The code of each event."""

    def key(self, position: int) -> Key:
        """What the event at a position stands for; its exchange is 0."""
        return self.codes.keys_by_code[self.coded[position]]

    def line(self, exchange: int) -> Value:
        """What tells an exchange from others: the request's first line, or what the server read of it."""
        for position in self.positions[exchange]:
            event = self.events[position]
            if (event.stage, event.name, event.phase) == ("client", "request", "enter"):
                return event.data.get("line")
            if (event.stage, event.name, event.phase) == ("parse", "head", "exit"):
                return f"{event.data.get('method')} {event.data.get('target')}"
        return None

    def stream(self, exchange: int, *, client: bool) -> list[int]:
        """The positions of an exchange's events that the client made, or the server; none of exchange NONE."""
        if exchange == NONE:
            return []
        coded, keys = self.coded, self.codes.keys_by_code
        return [at for at in self.positions[exchange] if (keys[coded[at]].tier == _CLIENT_TIER) is client]


def pairs(left: Side, right: Side) -> list[tuple[Pair, list[Pair]]]:
    """For each pair of exchanges (first the events of none, 0) its events, paired."""
    if _comes_first(right, left):
        return [(_turned(exchanges), [_turned(pair) for pair in events]) for exchanges, events in _pairs(right, left)]
    return _pairs(left, right)


def _turned(pair: Pair) -> Pair:
    return pair[1], pair[0]


def _pairs(left: Side, right: Side) -> list[tuple[Pair, list[Pair]]]:
    sides = left, right
    lines = [[repr(side.line(number)) for number in range(1, len(side.positions))] for side in sides]
    levels = align(_told_apart(lines))
    exchanges = [(0, 0), *((_from_one(one), _from_one(other)) for one, other in _replaced(levels))]
    return [(pair, _events(sides, pair)) for pair in exchanges]


def _told_apart(lines: list[list[str]]) -> Sequence[Sequence[Hashable]]:
    """The request lines; where so many are equal that each with each would be too many, equal ones by their order."""
    left, right = (Counter(side) for side in lines)
    if sum(count * right[line] for line, count in left.items()) <= MOST_EQUAL:
        return lines
    return [_numbered(side) for side in lines]


def _numbered(lines: list[str]) -> list[tuple[str, int]]:
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        found.append((line, seen[line]))
        seen[line] += 1
    return found


def _from_one(number: int) -> int:
    return number if number == NONE else number + 1


def _replaced(levels: Sequence[Level]) -> list[Pair]:
    """The levels as pairs, where what stands alone on the left is paired, in order, with what does on the right."""
    found: list[Pair] = []
    alone: tuple[list[int], list[int]] = [], []
    for left, right in levels:
        if left is not None and right is not None:
            found += [*_in_order(alone), (left, right)]
            alone = [], []
        elif left is not None:
            alone[0].append(left)
        else:
            alone[1].append(cast(int, right))
    return [*found, *_in_order(alone)]


def _in_order(alone: tuple[list[int], list[int]]) -> list[Pair]:
    return list(zip_longest(*alone, fillvalue=NONE))


def _events(sides: tuple[Side, Side], exchanges: Pair) -> list[Pair]:
    """The events of two exchanges; either may be NONE."""
    if NONE not in exchanges:
        whole = [side.positions[number] for side, number in zip(sides, exchanges, strict=True)]
        if _codes_at(sides[0], whole[0]) == _codes_at(sides[1], whole[1]):
            return list(zip(*whole, strict=True))
    server, client = (_stream(sides, exchanges, client=client) for client in (False, True))
    return [pair for _, pair in merge(server, client, key=lambda ranked: ranked[0])]


def _stream(sides: tuple[Side, Side], exchanges: Pair, *, client: bool) -> list[tuple[int, Pair]]:
    """The events of the client, or of the server, paired, each with its rank among those of both."""
    streams = [side.stream(number, client=client) for side, number in zip(sides, exchanges, strict=True)]
    keys = sides[0].codes
    coded = [_codes_at(side, stream) for side, stream in zip(sides, streams, strict=True)]
    found: list[tuple[int, Pair]] = []
    rank = NONE
    for one, other in align(coded, lambda code: keys.keys_by_code[cast(int, code)].tier):
        rank = rank if one is None else streams[0][one]
        pair = NONE if one is None else streams[0][one], NONE if other is None else streams[1][other]
        found.append((rank, pair))
    return found


def _codes_at(side: Side, positions: Sequence[int]) -> list[int]:
    coded = side.coded
    return [coded[position] for position in positions]


def _comes_first(one: Side, other: Side) -> bool:
    """An order of any two runs that does not depend on which is left, so that alignment does not either."""
    if one.coded != other.coded:
        at = next(
            (at for at, codes in enumerate(zip(one.coded, other.coded, strict=False)) if codes[0] != codes[1]), NONE
        )
        return len(one.coded) < len(other.coded) if at == NONE else one.key(at) < other.key(at)
    return one.positions < other.positions
