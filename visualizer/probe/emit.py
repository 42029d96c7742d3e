"""Where every event of a lane is made: a tuple, complete and copied the moment it is emitted; nothing ever raises.

Server code writes

    data = connection.recv(65536)
    if emit.on:
        emit.point("socket", "recv", bytes=data, size=len(data))

so a stage costs one test of a variable while nobody listens. `point` and `leave` report the statement before them,
`enter` the statement after; which lines that are is found out later, beside the request (see `sources`).
"""

import os
import sys
import threading
from contextvars import ContextVar
from time import perf_counter_ns
from types import FrameType
from typing import Any, Callable, Dict, Optional, Protocol, Tuple

from visualizer.probe import place
from visualizer.vocabulary.kept import keep

Event = Tuple[Any, ...]
"""The values of vocabulary.format.FIELDS in order, but for three: `lane` is None, `source` is a Site or None, and in
`data` stands what was kept of each value (vocabulary.kept). `lines` makes the rest of it, beside the request."""

Site = Tuple[str, str, int, str]
"""Where in the code something happens: (mode, file name, line, module); the modes are those of `statements.find`."""


class Sink(Protocol):
    """Takes events on the request's path: never blocks, never raises."""

    def put(self, event: Event) -> None:
        """Keep the event, or count it as lost."""

    def lose(self, reason: str) -> None:
        """Count one event that could not be made."""

    def close(self) -> None:
        """Return when all that was put has been written."""

    def forked(self) -> None:
        """Start anew in a child process that was just forked."""


on: bool = False
"""Is anybody listening? The one test that a stage costs when not."""

identity: "ContextVar[Optional[Tuple[int, Optional[int]]]]" = ContextVar("visualizer_identity", default=None)
"""(connection, exchange) of the request that this thread or task works on; it survives every hop of asgiref."""

_NOBODY = (None, None)
_sink: Optional[Sink] = None
_seq = 0
_lock = threading.RLock()  # Reentrant: a finalizer that the garbage collector runs in here may emit too.


def point(stage: str, name: str, **data: Any) -> Optional[Event]:
    """Report something without extent in time, which the statement before this one has done."""
    return event(stage, name, "point", None, data, _site("before", sys._getframe(1)))


def ahead(stage: str, name: str, **data: Any) -> Optional[Event]:
    """Report a point that the statement after this one will make: bytes are sent before anybody can have them."""
    return event(stage, name, "point", None, data, _site("after", sys._getframe(1)))


def enter(stage: str, name: str, **data: Any) -> Optional[Event]:
    """Report that a span begins, with the statement after this one."""
    return event(stage, name, "enter", None, data, _site("after", sys._getframe(1)))


def leave(stage: str, name: str, outcome: str = "returned", **data: Any) -> Optional[Event]:
    """Report that a span has ended, with the statement before this one; `outcome` is one of stages.OUTCOMES."""
    return event(stage, name, "exit", outcome, data, _site("before", sys._getframe(1)))


def event(
    stage: str, name: str, phase: str, outcome: Optional[str], data: Dict[str, Any], site: Optional[Site]
) -> Optional[Event]:
    """Make an event and give it to the sink; the event (for `hold`), or None where none was made."""
    sink = _sink
    if sink is None:
        return None
    try:
        return make(stage, name, phase, outcome, data, site, sink.put)
    except (
        Exception
    ) as error:  # What the application does to its objects meanwhile is its business: it must not notice.
        sink.lose("an event of stage %s could not be made: %s" % (stage, type(error).__name__))
        return None


def make(
    stage: str,
    name: str,
    phase: str,
    outcome: Optional[str],
    data: Dict[str, Any],
    site: Optional[Site],
    put: Callable[[Event], None] = lambda event: None,
) -> Event:
    """Make an event and give it to `put`, in the order of seq.

    Copying an enter's data is not part of the span, nor is copying an exit's: hence the two readings of the clock.
    """
    global _seq
    now = perf_counter_ns()
    who = identity.get()
    values = {key: value if type(value) is int else keep(value) for key, value in data.items()} if data else data
    connection, exchange = who or _NOBODY
    name = str.__str__(name)  # The application may have a str of its own kind, which nobody else can read.
    where = place.here()
    with _lock:
        if phase == "enter":
            now = perf_counter_ns()
        _seq += 1
        made = (_seq, now, None, connection, exchange, stage, name, phase, outcome, where, values, site, "probe")
        put(made)
    return made


def attach(sink: Sink) -> None:
    """Give every event from now on to `sink`; what was attached before is detached."""
    global on, _sink
    detach()
    _sink = sink
    on = True


def detach() -> None:
    """Stop listening, and return when all events so far have been written. Does nothing when nobody listens."""
    global on, _sink
    sink, _sink, on = _sink, None, False
    if sink is not None:
        sink.close()


def abandon(sink: Sink) -> None:
    """Stop listening because `sink` cannot take events any more."""
    global on, _sink
    if _sink is sink:
        _sink, on = None, False


def _site(mode: str, frame: FrameType) -> Site:
    return (mode, frame.f_code.co_filename, frame.f_lineno, frame.f_globals.get("__name__", ""))


def _forked() -> None:
    """A forked worker is a process of its own: new pid, own seq, own connection."""
    global _seq, _lock
    _lock = threading.RLock()
    _seq = 0
    place.forked()
    if _sink is not None:
        _sink.forked()


_register = getattr(os, "register_at_fork", dict)  # Where there is no fork, there is nothing to register with.
_register(after_in_child=_forked)
