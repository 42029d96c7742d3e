"""How a client behaves that does not just send and read: slowly, in pieces, or by leaving; as a script, without I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

How = Literal["close", "half-close", "reset"]

_PIECES_A_SECOND = 20


@dataclass(frozen=True, slots=True)
class Leave:
    """When and how a client leaves."""

    how: How
    """`close` ends the connection, `half-close` only says that it sends no more, `reset` breaks it off (RST)."""
    sent: int | None = None
    """After so many bytes of the request; None: never while it sends."""
    received: int | None = None
    """After so many bytes of the response; None: never while it reads."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a client sends a request and reads its response."""

    wait: float = 0.0
    """Seconds before it connects: clients that come one after another."""
    every: float = 0.0
    """Seconds at the least from the beginning of the request before it on its connection to its own beginning."""
    pauses: tuple[tuple[int, float], ...] = ()
    """(offset, seconds): a pause before that byte of the request; it ends early when the server speaks."""
    send_rate: int | None = None
    """Bytes a second at the most; None sends as fast as the kernel takes them."""
    read_rate: int | None = None
    """Bytes a second that it reads at the most; None reads what there is."""
    receive_buffer: int | None = None
    """Bytes that its kernel keeps for it; None leaves it to the system."""
    leave: Leave | None = None


PLAIN = Manner()
"""Sends at once, reads at once, stays to the end."""


@dataclass(frozen=True, slots=True)
class Send:
    """Hand these bytes to the kernel."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait so many seconds, or until the server speaks."""

    seconds: float


Act: TypeAlias = Send | Pause | Leave


def script(data: bytes, manner: Manner) -> list[Act]:
    """What a client does to send a request, in order; after a Leave that is no half-close there is nothing."""
    leave = manner.leave if manner.leave is not None and manner.leave.sent is not None else None
    end = len(data) if leave is None or leave.sent is None else min(leave.sent, len(data))
    acts: list[Act] = []
    begin = 0
    for offset, seconds in [*sorted(manner.pauses), (end, None)]:
        cut = min(offset, end)
        acts += _pieces(data[begin:cut], manner.send_rate)
        if seconds is not None and offset <= end:
            acts.append(Pause(seconds))
        begin = max(begin, cut)
    return acts if leave is None else [*acts, leave]


def _pieces(data: bytes, rate: int | None) -> Iterator[Act]:
    size = len(data) if rate is None else max(rate // _PIECES_A_SECOND, 1)
    for at in range(0, len(data), size or 1):
        if at and rate is not None:
            yield Pause(size / rate)
        yield Send(data[at : at + size])
