"""The immutable facts that a trace consists of: events, where they happened, and the sources that they name.

The fields of Event are those of `vocabulary.format.FIELDS`, in order; msgspec checks every one when a line is decoded.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from visualizer.trace.values import Value
from visualizer.vocabulary.format import FORMAT, VERSION
from visualizer.vocabulary.limits import WORD_LIMIT

Stage: TypeAlias = Literal[
    "client",
    "proxy",
    "socket",
    "parse",
    "environ",
    "scope",
    "middleware",
    "view",
    "response",
    "lifespan",
    "lane",
]
Phase: TypeAlias = Literal["enter", "exit", "point"]
Outcome: TypeAlias = Literal["returned", "raised", "cancelled"]
Observer: TypeAlias = Literal["probe", "tap", "client", "sampler"]

_HIGHEST = 2**63 - 1
Count: TypeAlias = Annotated[int, Meta(ge=1, le=_HIGHEST)]
"""A number that counts from 1."""
Nanoseconds: TypeAlias = Annotated[int, Meta(ge=0, le=_HIGHEST)]
"""A point on the clock that all processes of a machine share."""
Word: TypeAlias = Annotated[str, Meta(min_length=1, max_length=WORD_LIMIT)]
"""A name that a person reads."""


class Place(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True):
    """Where something happened."""

    process: Annotated[int, Meta(ge=0, le=_HIGHEST)]
    """The process id as emitted; in a trace of the lab a small number from 1."""
    thread: Annotated[str, Meta(max_length=WORD_LIMIT)]
    """The thread's name."""
    task: Annotated[str, Meta(max_length=WORD_LIMIT)] | None
    """The asyncio task's name, None outside an event loop."""


class Source(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True):
    """The lines of the statement that acts."""

    file: Count
    """The number of a SourceFile of the same trace."""
    first: Count
    """The statement's first line, from 1."""
    last: Count
    """Its last line, not before the first."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"line {self.last} is before line {self.first}")


class Event(Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True):
    """One thing that a stage reported; what each field means stands at `vocabulary.format.FIELDS`."""

    seq: Count
    time: Nanoseconds
    lane: Word
    connection: Count | None
    exchange: Count | None
    stage: Stage
    name: Word
    phase: Phase
    outcome: Outcome | None
    place: Place
    data: dict[str, Value]
    source: Source | None
    observer: Observer


class SourceFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source file that events name by its number; with its text, where that is not too long to embed."""

    number: Count = msgspec.field(name="source")
    name: Word
    """Relative to its import root (`django/core/handlers/base.py`): never an absolute path."""
    hash: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    """The sha256 of its text."""
    text: str | None

    def lines(self, source: Source) -> list[str]:
        """The lines that `source` names, without their ends; none where the text was not embedded."""
        return (self.text or "").splitlines()[source.first - 1 : source.last]


class Scenario(Struct, frozen=True, forbid_unknown_fields=True):
    """What was run."""

    name: str
    """Of the lesson or the request, for people."""
    lanes: tuple[Word, ...]
    """The lanes' names, in the order in which they are shown."""


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line of a trace file: what kind of file it is, what was run, on what, and when."""

    format: Literal["visualizer-trace"] = FORMAT
    version: Literal[1] = VERSION
    scenario: Scenario
    versions: dict[str, str] = {}
    """The versions of Python, Django and the servers, by name."""
    platform: str = ""
    """The operating system and machine, for people."""
    clock: tuple[Nanoseconds, Nanoseconds] = (0, 0)
    """The wall clock and the monotonic clock in ns, read at the same moment."""
