"""A lane's events as columns: compact arrays that are built in one pass and only ever grow.

What costs memory is a number or three an event; how events nest is kept by `Shape`, once for all requests that do the
same. Extending the index by n events costs O(n).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from visualizer.replay.label import Labels
from visualizer.replay.shape import Shape, Spot
from visualizer.trace import Event, Place


class Places(dict[Place, int]):
    """The number of each place, given at the first look-up; `all` holds the places by number."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Place] = []

    def __missing__(self, place: Place) -> int:
        number = self[place] = len(self.all)
        self.all.append(place)
        return number


class LaneIndex:
    """The columns of one lane.

    Exchanges are numbered from 1 in the order in which they are first named, which is how the lab numbers them. What
    names its connection alone (a connect, a close) belongs to that connection's latest exchange, or to its first where
    there was none yet; 0 is for what belongs to none.
    """

    def __init__(self, labels: Labels, events: Sequence[Event]) -> None:
        self.events = events
        """The trace's own list, which grows."""
        self.size = 0
        """How many of them the columns hold."""
        self.time = array("q")
        self.label = array("i")
        self.place = array("i")
        self.exchange = array("i")
        self.sourced = array("i")
        """The positions of the events that name a source."""
        self.first: list[int] = [0]
        """The position of the first event of each exchange; item 0 is of no use."""
        self.last: list[int] = [-1]
        """And of the last."""
        self.places = Places()
        self.labels = labels
        self._numbers: dict[tuple[int | None, int | None], int] = {}
        self._latest: dict[int | None, int] = {}
        self._waiting: dict[int | None, list[int]] = {}

    def extend(self) -> int | None:
        """Take in what the trace has more. From which exchange on blocks may now be others; None without more."""
        begin, end = self.size, len(self.events)
        if begin == end:
            return None
        new = self.events[begin:end]
        labels, places = self.labels, self.places
        self.time.extend([event.time for event in new])
        self.label.extend([labels[event.stage, event.name, event.phase] for event in new])
        self.place.extend([places[event.place] for event in new])
        self.sourced.extend([position for position, event in enumerate(new, begin) if event.source is not None])
        self.size = end
        # An exchange reaches back to its connection's first event, and may so overlap others that had ended before.
        reach = min([begin, *(self.first[number] for number in self._assign(new, begin) if number)])
        return min(filter(None, self.exchange[reach:]), default=len(self.first))

    def _assign(self, new: Sequence[Event], begin: int) -> set[int]:
        """Give every new event its exchange; the numbers of these exchanges."""
        touched = set()
        before: tuple[int | None, int | None] | None = None
        number = 0
        append = self.exchange.append
        for position, event in enumerate(new, begin):
            identity = event.connection, event.exchange
            if identity != before or not number:
                if before is not None:
                    self.last[number] = position - 1
                before = identity
                number = self._number(identity, position)
                touched.add(number)
            append(number)
        self.last[number] = self.size - 1
        return touched

    def _number(self, identity: tuple[int | None, int | None], position: int) -> int:
        connection, exchange = identity
        if exchange is None:
            number = 0 if connection is None else self._latest.get(connection, 0)
            if not number and connection is not None:
                self._waiting.setdefault(connection, []).append(position)
            return number
        number = self._numbers.get(identity, 0) or self._new(identity, position)
        self._latest[connection] = number
        return number

    def _new(self, identity: tuple[int | None, int | None], position: int) -> int:
        number = self._numbers[identity] = len(self.first)
        early = self._waiting.pop(identity[0], [])
        for waiting in early:
            self.exchange[waiting] = number
        self.first.append(min([position, *early]))
        self.last.append(position)
        return number

    def shape_key(self, begin: int, end: int) -> tuple[bytes, bytes, tuple[int, ...], tuple[Spot, ...]]:
        """What the shape of these events depends on: two stretches with an equal key have the same shape."""
        lowest = min((number for number in self.exchange[begin:end] if number), default=1) - 1
        exchanges = array("i", [number and number - lowest for number in self.exchange[begin:end]])
        order: dict[int, int] = {}
        places = array("i", [order.setdefault(number, len(order)) for number in self.place[begin:end]])
        return self.label[begin:end].tobytes(), exchanges.tobytes(), tuple(places), self._spots(order)

    def _spots(self, order: dict[int, int]) -> tuple[Spot, ...]:
        processes: dict[int, int] = {}
        threads: dict[tuple[int, str], int] = {}
        return tuple(
            Spot(
                processes.setdefault(place.process, len(processes)),
                threads.setdefault((place.process, place.thread), len(threads)),
                place.task is not None,
            )
            for place in (self.places.all[number] for number in order)
        )

    def shape(self, key: tuple[bytes, bytes, tuple[int, ...], tuple[Spot, ...]]) -> Shape:
        """The shape that belongs to a key of `shape_key`."""
        labels, exchanges, places, spots = key
        numbers = array("i", labels), array("i", exchanges), places
        return Shape(self.labels.all, list(zip(*numbers, strict=True)), spots)
