"""Holding a live exchange at a stage boundary until the program lets it go.

Whether to hold is decided here, from a small table that the program arms; nothing armed costs one test of a variable:

    event = emit.enter("view", "hello")
    if hold.table:
        hold.block(event)          # sync code: the thread waits
        await hold.wait(event)     # async code: the task waits, the loop goes on

Each hold has a connection of its own and waits for one line. A release, the connection's end or the time limit lets go.
"""

import asyncio
import socket
import time
from typing import Any, Optional, Tuple

from visualizer.probe import place
from visualizer.probe.emit import Event
from visualizer.probe.lines import complete
from visualizer.probe.settings import Settings
from visualizer.vocabulary.format import FIELDS, line
from visualizer.vocabulary.link import BREAKPOINT

table: Tuple[Tuple[Any, ...], ...] = ()
"""The armed breakpoints, each the values of BREAKPOINT in order; empty where nothing is armed."""

settings: Optional[Settings] = None
"""Where to wait; set when the link is opened."""

_COLUMNS = tuple(FIELDS.index(key) for key in BREAKPOINT)
_CONNECTION = FIELDS.index("connection")
_SEQ = FIELDS.index("seq")


def arm(breakpoints: Any) -> None:
    """Replace the table; ValueError if it is none."""
    global table
    if not isinstance(breakpoints, list) or not all(isinstance(one, dict) for one in breakpoints):
        raise ValueError("arm wants a list of breakpoints")
    table = tuple(tuple(one.get(key) for key in BREAKPOINT) for one in breakpoints)


def matches(event: Event) -> bool:
    """Whether the table names this event; only an exchange with an identity can be held."""
    if event[_CONNECTION] is None:
        return False
    here = [event[column] for column in _COLUMNS]
    return any(all(want in (None, value) for want, value in zip(row, here)) for row in table)


def block(event: Optional[Event]) -> None:
    """Let the thread wait if the table names the event, unless an event loop runs on it: that would freeze everyone."""
    if event is None or settings is None or not matches(event) or place.on_loop():
        return
    deadline = time.monotonic() + settings.hold_seconds
    try:
        with settings.connect("hold") as connection:
            connection.sendall(_held(event, settings.lane).encode("ascii"))
            try:
                _read_line(connection, deadline)
            except socket.timeout:
                connection.sendall(_given_up("expired", event))
    except OSError:  # The program has gone: nothing holds any more.
        return


def _read_line(connection: socket.socket, deadline: float) -> None:
    """Return after a line or the connection's end; socket.timeout at the deadline."""
    data = b"-"
    while data and b"\n" not in data:
        connection.settimeout(max(deadline - time.monotonic(), 0.001))
        data = connection.recv(1024)


async def wait(event: Optional[Event]) -> None:
    """Let the task wait if the table names the event; the loop goes on. A wait that is cancelled says so."""
    if event is None or settings is None or not matches(event):
        return
    try:
        reader, writer = await asyncio.open_connection(*settings.address)
    except OSError:
        return
    try:
        writer.write((settings.hello("hold") + _held(event, settings.lane)).encode("ascii"))
        try:
            await asyncio.wait_for(reader.readline(), settings.hold_seconds)
        except asyncio.TimeoutError:
            writer.write(_given_up("expired", event))
        except asyncio.CancelledError:
            writer.write(_given_up("cancelled", event))
            raise
    except OSError:
        return
    finally:
        writer.close()


def _given_up(how: str, event: Event) -> bytes:
    return line({how: event[_SEQ]}).encode("ascii")


def _held(event: Event, lane: str) -> str:
    return line({"held": event[_SEQ], "event": complete(event, lane, None)})
