"""How a trace is laid out: its lanes' columns, cut into blocks, each with its alignment, numbered all through.

Grows with the trace. What is asked by a number of the whole trace (a step, a row, a lane's event) is found in its
block by bisection.
"""

from __future__ import annotations

from bisect import bisect_right

from visualizer.replay.alignment import Alignment
from visualizer.replay.blocks import Block, cut
from visualizer.replay.index import LaneIndex
from visualizer.replay.label import Labels
from visualizer.replay.shape import Shape
from visualizer.trace import Trace


class Layout:
    """The blocks of a trace."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.lanes: tuple[str, ...]
        self.labels = Labels()
        self.indexes: list[LaneIndex]
        self.blocks: list[Block]
        """At least one, if an empty one."""
        self.alignments: list[Alignment]
        """Of each block."""
        self.row_begins: list[int]
        """The number of each block's first row, and at the end how many rows there are."""
        self.step_begins: list[int]
        """The same of steps."""
        self._lane_begins: list[list[int]]
        self._shapes: dict[object, Shape] = {}
        self._known: dict[tuple[int, ...], Alignment] = {}
        self._start()

    def grow(self) -> bool:
        """Take in what the trace has got since; whether there was anything."""
        if self.trace.lanes != self.lanes:
            self._start()
        changed = [index.extend() for index in self.indexes]
        if all(exchange is None for exchange in changed):
            return False
        # What belongs to no exchange goes to the last block, which is made anew in any case.
        self._rebuild(min(self.block_of(exchange) for exchange in changed if exchange is not None))
        return True

    def local_step(self, step: int) -> tuple[int, int]:
        """In which block a step is and where there; in an empty trace step 0 is in the empty block."""
        block = min(bisect_right(self.step_begins, step), len(self.blocks)) - 1
        return block, step - self.step_begins[block]

    def local_row(self, row: int) -> tuple[int, int]:
        """In which block a row is, and where there."""
        block = bisect_right(self.row_begins, row) - 1
        return block, row - self.row_begins[block]

    def local_event(self, lane: int, event: int) -> tuple[int, int]:
        """In which block an event of a lane is, and where there."""
        block = bisect_right(self._lane_begins[lane], event) - 1
        return block, event - self._lane_begins[lane][block]

    def block_of(self, exchange: int) -> int:
        """The number of the block that has this exchange (from 1)."""
        return bisect_right(self.blocks, exchange, key=lambda block: block.first) - 1

    def _start(self) -> None:
        """Begin anew, since the lanes have become others."""
        self.lanes = self.trace.lanes
        self.indexes = [LaneIndex(self.labels, self.trace.events(lane)) for lane in self.lanes]
        self.blocks, self.alignments = [], []
        self.row_begins, self.step_begins = [0], [0]
        self._lane_begins = [[] for _ in self.lanes]
        self._rebuild(0)

    def _rebuild(self, number: int) -> None:
        first, begins = 1, (0,) * len(self.lanes)
        if self.blocks:
            first, begins, _ = self.blocks[number]
        del self.blocks[number:], self.alignments[number:]
        del self.row_begins[number + 1 :], self.step_begins[number + 1 :]
        for lane in self._lane_begins:
            del lane[number:]
        blocks = list(cut(self.indexes, first, begins))
        for block in blocks:
            self._append(block, last=block is blocks[-1])

    def _append(self, block: Block, *, last: bool) -> None:
        alignment = self._alignment(block, last=last)
        self.blocks.append(block)
        self.alignments.append(alignment)
        self.row_begins.append(self.row_begins[-1] + len(alignment.first_step))
        self.step_begins.append(self.step_begins[-1] + len(alignment.row_of))
        for begins, begin in zip(self._lane_begins, block.begins, strict=True):
            begins.append(begin)

    def _alignment(self, block: Block, *, last: bool) -> Alignment:
        """The block's alignment, a known one if there is; the last block's is not kept, since it may still grow."""
        shapes = [
            self._shape(index, begin, end, last=last)
            for index, begin, end in zip(self.indexes, block.begins, block.ends, strict=True)
        ]
        key = tuple(id(shape) for shape in shapes)
        found = self._known.get(key)
        if found is None:
            found = Alignment(shapes)
            if not last:
                self._known[key] = found
        return found

    def _shape(self, index: LaneIndex, begin: int, end: int, *, last: bool) -> Shape:
        key = index.shape_key(begin, end)
        found = self._shapes.get(key)
        if found is None:
            found = index.shape(key)
            if not last:
                self._shapes[key] = found
        return found
