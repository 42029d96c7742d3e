"""What two events that stand level say otherwise, value by value; what differs in any two runs does not count.

When an event happened, its seq and its place are not looked at: two runs never agree on them. What it says is compared
as IGNORED, SCRUBBED and the protocols' common words (`protocols`) have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from visualizer.replay.data import Change, differences, pairs_of
from visualizer.replay.protocols import headers, in_common
from visualizer.trace import Event, Value
from visualizer.trace.values import Bytes, List, Object, Tuple
from visualizer.vocabulary.names import meaning

IGNORED: Mapping[tuple[str, str], frozenset[tuple[str, ...]]] = {
    ("client", "connect"): frozenset({("peer",), ("local",)}),
    ("socket", "accept"): frozenset({("peer",), ("local",)}),
    ("environ", "application"): frozenset({("environ", "SERVER_PORT"), ("environ", "REMOTE_PORT")}),
    ("scope", "application"): frozenset({("scope", "client"), ("scope", "server")}),
    ("client", "receive"): frozenset({("bytes",), ("size",)}),
    ("socket", "recv"): frozenset({("bytes",), ("size",)}),
    ("lane", "start"): frozenset({("command",)}),
}
"""Values that say nothing about what a run did: ports, and bytes as the kernel happened to cut them into reads (what
was sent is compared where it was sent). By (stage, name), the paths of the keys that lead to them."""

CUT_BY_THE_KERNEL = frozenset({("client", "receive"), ("socket", "recv"), ("lane", "sample")})
"""How many of these there are is the kernel's and the clock's doing: one more or less is no divergence."""

SCRUBBED = (
    (re.compile(r"(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}"), r"\1:0"),
    (re.compile(r"\b0x[0-9a-f]{6,}"), "0x0"),
)
"""What is taken out of texts before they are compared: the ports of this machine, and objects' addresses in memory."""

_DATE = re.compile(r"(?im)^date:[^\r\n]*")
_DATE_SHOWN = re.compile(r"(?i)(?<=␊)date:[^␍␊]*")


def unsaid(shown: str) -> list[tuple[int, int]]:
    """Where a value, as it is shown, says what does not count: the beginning and the end of each such place."""
    patterns = [pattern for pattern, _ in SCRUBBED]
    if shown.startswith(("b'HTTP/", 'b"HTTP/')):
        patterns.append(_DATE_SHOWN)
    return sorted(found.span() for pattern in patterns for found in pattern.finditer(shown))


def says_otherwise(left: Event, right: Event) -> bool:
    """Whether there is any difference between two events; cheap where they are equal."""
    if left.data == right.data and left.outcome == right.outcome and left.name == right.name:
        return False
    return next(_changes(left, right), None) is not None


def changes(left: Event, right: Event) -> tuple[Change, ...]:
    """The differences, each with the path of the value: `("outcome",)`, `("message", "headers", "x-frame-options")`."""
    return tuple(_changes(left, right))


def _changes(left: Event, right: Event) -> Iterator[Change]:
    if left.outcome != right.outcome:
        yield Change(("outcome",), left.outcome, right.outcome, "changed")
    kinds = (left.stage, left.name), (right.stage, right.name)
    if kinds[0] == kinds[1]:
        yield from _filtered(kinds[0], left.data, right.data)
    elif meaning(*kinds[0]) == meaning(*kinds[1]):
        yield from _filtered(kinds[0], in_common(left), in_common(right))
    else:
        yield Change(("name",), left.name, right.name, "changed")
        yield from _filtered(kinds[0], left.data, right.data)


def _filtered(kind: tuple[str, str], left: Mapping[str, Value], right: Mapping[str, Value]) -> Iterator[Change]:
    ignored = IGNORED.get(kind, frozenset())
    for change in differences(left, right):
        if change.path in ignored:
            continue
        for detail in _details(change):
            if detail.kind != "changed" or _scrubbed(detail.before) != _scrubbed(detail.after):
                yield detail


def _details(change: Change) -> list[Change]:
    """A difference between two lists of headers as one for each header; any other as it is."""
    sides = change.before, change.after
    if change.path[-1] != "headers" or not all(isinstance(side, List | Tuple) for side in sides):
        return [change]
    left, right = ({str(name): value for name, value in headers(pairs_of(side)).items} for side in sides)
    return differences(left, right, change.path)


def _scrubbed(value: Value) -> Value:
    match value:
        case str():
            return _text(value)
        case Bytes():
            head, empty_line, body = value.text.partition("\r\n\r\n")
            head = _DATE.sub("Date", head) if head.startswith("HTTP/") else head
            return Bytes(_text(head + empty_line + body))
        case Object():
            return Object(_text(value.shown), value.kind)
        case _:
            return value


def _text(text: str) -> str:
    for pattern, instead in SCRUBBED:
        text = pattern.sub(instead, text)
    return text
