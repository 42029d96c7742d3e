"""A run's events: a list per lane that only ever grows, so that whoever has looked at an index may keep it.

Every lane's list is in the order in which its events were given. Events of several processes that are given together
are merged by the clock, which is one clock for all processes of a machine; each process keeps its own order.

What a sampler saw has lists of its own: it says what the system was like, not what a request did, so it is no step.
"""

from collections.abc import Iterable, Sequence
from heapq import merge
from operator import attrgetter

from visualizer.trace.bound import Bound
from visualizer.trace.event import Event, Header, Scenario, SourceFile


class Trace:
    """The events of a run by lane, the sources that they name, and what was run."""

    def __init__(self, header: Header | None = None) -> None:
        self.header = header or Header(scenario=Scenario("", ()))
        self.sources: dict[int, SourceFile] = {}
        """The source files by their number."""
        self._lanes: dict[str, list[Event]] = {lane: [] for lane in self.header.scenario.lanes}
        self._samples: dict[str, list[Event]] = {}
        self._bound = Bound()
        self._version = 0

    @property
    def lanes(self) -> tuple[str, ...]:
        """The names of the lanes: the header's, then others in the order in which they first reported."""
        return tuple(self._lanes)

    @property
    def version(self) -> int:
        """Grows with everything that is added: who remembers it can tell whether there is more."""
        return self._version

    @property
    def lost(self) -> int:
        """How many events came after the trace was full and were not kept."""
        return self._bound.lost

    def __bool__(self) -> bool:
        return True  # One that is still empty is a trace too.

    def __len__(self) -> int:
        return sum(map(len, self._lanes.values())) + sum(map(len, self._samples.values()))

    def events(self, lane: str) -> Sequence[Event]:
        """The events of a lane, the same growing list at each call; empty for a lane that never reported."""
        return self._lanes.get(lane, ())

    def samples(self, lane: str) -> Sequence[Event]:
        """What the sampler saw of a lane (backlog, holds), the same growing list once there is one."""
        return self._samples.get(lane, ())

    def everything(self, lane: str) -> Sequence[Event]:
        """The events of a lane and what the sampler saw of it, by the clock."""
        samples = self.samples(lane)
        return list(merge(self.events(lane), samples, key=attrgetter("time"))) if samples else self.events(lane)

    def append(self, event: Event) -> None:
        """Put `event` at the end of its lane, or count it as lost when the trace is full."""
        self._version += 1
        if self._bound.admits(event):
            lane = self._lanes.get(event.lane)
            if lane is None:
                lane = self._lanes[event.lane] = []
            if event.observer == "sampler":
                lane = self._samples.setdefault(event.lane, [])
            lane.append(event)

    def extend(self, events: Iterable[Event]) -> None:
        """Append events that arrived together: those of several processes are merged by the clock."""
        for event in merged(events):
            self.append(event)

    def add_source(self, source: SourceFile) -> None:
        """Keep a source file under its number."""
        self.sources[source.number] = source
        self._version += 1

    def losses(self) -> list[Event]:
        """For each lane that lost events when the trace was full, the event that counts them."""
        return self._bound.losses()


def merged(events: Iterable[Event]) -> list[Event]:
    """`events` by the clock, where each observer in each process of each lane keeps the order in which it saw them."""
    by_process: dict[tuple[str, int, str], list[Event]] = {}
    for event in events:
        by_process.setdefault((event.lane, event.place.process, event.observer), []).append(event)
    return list(merge(*by_process.values(), key=attrgetter("time")))
