"""The scene: what there is to see at a cursor. A pure function of the score and the cursor, computed when asked.

Nothing is replayed: each question is answered by bisection and by walking outwards through the spans around an event,
so seeking anywhere costs O(depth + log n), plus what is shown. A scene is light; make one for each cursor, and make a
new one when the score has grown.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from visualizer.replay.blocks import Block
from visualizer.replay.cell import Cell, Glance, cells, where
from visualizer.replay.code import CodeView, code_view
from visualizer.replay.data import DataView, data_view
from visualizer.replay.messages import WINDOW as MESSAGES_WINDOW
from visualizer.replay.messages import MessagesView, messages_view
from visualizer.replay.moment import Moment
from visualizer.replay.score import Score, Step
from visualizer.replay.shape import NONE
from visualizer.replay.wire import WINDOW as WIRE_WINDOW
from visualizer.replay.wire import WireView, wire_view
from visualizer.trace import Place


class Span(NamedTuple):
    """A span that is open at the cursor: a ring of the onion."""

    event: int
    """Its enter."""
    stage: str
    name: str
    is_layer: bool
    """Whether it is one of the application's own rings (middleware and view spans) and not the server's or a hop."""


class Counts(NamedTuple):
    """What an exchange has cost in a lane's server up to the cursor."""

    events: int
    """All events of the exchange, the client's too."""
    threads: int
    """In how many threads the server's events happened."""
    switches: int
    """How often one happened in another thread than the one before."""
    hops: int
    """Calls of sync_to_async and async_to_sync."""
    queries: int
    """SQL statements."""


class LaneScene(NamedTuple):
    """Where one lane stands."""

    at: int | None
    """Its event at the cursor; None where it has a gap and stays."""
    last: int | None
    """Its latest event of the exchange at or before the cursor; None before the first."""
    place: Place | None
    """Where that happened."""
    where: str
    """The same in words, `loop · Task-3`; empty before the first."""
    is_responding: bool
    """Whether the response has started: the way is up from here."""
    stack: tuple[Span, ...]
    """The spans that are open in the server, the outermost first."""


class Scene:
    """What there is to see at a cursor.

    `lane` is a lane's place in `score.lanes`, `row` a row's in `score.rows`. Events are positions in the lane's list:
    `score.event(lane, event)` is the event itself.
    """

    def __init__(self, score: Score, cursor: int) -> None:
        """`cursor` is a step, or −1 for before the first. Raises IndexError for a step that there is not."""
        if not NONE <= cursor < len(score.steps):
            raise IndexError(f"there is no step {cursor}: there are {len(score.steps)}")
        self.score = score
        self.cursor = cursor
        self._moments: dict[int, Moment] = {}

    @cached_property
    def step(self) -> Step | None:
        """The step at the cursor, None before the first."""
        return self.score.steps[self.cursor] if self.cursor >= 0 else None

    @property
    def row(self) -> int | None:
        """The number of the row at the cursor, None before the first."""
        return self.step.row if self.step else None

    @cached_property
    def exchange(self) -> int | None:
        """The exchange that is looked at, from 1: the cursor's, or the next one where the cursor's row has none."""
        return self._block.first + self._local_exchange - 1 if self._local_exchange else None

    @cached_property
    def rows(self) -> Sequence[int]:
        """The numbers of the rows that belong to the exchange that is looked at, in the order of the picture."""
        return self.score.rows_beside(self._number, self.exchange or 0)

    def cells(self, row: int) -> tuple[Cell, ...]:
        """What a row shows, lane by lane."""
        return cells(self.score, row, self._glances)

    def cell(self, row: int, lane: int) -> Cell:
        """What a row shows for one lane; to draw more than one lane take `cells`."""
        return self.cells(row)[lane]

    def lane(self, lane: int) -> LaneScene:
        """Where a lane stands."""
        moment = self._moment(lane)
        last = moment.last
        place = None if last == NONE else moment.place(last)
        labels = [(event, moment.label(event)) for event in moment.stack()]
        return LaneScene(
            at=None if moment.at == NONE else moment.at,
            last=None if last == NONE else last,
            place=place,
            where=where(place) if place else "",
            is_responding=NONE != moment.exchange.response <= moment.reached - 1 - moment.begin,
            stack=tuple(Span(event, label.stage, label.name, label.is_layer) for event, label in labels),
        )

    def counts(self, lane: int) -> Counts:
        """What the exchange has cost so far in a lane."""
        moment = self._moment(lane)
        exchange = moment.exchange
        server = moment.count(exchange.server)
        return Counts(
            events=moment.count(exchange.events),
            threads=exchange.threads[server - 1] if server else 0,
            switches=exchange.switches[server - 1] if server else 0,
            hops=moment.count(exchange.hops),
            queries=moment.count(exchange.queries),
        )

    def data(self, lane: int) -> DataView:
        """What Data shows: environ or scope, the event's own data, and what it changed."""
        return data_view(self._moment(lane))

    def bytes(self, lane: int, limit: int = WIRE_WINDOW) -> WireView:
        """What Bytes shows: the latest reads and writes, `limit` bytes at the most."""
        return wire_view(self._moment(lane), limit)

    def messages(self, lane: int, limit: int = MESSAGES_WINDOW) -> MessagesView:
        """What Messages shows: the latest `limit` messages between server and application."""
        return messages_view(self._moment(lane), limit)

    def code(self, lane: int) -> CodeView | None:
        """What Code shows: the statement that acts, or the nearest that is known; None without any."""
        return code_view(self._moment(lane))

    @cached_property
    def _number(self) -> int:
        return self.score.layout.local_step(max(self.cursor, 0))[0]

    @cached_property
    def _block(self) -> Block:
        return self.score.layout.blocks[self._number]

    @cached_property
    def _local_exchange(self) -> int:
        """The exchange, counted in its block; 0 for none."""
        alignment = self.score.layout.alignments[self._number]
        if not self.score.steps:
            return 0
        _, local = self.score.layout.local_step(max(self.cursor, 0))
        return alignment.key_at(local).exchange or min(filter(None, alignment.rows_by_exchange), default=0)

    @cached_property
    def _glances(self) -> list[Glance]:
        moments = [self._moment(lane) for lane in range(len(self.score.lanes))]
        return [Glance(moment.reached, moment.at, moment.now or 0) for moment in moments]

    def _moment(self, lane: int) -> Moment:
        if lane not in self._moments:
            self._moments[lane] = Moment(self.score, lane, self.cursor, self._local_exchange)
        return self._moments[lane]
