"""The oracle of the scene's tests: what there is to see at a cursor, by folding over every step from the first on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from visualizer.replay import Score, State
from visualizer.trace import Event


class Fold:
    """All that has happened up to a cursor."""

    def __init__(self, score: Score, cursor: int, exchange: int | None) -> None:
        self.score = score
        self.exchange = exchange
        self.seen: list[list[int]] = [[] for _ in score.lanes]
        """Each lane's events up to the cursor."""
        self.rows: dict[tuple[int, int], list[int]] = {}
        """The events of each row and lane up to the cursor."""
        self.at: list[int | None] = [None] * len(score.lanes)
        for number in range(cursor + 1):
            step = score.steps[number]
            self.at = list(step.events)
            for lane, event in enumerate(step.events):
                if event is not None:
                    self.seen[lane].append(event)
                    self.rows.setdefault((step.row, lane), []).append(event)

    def state(self, row: int, lane: int) -> State | None:
        """How far a lane is with a row; None where a gap and what may still come are not told apart."""
        found = self.score.rows[row]
        if found.names[lane] is None:
            return None
        events = self.rows.get((row, lane), [])
        if not events:
            return State.NOT_REACHED
        last = self.score.event(lane, events[-1])
        current = self.at[lane] == events[-1]
        if last.phase == "enter":
            return State.ENTERED if current else State.OPEN
        if last.outcome in ("raised", "cancelled"):
            return State(last.outcome)
        return State.LEFT if current else State.PASSED

    def duration(self, row: int, lane: int) -> int | None:
        """From enter to exit, or so far."""
        events = [self.score.event(lane, event) for event in self.rows.get((row, lane), [])]
        if not events or events[0].phase != "enter":
            return None
        end = events[1] if len(events) > 1 else self.score.event(lane, self.seen[lane][-1])
        return end.time - events[0].time

    def mine(self, lane: int, wanted: Callable[[Event], bool] = lambda event: True) -> list[int]:
        """A lane's events up to the cursor that belong to the exchange."""
        if self.exchange is None:
            return []
        return [
            event
            for event in self.seen[lane]
            if self.score.rows[self.score.row_of(lane, event)].exchange == self.exchange
            and wanted(self.score.event(lane, event))
        ]

    def counts(self, lane: int) -> tuple[int, int, int, int, int]:
        """Events, threads, switches, hops and queries."""
        server = [self.score.event(lane, event) for event in self.mine(lane, lambda event: event.stage != "client")]
        threads = [(event.place.process, event.place.thread) for event in server]
        begun = [event.name for event in server if event.phase != "exit"]
        return (
            len(self.mine(lane)),
            len(set(threads)),
            sum(one != other for one, other in pairwise(threads)),
            sum(name.startswith("hop ") for name in begun),
            sum(name.startswith("SQL") for name in begun),
        )

    def wire(self, lane: int) -> list[int]:
        """Reads and writes of the server; the client's where the exchange has none of the server at all."""
        everything = Fold(self.score, len(self.score.steps) - 1, self.exchange)
        for stage, names in (("socket", ("recv", "send")), ("client", ("send", "receive"))):

            def fits(event: Event, stage: str = stage, names: tuple[str, ...] = names) -> bool:
                return event.stage == stage and event.name in names

            if everything.mine(lane, fits):
                return self.mine(lane, fits)
        return []

    def messages(self, lane: int) -> list[int]:
        """What server and application have begun to say to each other."""
        return self.mine(
            lane,
            lambda event: (
                event.phase != "exit"
                and event.stage in ("environ", "scope", "lifespan", "response")
                and event.name != "response.close"
            ),
        )
