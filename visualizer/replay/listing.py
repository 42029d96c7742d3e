"""The list of a lane's exchanges, so that a hundred are easy to tell apart; `filtering` finds some of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from visualizer.replay.data import pairs_of, text_of
from visualizer.replay.score import Score
from visualizer.trace import Event


class Listed(NamedTuple):
    """One exchange of a lane."""

    exchange: int
    """Its number, from 1."""
    line: str
    """The request's first line: as the client sent it, or as the server read it; empty where neither is known."""
    status: int | None
    """The response's; None before there is one."""
    begin: int
    """The clock at its first event, ns."""
    duration: int
    """ns from its first event to its last."""
    outcome: str
    """`returned`, `raised`, `cancelled`, or `running` while the server works on it."""
    stages: frozenset[str]
    """Where it has been."""
    names: frozenset[str]
    """What happened in it."""
    lane: str
    """The lane's name."""
    first: int
    """The position of its first event in the lane."""


class Listing:
    """The exchanges of a lane, in order; when the score has grown, so has the list at the next question.

    An event costs a look at its label; what an exchange has in common with others of its kind is kept once.
    """

    def __init__(self, score: Score, lane: int) -> None:
        self._index = score.layout.indexes[lane]
        self._lane = score.lanes[lane]
        self._taken = 0
        self._labels: list[set[int]] = [set()]
        self._said: list[_Said] = [_Said()]
        self._listed: list[Listed] = []
        self._kinds: dict[frozenset[int], tuple[frozenset[str], frozenset[str]]] = {}

    def all(self) -> Sequence[Listed]:
        """All that there are by now."""
        index, begin = self._index, self._taken
        touched: set[int] = set()
        tells = self._tellers()
        for _ in range(len(self._labels), len(index.first)):
            self._labels.append(set())
            self._said.append(_Said())
        for position, number, label in zip(
            range(begin, index.size), index.exchange[begin:], index.label[begin:], strict=True
        ):
            self._labels[number].add(label)
            touched.add(number)
            tell = tells[label]
            if tell is not None:
                tell(self._said[number], index.events[position])
        self._taken = index.size
        self._renew(sorted(touched - {0}), begin)
        return self._listed

    def _tellers(self) -> list[Callable[[_Said, Event], None] | None]:
        return [_TELLING.get((label.stage, label.name, label.phase)) for label in self._index.labels.all]

    def _renew(self, numbers: Sequence[int], begin: int) -> None:
        for number in numbers:
            if number > len(self._listed):
                self._reach_back(number, begin)
                self._listed.append(self._make(number))
            else:
                self._listed[number - 1] = self._make(number)

    def _reach_back(self, number: int, begin: int) -> None:
        """What came before was not known to belong to this exchange: its connection had not named one yet."""
        index = self._index
        for position in range(index.first[number], begin):
            if index.exchange[position] == number:
                self._labels[number].add(index.label[position])

    def _make(self, number: int) -> Listed:
        index, said = self._index, self._said[number]
        first, last = index.first[number], index.last[number]
        begin = index.time[first]
        stages, names = self._kind(frozenset(self._labels[number]))
        took = index.time[last] - begin
        return Listed(number, said.line, said.status, begin, took, said.outcome, stages, names, self._lane, first)

    def _kind(self, labels: frozenset[int]) -> tuple[frozenset[str], frozenset[str]]:
        found = self._kinds.get(labels)
        if found is None:
            all_labels = [self._index.labels.all[label] for label in labels]
            found = frozenset(label.stage for label in all_labels), frozenset(label.name for label in all_labels)
            self._kinds[labels] = found
        return found


def listing(score: Score, lane: int) -> Sequence[Listed]:
    """The exchanges of a lane, in order."""
    return Listing(score, lane).all()


@dataclass(slots=True)
class _Said:
    """What the events of an exchange say of it."""

    line: str = ""
    status: int | None = None
    outcome: str = "running"


def _requested(said: _Said, event: Event) -> None:
    said.line = text_of(event.data.get("line", ""))


def _read(said: _Said, event: Event) -> None:
    said.line = said.line or " ".join(text_of(event.data.get(key, "")) for key in ("method", "target")).strip()


def _answered(said: _Said, event: Event) -> None:
    said.status = _number(text_of(event.data.get("status", ""))[:3])


def _started(said: _Said, event: Event) -> None:
    said.status = _number(_status_of(event))


def _ended(said: _Said, event: Event) -> None:
    said.outcome = event.outcome or said.outcome


_TELLING: Mapping[tuple[str, str, str], Callable[[_Said, Event], None]] = {
    ("client", "request", "enter"): _requested,
    ("parse", "head", "exit"): _read,
    ("client", "request", "exit"): _answered,
    ("response", "start_response", "point"): _answered,
    ("response", "start_response", "enter"): _answered,
    ("response", "start_response", "exit"): _answered,
    ("response", "http.response.start", "enter"): _started,
    ("socket", "exchange", "exit"): _ended,
}


def _status_of(event: Event) -> str:
    message = {text_of(key): value for key, value in pairs_of(event.data.get("message"))}
    return text_of(message.get("status", ""))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
