"""WebSocket frames made and read by hand, so that a case can send what no library would."""

import json
import struct
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.conformance.case import Check
from tests.conformance.reader import Conversation

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
MASK = b"\x11\x22\x33\x44"


class Frame(NamedTuple):
    """One frame from the server."""

    opcode: int
    payload: bytes
    fin: bool = True
    rsv: int = 0


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, mask: bool = True) -> bytes:
    """A client's frame, masked as RFC 6455 §5.3 demands unless told otherwise."""
    first = bytes([(128 if fin else 0) | rsv << 4 | opcode])
    masked = 128 if mask else 0
    if len(payload) < 126:
        length = bytes([masked | len(payload)])
    elif len(payload) < 65536:
        length = bytes([masked | 126]) + struct.pack("!H", len(payload))
    else:
        length = bytes([masked | 127]) + struct.pack("!Q", len(payload))
    if not mask:
        return first + length + payload
    return first + length + MASK + _masked(payload)


def long_frame(opcode: int, payload: bytes, length: bytes) -> bytes:
    """A client's frame whose length is written in these bytes, whether they are needed or not: two or eight."""
    return bytes([128 | opcode, 128 | (126 if len(length) == 2 else 127)]) + length + MASK + _masked(payload)


def _masked(payload: bytes) -> bytes:
    return bytes(byte ^ MASK[index % 4] for index, byte in enumerate(payload))


def close(code: int = 1000, reason: str = "") -> bytes:
    """A client's close frame."""
    return frame(CLOSE, struct.pack("!H", code) + reason.encode())


def parse(data: bytes) -> list[Frame]:
    """The server's frames; ValueError for a masked one or one that is cut off."""
    frames = []
    while data:
        if len(data) < 2 or data[1] & 128:
            raise ValueError(f"no frame of a server: {data[:20]!r}")
        length, start = data[1], 2
        if length == 126:
            length, start = struct.unpack("!H", data[2:4])[0], 4
        elif length == 127:
            length, start = struct.unpack("!Q", data[2:10])[0], 10
        if len(data) < start + length:
            raise ValueError("a frame is cut off")
        frames.append(Frame(data[0] & 15, data[start : start + length], bool(data[0] & 128), data[0] >> 4 & 7))
        data = data[start + length :]
    return frames


def spoke(*frames: Frame, closed_with: int | None = None, where: Callable[[Any], str] | None = None) -> Check:
    """The handshake was accepted, and these frames came; `where` sees the first one's JSON."""

    def check(talk: Conversation) -> str:
        if [one.status for one in talk.responses] != [101]:
            return f"statuses {[one.status for one in talk.responses]}, where 101 is due"
        try:
            found = parse(talk.rest)
        except ValueError as problem:
            return str(problem)
        closes = [int.from_bytes(one.payload[:2], "big") for one in found if one.opcode == CLOSE]
        rest = [one for one in found if one.opcode != CLOSE and not (one.opcode == PING and not one.payload)]
        if closed_with is not None and closes != [closed_with]:
            return f"closed with {closes}, where {closed_with} is due"
        if where is not None:
            try:
                return where(json.loads(rest[0].payload)) if rest else "no message"
            except (ValueError, LookupError, TypeError):
                return f"another message: {rest[0].payload[:80]!r}"
        return "" if rest == list(frames) else f"frames {rest}, where {list(frames)} are due"

    return check
