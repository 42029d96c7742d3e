"""The rows of the time pane: what a track is, what it may be doing, and what one column of it says."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Doing(Enum):
    """What a track does in a column, as far as events prove it."""

    NOTHING = "nothing"
    RUNNING = "running"
    """A thread is occupied by a stage, or a loop has reported something in this column."""
    UNSURE = "unsure"
    """A task is inside of an async stage: whether it runs or awaits something of its own, no event tells."""
    WAITING = "waiting"
    """A thread is blocked: by another thread, a loop, the client or the server; or a connection waits for its turn."""
    AWAITING = "awaiting"
    """The loop's tasks await the server or a thread; the loop is free to run others."""
    BLOCKED = "blocked"
    """The loop takes nothing although a client's bytes or connection wait in the kernel: something holds it up."""
    HELD = "held"
    """The program holds an exchange here."""


class Kind(Enum):
    """What a track is a row of; the counts in the order in which a request comes to them."""

    CLIENTS = "clients"
    """How many requests clients have begun that are not answered."""
    BACKLOG = "backlog"
    """How many connections wait in the kernel for the server to accept them."""
    ACCEPT = "accept"
    """How many connections are accepted, before the first of their exchanges is served."""
    REQUESTS = "requests"
    """How many exchanges the server works on."""
    THREAD = "thread"
    """A thread, or a loop that runs on it."""
    DATABASE = "database"
    """Statements on one thread's connection to one database."""
    CLIENT = "client"
    """The thread of the clients, as a row of what it does."""

    @property
    def is_count(self) -> bool:
        """Whether its row says how many there are at once, and not what somebody does."""
        return self in (Kind.CLIENTS, Kind.BACKLOG, Kind.ACCEPT, Kind.REQUESTS)


class TimeCell(NamedTuple):
    """A track in one column."""

    doing: Doing
    stage: str | None
    """Of what runs, or of what it waits in; None for nothing."""
    event: int | None
    """The event that tells so: the lane's latest on this track before the column's end."""
    events: int
    """How many events lie in the column, or how many statements; of a count how many there are at once at the most."""
    exchange: int | None = None
    """The exchange of `event`, from 1."""
    name: str | None = None
    """The name within the stage; None for nothing, and for a count."""


class Track(NamedTuple):
    """One row: of a lane, of one of its processes."""

    lane: int
    process: int
    thread: str
    is_loop: bool
    """Whether asyncio tasks run on it."""
    is_client: bool
    """Whether the client runs on it."""
    kind: Kind = Kind.THREAD
    database: str = ""
    """The alias of the database, where it is one's row."""

    @property
    def name(self) -> str:
        """`backlog`, `client`, `loop`, `MainThread`, `worker-1`, `worker-1 loop`, `worker-1 default`."""
        if self.kind is Kind.DATABASE:
            return f"{self.thread} {self.database}"
        if self.kind.is_count:
            return str(self.kind.value)
        if self.is_client:
            return "client"
        if not self.is_loop:
            return self.thread
        return "loop" if self.thread == "MainThread" else f"{self.thread} loop"
