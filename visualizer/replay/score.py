"""The score: all lanes of a trace level, as rows and steps; what stepping, drawing and finding stand on.

A row is one line of the picture: the events of all lanes that mean the same. A step is a place of the cursor: a row's
beginning (phase "enter", of points too) or its end ("exit"). Steps visit every event of every lane once, in the lane's
order, so a row whose events stand in another order in two lanes has a step for each lane.
Lanes are counted from 0 in the order of `lanes`; events are their positions in `trace.events(lane)`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, NamedTuple, TypeVar, overload

from visualizer.replay.holds import Holds
from visualizer.replay.label import Label
from visualizer.replay.layout import Layout
from visualizer.replay.shape import NONE
from visualizer.trace import Event, Trace

Item = TypeVar("Item")


class Row(NamedTuple):
    """One line of the picture."""

    number: int
    """Its place in `Score.rows`, in the order of first appearance."""
    exchange: int | None
    """Which request, from 1; None for what belongs to none."""
    stages: tuple[str | None, ...]
    """For each lane the stage of its event, None for a gap."""
    names: tuple[str | None, ...]
    """For each lane the name that its event has, None for a gap."""
    depth: int
    """How many middleware and view spans are around it: the rings of the onion. 0 outside the application."""
    occurrence: int
    """How many rows of the same meaning and depth the exchange has before this one."""
    enters: tuple[int | None, ...]
    """For each lane its enter or point, None for a gap."""
    exits: tuple[int | None, ...]
    """For each lane its exit, None where there is none (yet)."""
    first_step: int
    """The step at which it appears."""

    @property
    def stage(self) -> str:
        """The stage in the first lane that has the row: WSGI's `environ`, although ASGI's is `scope`."""
        return next(stage for stage in self.stages if stage is not None)

    @property
    def name(self) -> str:
        """The name in the first lane that has the row."""
        return next(name for name in self.names if name is not None)


class Step(NamedTuple):
    """One place of the cursor."""

    number: int
    """Its place in `Score.steps`."""
    row: int
    phase: str
    """`enter` (a point's step too) or `exit`."""
    events: tuple[int | None, ...]
    """For each lane its event, None for a lane that stays where it is."""


class Lazy(Sequence[Item], Generic[Item]):
    """A sequence whose items are made when they are asked for."""

    def __init__(self, size: Callable[[], int], make: Callable[[int], Item]) -> None:
        self._size = size
        self._make = make

    def __len__(self) -> int:
        return self._size()

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        numbers = range(self._size())[at]
        return self._make(numbers) if isinstance(numbers, int) else [self._make(number) for number in numbers]


class Score:
    """All lanes of a trace, level.

    Building takes about a microsecond an event where requests resemble each other. `grow` takes in what the trace has
    got since; it costs the size of the block that is open (usually the request that is running), not of the trace.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.layout = Layout(trace)
        """For the modules of this package; a screen has no need of it."""
        self.rows: Sequence[Row] = Lazy(lambda: self.layout.row_begins[-1], self._row)
        """All rows, made when asked for."""
        self.steps: Sequence[Step] = Lazy(lambda: self.layout.step_begins[-1], self._step)
        """All steps, made when asked for."""
        self._holds: dict[int, Holds] = {}
        self.layout.grow()

    @property
    def lanes(self) -> tuple[str, ...]:
        """The lanes' names; everywhere else a lane is its place in here."""
        return self.layout.lanes

    @property
    def exchanges(self) -> int:
        """How many exchanges there are; they are numbered from 1."""
        return max((len(index.first) - 1 for index in self.layout.indexes), default=0)

    def grow(self) -> bool:
        """Take in what the trace has got since; whether there was anything.

        Steps before the block that is open keep their numbers; those in it may get others, as the lanes find their
        partners. `Player.grow` does this and keeps its cursor at the same event. Scenes made before are void.
        """
        return self.layout.grow()

    def holds(self, lane: int) -> Holds:
        """What was held in a lane, and what is."""
        index = self.layout.indexes[lane]
        found = self._holds.get(lane)
        if found is None or found.index is not index:
            found = self._holds[lane] = Holds(index, self.trace, self.lanes[lane], partial(self.parent, lane))
        return found

    def event(self, lane: int, event: int) -> Event:
        """The event itself."""
        return self.layout.indexes[lane].events[event]

    def label(self, lane: int, event: int) -> Label:
        """What the event reports: its stage, name and phase, and what follows from them."""
        return self.layout.labels.all[self.layout.indexes[lane].label[event]]

    def step_of(self, lane: int, event: int) -> int:
        """The step at which a lane's event stands."""
        block, local = self.layout.local_event(lane, event)
        return self.layout.step_begins[block] + self.layout.alignments[block].step_of[lane][local]

    def row_of(self, lane: int, event: int) -> int:
        """The row in which a lane's event stands."""
        return self.steps[self.step_of(lane, event)].row

    def exchange_of(self, row: int) -> int | None:
        """To which exchange a row belongs; None for what belongs to none."""
        return self._exchange(*self.layout.local_row(row))

    def rows_of(self, exchange: int | None) -> Sequence[int]:
        """The numbers of an exchange's rows, ascending; None: of the first block's rows that belong to none.

        Raises IndexError for an exchange that there is not.
        """
        if not 0 <= (exchange or 0) <= self.exchanges:
            raise IndexError(f"there is no exchange {exchange}: there are {self.exchanges}")
        return self.rows_beside(self.layout.block_of(exchange or 1), exchange or 0)

    def rows_beside(self, block: int, exchange: int) -> Sequence[int]:
        """The numbers of the rows in a block of an exchange, 0 for those of none."""
        local = exchange and exchange - self.layout.blocks[block].first + 1
        found = self.layout.alignments[block].rows_by_exchange.get(local, array("i"))
        begin = self.layout.row_begins[block]
        return Lazy(lambda: len(found), lambda at: begin + found[at])

    def lane_steps(self, lane: int) -> Sequence[int]:
        """The steps at which a lane has an event, ascending: one for each of its events, in their order."""
        return Lazy(lambda: self.layout.indexes[lane].size, lambda event: self.step_of(lane, event))

    def time_of(self, step: int) -> int:
        """The clock at a step, ns: of the first lane that has an event there. Raises IndexError beyond the ends."""
        lane, event = self.anchor(step)
        return self.layout.indexes[lane].time[event]

    def anchor(self, step: int) -> tuple[int, int]:
        """A lane and its event at a step, which hold when the score grows; (0, -1) for the cursor before the first."""
        if step < 0:
            return 0, NONE
        return next((lane, event) for lane, event in enumerate(self.steps[step].events) if event is not None)

    def step_at(self, anchor: tuple[int, int]) -> int:
        """The step of an anchor."""
        return NONE if anchor[1] == NONE else self.step_of(*anchor)

    def parent(self, lane: int, event: int) -> int | None:
        """The innermost span around an event: its enter; None for the outermost."""
        block, local = self.layout.local_event(lane, event)
        return self._global(lane, block, self.layout.alignments[block].shapes[lane].parent[local])

    def partner(self, lane: int, event: int) -> int | None:
        """A span's exit for its enter, and the other way round; None for a point and for what has not ended."""
        block, local = self.layout.local_event(lane, event)
        return self._global(lane, block, self.layout.alignments[block].shapes[lane].partner[local])

    def _global(self, lane: int, block: int, local: int) -> int | None:
        return None if local == NONE else self.layout.blocks[block].begins[lane] + local

    def _exchange(self, block: int, local: int) -> int | None:
        exchange = self.layout.alignments[block].line(local).key.exchange
        return self.layout.blocks[block].first + exchange - 1 if exchange else None

    def _row(self, number: int) -> Row:
        block, local = self.layout.local_row(number)
        line = self.layout.alignments[block].line(local)
        begins = self.layout.blocks[block].begins
        places = list(zip(begins, line.sides, strict=True))
        return Row(
            number,
            self._exchange(block, local),
            line.stages,
            line.names,
            line.key.depth,
            line.key.occurrence,
            tuple([None if side.enter == NONE else begin + side.enter for begin, side in places]),
            tuple([None if side.leave == NONE else begin + side.leave for begin, side in places]),
            self.layout.step_begins[block] + line.step,
        )

    def _step(self, number: int) -> Step:
        block, local = self.layout.local_step(number)
        alignment = self.layout.alignments[block]
        return Step(
            number=number,
            row=self.layout.row_begins[block] + alignment.row_of[local],
            phase="exit" if alignment.key_at(local).is_exit else "enter",
            events=tuple(self._global(lane, block, at[local]) for lane, at in enumerate(alignment.steps)),
        )
