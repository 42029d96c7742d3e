"""How much a trace may hold: events beyond the limit are not kept, but counted, and the count is an event too."""

from msgspec.structs import replace

from visualizer.trace.event import Event
from visualizer.vocabulary import limits


class Bound:
    """Admits `limits.EVENTS_LIMIT` events and counts what comes after, lane by lane."""

    def __init__(self) -> None:
        self._left = limits.EVENTS_LIMIT
        self._lost: dict[str, tuple[int, Event]] = {}

    @property
    def lost(self) -> int:
        """How many events were not admitted."""
        return sum(count for count, _ in self._lost.values())

    def admits(self, event: Event) -> bool:
        """Whether there is room for `event`; where there is none, it is counted."""
        if self._left > 0:
            self._left -= 1
            return True
        count, _ = self._lost.get(event.lane, (0, event))
        self._lost[event.lane] = (count + 1, event)
        return False

    def losses(self) -> list[Event]:
        """One `lane lost` event for each lane that lost any, at the time and place of the last that was lost."""
        return [_loss(count, last) for count, last in self._lost.values()]


def _loss(count: int, last: Event) -> Event:
    return replace(
        last,
        connection=None,
        exchange=None,
        stage="lane",
        name="lost",
        phase="point",
        outcome=None,
        data={"count": count, "reason": "the trace was full"},
        source=None,
    )
