"""From events to the lines of a trace: the lane's name and the source are filled in, new source files go before."""

from functools import lru_cache
from typing import Any, Dict

from visualizer.probe.emit import Event
from visualizer.probe.sources import Sources
from visualizer.vocabulary.format import FIELDS, line
from visualizer.vocabulary.limits import LINE_LIMIT
from visualizer.vocabulary.values import word

_SHORT = 100
_LANE, _NAME, _PLACE, _SOURCE = (FIELDS.index(name) for name in ("lane", "name", "place", "source"))


class Lines:
    """Writes the events of one process."""

    def __init__(self, lane: str, sources: Sources) -> None:
        self._lane = lane
        self._sources = sources

    def of(self, event: Event) -> str:
        """The event's line, after that of its source file where it is the first to name it; empty if it is too long."""
        source, announcement = self._sources.resolve(event[_SOURCE])
        before = "" if announcement is None else line(announcement)
        text = line(complete(event, self._lane, source))
        return before + text if len(text) <= LINE_LIMIT else before


def complete(event: Event, lane: str, source: Any) -> Any:
    """The event in the order of FIELDS with its lane and its source; names that any code may choose are made words."""
    fields = list(event)
    process, thread, task = fields[_PLACE]
    fields[_LANE] = lane
    fields[_NAME] = _word(fields[_NAME])
    fields[_PLACE] = [process, _word(thread), None if task is None else _word(task)]
    fields[_SOURCE] = source
    return fields


def _word(text: str) -> str:
    return _known_word(text) if type(text) is str and len(text) <= _SHORT else word(text)


_known_word = lru_cache(maxsize=1024)(word)
"""Most names come with every request; a short one is looked at once."""


def pong(number: int, lost: int) -> str:
    """The answer to a ping, and how many events this process has lost so far."""
    answer: Dict[str, int] = {"pong": number, "lost": lost}
    return line(answer)
