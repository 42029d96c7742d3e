"""The program's end of the link: lanes call in over loopback TCP, and only those that know the token are heard.

It knows connections and messages, and nothing of traces: what a lane reports goes to the Listener that the lab is.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from visualizer.lab.lines import Lines, LineTooLong
from visualizer.lab.messages import (
    Breakpoint,
    GivenUp,
    Hello,
    LinkError,
    Pong,
    parse_given_up,
    parse_hello,
    parse_item,
    parse_waiting,
    write,
    write_arm,
)
from visualizer.trace import Event, SourceFile

HELLO_SECONDS = 10.0
"""How long a caller may take to say who it is."""
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Held:
    """An exchange that waits at one of its events until it is released."""

    lane: str
    process: int
    number: int
    event: Event
    """As emitted."""

    @property
    def key(self) -> tuple[str, int, int]:
        """What tells a hold from all others of the lab."""
        return self.lane, self.process, self.number


class LetGo(Enum):
    """Why an exchange waits no more; the value is the word in a trace, one of names.HOLD_ENDS."""

    RELEASED = "program"
    """The program let it go."""
    EXPIRED = "time limit"
    """It has waited for as long as a hold may last."""
    CANCELLED = "cancellation"
    """The task that waited was cancelled."""
    ENDED = "end of the process"
    """The lane's process ended: it hung up without a word."""


_GIVEN_UP: dict[GivenUp, LetGo] = {"expired": LetGo.EXPIRED, "cancelled": LetGo.CANCELLED}


class Listener(Protocol):
    """What the link tells, in the order in which it happened."""

    def connected(self, lane: str, process: int) -> None:
        """A process of a lane has opened its events connection."""

    def received(self, lane: str, process: int, items: Sequence[Event | SourceFile]) -> None:
        """Events and sources of a process, as they came, several at a time."""

    def held(self, held: Held) -> None:
        """An exchange waits."""

    def let_go(self, held: Held, why: LetGo) -> None:
        """It waits no more."""


class _Process:
    """One events connection of a process, which makes a new one where the first breaks."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        self.pings: dict[int, asyncio.Event] = {}

    def wake(self, number: int) -> None:
        """End the wait for one ping; nobody waits any more for one whose run was given up."""
        if number in self.pings:
            self.pings.pop(number).set()


class Link:
    """Listens for the lanes of one lab."""

    def __init__(self, lanes: Sequence[str], listener: Listener) -> None:
        self.token = secrets.token_urlsafe(24)
        self._listener = listener
        self._processes: dict[str, list[_Process]] = {lane: [] for lane in lanes}
        self._armed: dict[str, tuple[Breakpoint, ...]] = dict.fromkeys(lanes, ())
        self._holds: dict[tuple[str, int, int], asyncio.StreamWriter] = {}
        self._callers: set[asyncio.Task[None]] = set()
        self._last_ping = 0

    async def open(self) -> None:
        """Start to listen on a free loopback port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)

    @property
    def address(self) -> str:
        """HOST:PORT, as a lane's environment names it."""
        host, port = self._server.sockets[0].getsockname()
        return f"{host}:{port}"

    async def close(self) -> None:
        """Hang up on everybody: what is held goes on."""
        self._server.close()
        for caller in self._callers:
            caller.cancel()
        await asyncio.gather(*self._callers, return_exceptions=True)

    def arm(self, lane: str, breakpoints: Sequence[Breakpoint]) -> None:
        """Replace a lane's table, in all its processes, those to come included."""
        self._armed[lane] = tuple(breakpoints)
        for process in self._processes[lane]:
            process.writer.write(write_arm(breakpoints))

    def release(self, held: Held) -> bool:
        """Let a held exchange go on; False when it does so already."""
        writer = self._holds.pop(held.key, None)
        if writer is None:
            return False
        writer.write(write({"release": held.number}))
        return True

    async def ping(self, lane: str) -> None:
        """Wait until every event that the lane's processes have made so far is here.

        A process that ends meanwhile has sent what it could.
        """
        await asyncio.gather(*map(self._ping, self._processes[lane]))

    async def _ping(self, process: _Process) -> None:
        self._last_ping += 1
        answered = process.pings[self._last_ping] = asyncio.Event()
        process.writer.write(write({"ping": self._last_ping}))
        await answered.wait()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        caller = asyncio.create_task(self._call(_Conversation(reader), writer))
        self._callers.add(caller)
        caller.add_done_callback(self._callers.discard)

    async def _call(self, conversation: _Conversation, writer: asyncio.StreamWriter) -> None:
        try:
            await self._converse(conversation, writer)
        except (LinkError, LineTooLong, ConnectionError, TimeoutError):
            pass  # whoever calls and is no lane of ours is hung up on without a word
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _converse(self, conversation: _Conversation, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(HELLO_SECONDS):
            hello = parse_hello(await conversation.line(), self.token)
        if hello.lane not in self._processes:
            raise LinkError(f"no lane {hello.lane!r} here")
        if hello.role == "events":
            await self._listen(hello, conversation, writer)
        else:
            await self._hold(hello, conversation, writer)

    async def _listen(self, hello: Hello, conversation: _Conversation, writer: asyncio.StreamWriter) -> None:
        process = _Process(writer)
        self._processes[hello.lane].append(process)
        self._listener.connected(hello.lane, hello.process)
        if self._armed[hello.lane]:
            writer.write(write_arm(self._armed[hello.lane]))
        try:
            while lines := await conversation.lines():
                self._sort(hello, process, lines)
        finally:
            self._processes[hello.lane].remove(process)
            for number in tuple(process.pings):
                process.wake(number)

    def _sort(self, hello: Hello, process: _Process, lines: list[bytes]) -> None:
        """Hand events on, in one batch as far as no pong comes between, and answer whoever waits for a pong."""
        batch: list[Event | SourceFile] = []
        for line in lines:
            item = parse_item(line)
            if isinstance(item, Pong):
                self._listener.received(hello.lane, hello.process, batch)
                batch = []
                process.wake(item.pong)
            else:
                batch.append(item)
        self._listener.received(hello.lane, hello.process, batch)

    async def _hold(self, hello: Hello, conversation: _Conversation, writer: asyncio.StreamWriter) -> None:
        waiting = parse_waiting(await conversation.line())
        held = Held(hello.lane, hello.process, waiting.held, waiting.event)
        self._holds[held.key] = writer
        self._listener.held(held)
        why = LetGo.ENDED
        try:
            for line in await conversation.lines():
                why = _GIVEN_UP[parse_given_up(line)]
        finally:
            self._listener.let_go(held, why if self._holds.pop(held.key, None) else LetGo.RELEASED)


class _Conversation:
    """What one caller says, line by line."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader
        self._lines = Lines()
        self._ready: list[bytes] = []

    async def line(self) -> bytes:
        """The next line; LinkError when the caller has hung up."""
        if not self._ready:
            self._ready = await self.lines()
        if not self._ready:
            raise LinkError("hung up")
        return self._ready.pop(0)

    async def lines(self) -> list[bytes]:
        """All lines that are there, at least one; none at the end."""
        ready, self._ready = self._ready, []
        while not ready:
            data = await self._reader.read(_CHUNK)
            if not data:
                return []
            ready = self._lines.feed(data)
        return ready
