"""What Data shows: the environ or scope that the application was handed, whose each key is, and what an event changed.

The client chooses what stands in the request's head; everything else in environ or scope is the server's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from visualizer.replay.moment import Moment
from visualizer.replay.shape import NONE
from visualizer.trace import Value, plain
from visualizer.trace.values import Bytes, Cut, List, Map, Tuple

CLIENT_ENVIRON = frozenset(
    ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE", "CONTENT_LENGTH", "SERVER_PROTOCOL")
)
"""Keys of environ that the client chooses, beside all that begin with HTTP_ (PEP 3333, "environ Variables": these come
from the request line and the headers). Not REMOTE_ADDR, which its kernel fills in, nor SCRIPT_NAME, which is set up."""

CLIENT_SCOPE = frozenset(("method", "path", "raw_path", "query_string", "headers", "http_version", "subprotocols"))
"""Keys of scope that the client chooses (ASGI, HTTP & WebSocket message format, "Connection Scope")."""

_FROM_HEAD = {
    "REQUEST_METHOD": "method",
    "method": "method",
    "PATH_INFO": "target",
    "path": "target",
    "raw_path": "target",
    "QUERY_STRING": "target",
    "query_string": "target",
    "SERVER_PROTOCOL": "version",
    "http_version": "version",
    "headers": "headers",
}


class Entry(NamedTuple):
    """One key of environ or scope."""

    key: Value
    value: Value
    is_client: bool
    """Whether the client chose the value."""
    origin: tuple[str, Value] | None
    """What it was made of: a part of the request's head (`method`, `target`, `version`, `headers`, `header NAME`) and
    that part's value."""


class Change(NamedTuple):
    """One difference between an event and the one before it that said the same kind of thing."""

    path: tuple[str, ...]
    """The keys that lead to it: `("message", "more_body")`."""
    before: Value
    """None where there was nothing, which `kind` tells from a None that was there."""
    after: Value
    kind: str
    """`added`, `removed` or `changed`."""


class DataView(NamedTuple):
    """What there is to see in Data."""

    request: int | None
    """The event that handed environ or scope to the application, None before it."""
    kind: str
    """`environ` or `scope`; empty before it."""
    entries: tuple[Entry, ...]
    """Its keys, in order."""
    event: int | None
    """The event at the cursor, or the lane's latest before it."""
    data: Mapping[str, Value]
    """What that event says."""
    compared: int | None
    """The event before it, in this exchange, that reports the same; None if it is the first."""
    changes: tuple[Change, ...]
    """What it says otherwise than that one."""

    @property
    def client_keys(self) -> int:
        """How many of the keys are the client's."""
        return sum(entry.is_client for entry in self.entries)


def data_view(moment: Moment) -> DataView:
    """What Data shows for a lane."""
    request = moment.latest(moment.exchange.requests)
    kind, entries = ("", ()) if request == NONE else _request(moment, request)
    event = moment.last
    compared = NONE if event == NONE else _same_before(moment, event)
    data: Mapping[str, Value] = {} if event == NONE else moment.event(event).data
    return DataView(
        request=_or_none(request),
        kind=kind,
        entries=entries,
        event=_or_none(event),
        data=data,
        compared=_or_none(compared),
        changes=() if compared == NONE else tuple(differences(moment.event(compared).data, data)),
    )


def _or_none(position: int) -> int | None:
    return None if position == NONE else position


def _request(moment: Moment, request: int) -> tuple[str, tuple[Entry, ...]]:
    event = moment.event(request)
    head = _head(moment, request)
    pairs = pairs_of(event.data.get(event.stage))
    return event.stage, tuple(
        Entry(key, value, is_client(event.stage, key), head.get(_origin(key))) for key, value in pairs
    )


def is_client(kind: str, key: Value) -> bool:
    """Whether the client chooses the value of this key of `kind` (`environ` or `scope`)."""
    if kind == "scope":
        return key in CLIENT_SCOPE
    return isinstance(key, str) and (key.startswith("HTTP_") or key in CLIENT_ENVIRON)


def _origin(key: Value) -> str:
    """Under which name of `_head` the origin of a key stands."""
    if not isinstance(key, str):
        return ""
    if key.startswith("HTTP_") or key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        return "header " + key.removeprefix("HTTP_").replace("_", "-").lower()
    return _FROM_HEAD.get(key, "")


def _head(moment: Moment, request: int) -> dict[str, tuple[str, Value]]:
    """The request's head as it was parsed, by part and by header's name, each with what to call it."""
    head: dict[str, tuple[str, Value]] = {}
    for number, positions in moment.exchange.by_label.items():
        label = moment.index.labels.all[number]
        if (label.stage, label.name, label.phase) == ("parse", "head", "exit"):
            data = moment.event(moment.begin + positions[0]).data
            head |= {part: (part, data[part]) for part in ("method", "target", "version", "headers") if part in data}
            for name, value in pairs_of(data.get("headers")):
                shown = text_of(name)
                head[f"header {shown.lower()}"] = f"header {shown}", value
    return head


def text_of(value: Value) -> str:
    """A str or bytes value as text, bytes one character each; other values as their repr()."""
    found = plain(value)
    if isinstance(found, bytes):
        return found.decode("latin-1")
    return found if isinstance(found, str) else repr(found)


def pairs_of(value: Value) -> Iterable[tuple[Value, Value]]:
    """The pairs of a mapping, or of a list of pairs; nothing of any other value."""
    match value:
        case Cut():
            return pairs_of(value.value)
        case Map():
            return value.items
        case List() | Tuple():
            return [
                (item.items[0], item.items[1])
                for item in value.items
                if isinstance(item, List | Tuple) and len(item.items) == 2
            ]
        case _:
            return ()


def _same_before(moment: Moment, event: int) -> int:
    """The event before this one that has its label, in the same exchange, or NONE."""
    positions = moment.exchange.by_label[moment.index.label[event]]
    count = moment.count(positions)
    return moment.begin + positions[count - 2] if count > 1 else NONE


def differences(before: Mapping[str, Value], after: Mapping[str, Value], path: tuple[str, ...] = ()) -> list[Change]:
    """What is otherwise in `after`; mappings are compared key by key, all else as a whole."""
    changes = []
    for key in [*before, *(key for key in after if key not in before)]:
        here = *path, key
        if key not in after:
            changes.append(Change(here, before[key], None, "removed"))
        elif key not in before:
            changes.append(Change(here, None, after[key], "added"))
        elif before[key] != after[key]:
            changes += _difference(before[key], after[key], here)
    return changes


def _difference(before: Value, after: Value, path: tuple[str, ...]) -> list[Change]:
    if isinstance(before, Map) and isinstance(after, Map):
        return differences(_by_name(before), _by_name(after), path)
    return [Change(path, before, after, "changed")]


def _by_name(mapping: Map) -> dict[str, Value]:
    return {text_of(key): value for key, value in mapping.items}


def bytes_of(value: Value) -> tuple[bytes, int]:
    """The bytes of a value and how many there really were; none of a value that holds no bytes."""
    match value:
        case Bytes():
            found = value.text.encode("latin-1")
            return found, len(found)
        case Cut():
            return bytes_of(value.value)[0], value.length
        case _:
            return b"", 0
