"""What each thread and loop of a lane does after each of its events, as far as the events prove it.

A fold over the lane's events, in their order; it takes in what is new and never looks at an event twice.
"""

from __future__ import annotations

from array import array

from visualizer.replay.index import LaneIndex
from visualizer.replay.label import Label
from visualizer.replay.score import Score
from visualizer.replay.shape import NONE
from visualizer.replay.tracks import Doing, Kind, Track

DOINGS = tuple(Doing)
NOTHING, RUNNING, UNSURE, WAITING, AWAITING = range(5)
"""The places of these in DOINGS: what is kept of each event is a byte."""

Key = tuple[int, str, bool]
"""A process, a thread, and whether the client runs on it."""

_TASK_ORDER = (UNSURE, AWAITING)
"""What a loop does whose tasks do several things: the first of these that one of them does."""


class ThreadEvents:
    """The events of one thread or loop, and what it does after each."""

    def __init__(self) -> None:
        self.times = array("q")
        self.positions = array("i")
        self.doings = bytearray()
        self.labels = array("i")
        """The label of the stage it is in, or NONE."""
        self.tasks: dict[str | None, tuple[int, int]] = {}
        """What each task does after its latest event: (doing, label)."""


class Threads:
    """The threads, loops and clients of one lane, in the order of their first events."""

    def __init__(self, score: Score, lane: int) -> None:
        self.all: dict[Key, ThreadEvents] = {}
        self._score = score
        self._lane = lane
        self._index: LaneIndex = score.layout.indexes[lane]
        self._loops: set[Key] = set()
        self._taken = 0

    def take(self, size: int) -> None:
        """Take in the events up to this position."""
        for position in range(self._taken, size):
            self._take(position)
        self._taken = size

    def tracks(self) -> list[Track]:
        """A row for each."""
        return [self.track(key) for key in self.all]

    def track(self, key: Key) -> Track:
        """The row of one of them."""
        process, thread, is_client = key
        kind = Kind.CLIENT if is_client else Kind.THREAD
        return Track(self._lane, process, thread, key in self._loops, is_client, kind)

    def key(self, event: int) -> Key:
        """On which of them an event happened."""
        place = self._index.places.all[self._index.place[event]]
        return place.process, place.thread, self._index.labels.all[self._index.label[event]].is_client

    def _task(self, event: int) -> str | None:
        return self._index.places.all[self._index.place[event]].task

    def _take(self, position: int) -> None:
        index = self._index
        task = self._task(position)
        key = self.key(position)
        if task is not None:
            self._loops.add(key)
        events = self.all.setdefault(key, ThreadEvents())
        after = self._after(key, position, index.labels.all[index.label[position]], in_task=task is not None)
        if after[0] == NOTHING:
            events.tasks.pop(task, None)
        else:
            events.tasks[task] = after
        doing, label = _of_all(events.tasks) if key in self._loops else after
        events.times.append(index.time[position])
        events.positions.append(position)
        events.doings.append(doing)
        events.labels.append(label)

    def _after(self, key: Key, event: int, label: Label, *, in_task: bool) -> tuple[int, int]:
        """What its thread or task does after an event, as far as the events tell, and the label that says in what."""
        index = self._index
        if label.is_client and not label.is_exit and label.name != "close":
            return WAITING, index.label[event]
        span = event if label.is_enter else self._score.parent(self._lane, event)
        if span is None or self.key(span) != key or self._task(span) != self._task(event):
            return NOTHING, NONE
        number = index.label[span]
        inside = index.labels.all[number]
        if inside.is_hop or inside.is_await or inside.name == "input.read":
            return (AWAITING if in_task else WAITING), number
        return (UNSURE if in_task else RUNNING), number


def _of_all(tasks: dict[str | None, tuple[int, int]]) -> tuple[int, int]:
    """What a loop does, of whose tasks each does this."""
    latest = list(tasks.values())[::-1]
    for wanted in _TASK_ORDER:
        for doing, label in latest:
            if doing == wanted:
                return doing, label
    return latest[0] if latest else (NOTHING, NONE)
