"""Events as plain lines: those up to a stop, one each, and in full what the stop's own events carry."""

from collections.abc import Iterator

from visualizer.replay import Score
from visualizer.trace import Event, plain, show
from visualizer.trace.values import visible

_SHORT = 60
"""Characters of a value in an event's own line."""
_LONG = 200
"""Characters of a value in what a stop's event carries."""
_PHASES = {"enter": "begins", "exit": "ends", "point": ""}


def up_to(score: Score, before: int, step: int) -> Iterator[str]:
    """A line for each event after the step `before` and up to `step`."""
    for each in score.steps[before + 1 : step + 1]:
        for lane, index in enumerate(each.events):
            if index is not None:
                yield line(score.lanes[lane], score.event(lane, index))


def line(lane: str, event: Event) -> str:
    """One event: whose, what, where, and its data in short."""
    words = [f"{lane}:", event.stage, event.name, _PHASES[event.phase]]
    if event.outcome not in (None, "returned"):
        words.append(str(event.outcome))
    data = "; ".join(f"{key} {_cut(show(value), _SHORT)}" for key, value in event.data.items())
    said = " ".join(word for word in words if word) + f" ({where(event)})" + (f": {data}" if data else "")
    return visible(said)


def where(event: Event) -> str:
    """The thread, and the task where there is one."""
    return f"{event.place.thread}, {event.place.task}" if event.place.task else event.place.thread


def carried(score: Score, step: int) -> Iterator[str]:
    """What the events at a step carry, a line for each value, of a mapping or list a line for each item."""
    for lane, index in enumerate(score.steps[step].events):
        if index is None:
            continue
        event = score.event(lane, index)
        for key, value in event.data.items():
            found = plain(value)
            yield (
                visible(f"{score.lanes[lane]}, {key}:")
                if _has_items(found)
                else visible(f"{score.lanes[lane]}, {key}: {_cut(show(value), _LONG)}")
            )
            for item in _items(found):
                yield "    " + visible(_cut(item, _LONG))


def _has_items(value: object) -> bool:
    return isinstance(value, dict | list) and bool(value)


def _items(value: object) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}: {item!r}" for key, item in value.items()]
    return [repr(item) for item in value] if isinstance(value, list) else []


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
