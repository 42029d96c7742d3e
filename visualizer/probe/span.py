"""A call that is reported: its enter, its exit whatever way it ends, and a hold at both; once sync, once async.

The holds are inside the `try`: a call that is cancelled while it is held has an exit too.
"""

import asyncio
import os
import sys
import sysconfig
from contextvars import ContextVar
from types import FrameType, TracebackType
from typing import Any, Awaitable, Callable, Dict, Iterator, NamedTuple, Optional, Tuple

from visualizer.probe import emit, hold
from visualizer.probe.emit import Event, Site
from visualizer.probe.sources import relative

Data = Dict[str, Any]


def nothing(_: Any) -> Data:
    """Say nothing about a result."""
    return {}


class Span(NamedTuple):
    """What is reported of a call."""

    stage: str
    name: str
    site: Optional[Site]
    """The code that acts at the enter, and at the exit unless `exit_site` names other code."""
    data: Data
    result: Callable[[Any], Data] = nothing
    """Makes the exit's data of what the call returned."""
    held: bool = False
    """Whether its enter and exit are boundaries, where an exchange can be held."""
    exit_site: Optional[Site] = None

    def enter(self) -> Optional[Event]:
        """Report the enter."""
        return emit.event(self.stage, self.name, "enter", None, self.data, self.site)

    def leave(self, outcome: str, data: Data) -> Optional[Event]:
        """Report the exit."""
        return emit.event(self.stage, self.name, "exit", outcome, data, self.exit_site or self.site)


def call(span: Span, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call the function as a span."""
    event = span.enter()
    try:
        if span.held and hold.table:
            hold.block(event)
        result = function(*args, **kwargs)
    except BaseException as error:
        event = span.leave(*ended(error))
        if span.held and hold.table:
            hold.block(event)
        raise
    event = span.leave("returned", span.result(result))
    if span.held and hold.table:
        hold.block(event)
    return result


async def acall(span: Span, function: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
    """Await the function as a span; a cancelled one is not held at its exit."""
    event = span.enter()
    try:
        if span.held and hold.table:
            await hold.wait(event)
        result = await function(*args, **kwargs)
    except BaseException as error:
        outcome, data = ended(error)
        event = span.leave(outcome, data)
        if span.held and hold.table and outcome == "raised":
            await hold.wait(event)
        raise
    event = span.leave("returned", span.result(result))
    if span.held and hold.table:
        await hold.wait(event)
    return result


def ended(error: BaseException) -> Tuple[str, Data]:
    """The outcome and the data of an exit by exception: type, message, and the file and line of the raise.

    Where that is in a library, also the file and line of the user's that led there.
    """
    if isinstance(error, asyncio.CancelledError):
        return "cancelled", {}
    try:
        message = str(error)
    except Exception as second:
        message = "<str() raised %s>" % type(second).__name__
    data: Data = {"exception": type(error).__name__, "message": message}
    calls = list(_calls(error.__traceback__))
    if calls:
        data["file"], data["line"] = _place(calls[-1])
        theirs = next((call for call in reversed(calls) if _is_users(call.tb_frame)), calls[-1])
        if theirs is not calls[-1]:
            data["user_file"], data["user_line"] = _place(theirs)
    return "raised", data


def _calls(traceback: Optional[TracebackType]) -> Iterator[TracebackType]:
    """The calls that an exception has passed, from the outermost to the raise."""
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _place(call: TracebackType) -> Tuple[str, int]:
    return relative(call.tb_frame.f_code.co_filename, _module(call.tb_frame)), call.tb_lineno


def _is_users(frame: FrameType) -> bool:
    """Whether a frame runs the user's code, and no library's, the server's or the probe's."""
    file = frame.f_code.co_filename
    is_library = file.startswith(_LIBRARIES) or "site-packages" in file or "dist-packages" in file
    return not (is_library or _module(frame).startswith((_PROBE, _SERVER)))


_MOVERS = ("asgiref", "asyncio", "concurrent", "threading")
_FRAMEWORK = ("django", "contextlib", "functools", "runpy", *_MOVERS)
_LIBRARIES = (sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), "<")  # "<": code that has no file
_PROBE = __name__.rpartition(".")[0]
_SERVER = "visualizer.server"

origin: "ContextVar[Optional[Site]]" = ContextVar("visualizer_origin", default=None)
"""The user's statement from which a call left for a thread."""


def caller(depth: int = 1) -> Optional[Site]:
    """The statement that calls: the nearest frame outside of the probe, `depth` frames up or farther."""
    frame: Optional[FrameType] = sys._getframe(depth)
    while frame is not None and _module(frame).startswith(_PROBE):
        frame = frame.f_back
    if frame is None or _module(frame).partition(".")[0] in _MOVERS:  # A loop or a thread pool: nobody's statement.
        return None
    return _at(frame)


def user() -> Optional[Site]:
    """The user's statement that leads here: on this stack, or, in a thread, on that of the hop that led to it."""
    frame: Optional[FrameType] = sys._getframe(1)
    while frame is not None:
        module = _module(frame)
        if module.partition(".")[0] not in _FRAMEWORK and not module.startswith((_PROBE, _SERVER)):
            return _at(frame)
        frame = frame.f_back
    return origin.get()


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))


def _at(frame: FrameType) -> Site:
    return ("at", os.fspath(frame.f_code.co_filename), frame.f_lineno, _module(frame))
