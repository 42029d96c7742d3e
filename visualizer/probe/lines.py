"""From events to the lines of a trace: secrets are masked, values written, new source files go before their events."""

from functools import lru_cache
from typing import Any, Dict

from visualizer.probe import masking
from visualizer.probe.emit import Event
from visualizer.probe.sources import Sources
from visualizer.vocabulary.format import FIELDS, line
from visualizer.vocabulary.limits import LINE_LIMIT
from visualizer.vocabulary.values import encode_kept, word

_SHORT = 100
_LANE, _CONNECTION, _EXCHANGE, _STAGE, _NAME, _PLACE, _DATA, _SOURCE = (
    FIELDS.index(name) for name in ("lane", "connection", "exchange", "stage", "name", "place", "data", "source")
)


class Lines:
    """Writes the events of one process, in their order."""

    def __init__(self, lane: str, sources: Sources) -> None:
        self._lane = lane
        self._sources = sources
        self.lost = 0
        """How many events were too long for a line."""

    def of(self, event: Event) -> str:
        """The event's line, after that of its source file where it is the first to name it.

        An event that is too long for a line is lost; in its place stands one that says so.
        """
        source, announcement = self._sources.resolve(event[_SOURCE])
        before = "" if announcement is None else line(announcement)
        text = line(complete(event, self._lane, source))
        if len(text) > LINE_LIMIT:
            self.lost += 1
            text = line(complete(_lost(event), self._lane, source))
        return before + text


def complete(event: Event, lane: str, source: Any) -> Any:
    """The event in the order of FIELDS with all that its line has; names that any code may choose are made words."""
    fields = list(event)
    process, thread, task = fields[_PLACE]
    fields[_LANE] = lane
    fields[_DATA] = encoded(event)
    fields[_NAME] = _word(fields[_NAME])
    fields[_PLACE] = [process, _word(thread), None if task is None else _word(task)]
    fields[_SOURCE] = source
    return fields


def encoded(event: Event) -> Dict[str, Any]:
    """The event's data as a trace has it, without secrets."""
    data = event[_DATA]
    if masking.on:
        connection = event[_CONNECTION]
        who = None if connection is None else (connection, event[_EXCHANGE])
        data = masking.mask(event[_STAGE], event[_NAME], data, who)
    return {key: encode_kept(value) for key, value in data.items()}


def _lost(event: Event) -> Event:
    fields = list(event)
    fields[_STAGE : _DATA + 1] = "lane", "lost", "point", None, event[_PLACE], {"count": 1, "reason": "it was too long"}
    return tuple(fields)


def _word(text: str) -> str:
    return _known_word(text) if type(text) is str and len(text) <= _SHORT else word(text)


_known_word = lru_cache(maxsize=1024)(word)
"""Most names come with every request; a short one is looked at once."""
