"""The link's messages as the program reads and writes them: every line is validated before anything is done with it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Struct, field

from visualizer.trace import Event, SourceFile
from visualizer.trace.codec import decode
from visualizer.trace.errors import LineError
from visualizer.vocabulary import format as trace_format

_Message = TypeVar("_Message")


class LinkError(ValueError):
    """A line of the link that no lane of ours would write."""


class Hello(Struct, frozen=True):
    """Who is calling: a process of a lane, with events or with one event that waits."""

    version: Literal[1] = field(name="link")
    """The link's version; a test holds it against the vocabulary's."""
    token: str
    lane: str
    process: int
    role: Literal["events", "hold"]


class Pong(Struct, frozen=True):
    """Every event that was made before the ping of this number has arrived."""

    pong: int
    lost: int
    """Events that the process could not keep, ever."""


class Waiting(Struct, frozen=True):
    """Which event a hold connection waits at."""

    held: int
    event: Event


GivenUp: TypeAlias = Literal["expired", "cancelled"]
"""Why a lane gives up a hold: the time limit is up, or the task that waits was cancelled."""

Item: TypeAlias = Event | SourceFile | Pong
"""What comes over an events connection."""


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """Where exchanges shall wait; None stands for any. Connection and exchange as the lane emits them."""

    connection: int | None = None
    exchange: int | None = None
    stage: str | None = None
    name: str | None = None
    phase: str | None = None


def parse_hello(line: bytes, token: str) -> Hello:
    """The hello of a lane that knows the token and speaks our version; LinkError otherwise."""
    hello = _decoded(_HELLO, line)
    if not secrets.compare_digest(hello.token.encode(), token.encode()):
        raise LinkError("a wrong token")
    return hello


def parse_item(line: bytes) -> Item:
    """An event, a source or a pong; LinkError for anything else."""
    if line.startswith(b'{"pong"'):
        return _decoded(_PONG, line)
    try:
        return decode(line)
    except LineError as error:
        raise LinkError(str(error)) from None


def parse_waiting(line: bytes) -> Waiting:
    """The second line of a hold connection; LinkError for anything else."""
    return _decoded(_WAITING, line)


def parse_given_up(line: bytes) -> GivenUp:
    """What a hold connection says that the lane gives up; LinkError for anything else."""
    said = _decoded(_GIVEN_UP, line)
    if len(said) != 1:
        raise LinkError("a lane gives up in one word")
    return next(iter(said))


def write(message: dict[str, Any]) -> bytes:
    """A message as the line that goes over the link."""
    return trace_format.line(message).encode()


def write_arm(breakpoints: Sequence[Breakpoint]) -> bytes:
    """The line that replaces a process's table of breakpoints."""
    return write({"arm": [asdict(each) for each in breakpoints]})


def _decoded(decoder: msgspec.json.Decoder[_Message], line: bytes) -> _Message:
    try:
        return decoder.decode(line)
    except (ValueError, RecursionError) as error:
        raise LinkError(str(error)) from None


_HELLO = msgspec.json.Decoder(Hello)
_PONG = msgspec.json.Decoder(Pong)
_GIVEN_UP = msgspec.json.Decoder(dict[GivenUp, int])
_WAITING = msgspec.json.Decoder(Waiting)
