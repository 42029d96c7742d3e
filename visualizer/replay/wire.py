"""What Bytes shows: what went over the connection for an exchange up to the cursor, and what of it is the event's."""

from __future__ import annotations

from typing import NamedTuple

from visualizer.replay.data import bytes_of
from visualizer.replay.moment import Moment
from visualizer.replay.shape import NONE

WINDOW = 16_384
"""Bytes shown at the most, unless asked otherwise."""


class Segment(NamedTuple):
    """The bytes of one read or write."""

    event: int
    is_request: bool
    """Whether they go from the client to the server."""
    data: bytes
    """As recorded: bytes of the network, to be made visible before they are drawn."""
    length: int
    """How many there really were."""
    offset: int
    """How many went the same way before, within what is shown."""
    mark: tuple[int, int]
    """From where to where they belong to the event at the cursor; equal where they do not."""


class WireView(NamedTuple):
    """What there is to see in Bytes."""

    segments: tuple[Segment, ...]
    """Reads and writes in their order."""
    skipped: int
    """How many reads and writes came before these."""
    observer: str
    """`server`, or `client` where nobody watched the server's socket."""


def wire_view(moment: Moment, limit: int = WINDOW) -> WireView:
    """What Bytes shows for a lane: the latest reads and writes, no more than `limit` bytes but always one of them."""
    positions, observer = moment.exchange.wire, "server"
    if not positions:
        positions, observer = moment.exchange.client_wire, "client"
    count = first = moment.count(positions)
    chosen: list[tuple[int, bytes, int]] = []
    size = 0
    while first and (not chosen or size < limit):
        event = moment.begin + positions[first - 1]
        data, length = bytes_of(moment.event(event).data.get("bytes"))
        size += len(data)
        if chosen and size > limit:
            break
        chosen.append((event, data, length))
        first -= 1
    return WireView(_segments(moment, chosen[::-1], whole=first == 0), count - len(chosen), observer)


def _segments(moment: Moment, chosen: list[tuple[int, bytes, int]], *, whole: bool) -> tuple[Segment, ...]:
    head = _head_size(moment) if whole else 0
    offsets = {True: 0, False: 0}
    segments = []
    for event, data, length in chosen:
        label = moment.label(event)
        is_request = label.name == "recv" or (label.is_client and label.name == "send")
        offset = offsets[is_request]
        offsets[is_request] += length
        end = len(data) if event == moment.at else min(max(head - offset, 0), len(data)) if is_request else 0
        segments.append(Segment(event, is_request, data, length, offset, (0, end)))
    return tuple(segments)


def _head_size(moment: Moment) -> int:
    """How many bytes of the request are its head, where the cursor is at its parsing; else 0."""
    if moment.at == NONE or moment.label(moment.at).meaning != ("parse", "head"):
        return 0
    other = moment.partner(moment.at)
    begin = moment.at if moment.label(moment.at).is_enter or other == NONE else other
    size = moment.event(begin).data.get("size")
    return size if isinstance(size, int) else 0
