"""A supervised process as asyncio sees it: its last words are kept, its end is noticed though its pipes are open."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from visualizer.lab import supervisor

GRACE_SECONDS = 2.0
"""How long a process may take to end after SIGTERM."""
OUTPUT_LIMIT = 65_536
"""Bytes kept of what a process says on each stream: its last words."""
_STDOUT = 1
_PROCESS = re.compile(rb"\Aprocess (\d+)\n")


@dataclass(frozen=True, slots=True)
class Exit:
    """How a process ended."""

    status: int | None
    """Its exit status, None when a signal ended it."""
    signal: str | None
    """The signal's name."""
    output: str
    """Its last words."""

    def __str__(self) -> str:
        return f"was ended by {self.signal}" if self.signal else f"ended with status {self.status}"


class Child(asyncio.SubprocessProtocol):
    """A command that runs in a group and a folder of its own, and ends with the program."""

    def __init__(self, on_output: Callable[[bytes], None]) -> None:
        self._on_output = on_output
        self._words: dict[int, bytes] = {1: b"", 2: b""}
        self._pid: int | None = None
        self._folder = Path(tempfile.gettempdir()) / f"visualizer-{secrets.token_hex(8)}"
        loop = asyncio.get_running_loop()
        self._exited: asyncio.Future[int] = loop.create_future()
        self._closed: asyncio.Future[None] = loop.create_future()
        self.ended: asyncio.Task[Exit] = loop.create_task(self._end())

    @classmethod
    async def start(
        cls, command: Sequence[str], environment: Mapping[str, str], on_output: Callable[[bytes], None]
    ) -> Child:
        """Run `command`; `on_output` is given all that is kept of its standard output whenever there is more."""
        child = cls(on_output)
        keep = [sys.executable, "-I", "-S", supervisor.__file__, str(child._folder), str(GRACE_SECONDS)]
        loop = asyncio.get_running_loop()
        await loop.subprocess_exec(lambda: child, *keep, *command, start_new_session=True, env=environment)
        return child

    async def stop(self) -> Exit:
        """End it, unless it has ended, and wait until nothing of it is left."""
        cast(asyncio.WriteTransport, self._transport.get_pipe_transport(0)).close()
        return await self.ended

    @property
    def output(self) -> str:
        """Its last words, on both streams."""
        return (_PROCESS.sub(b"", self._words[1]) + self._words[2]).decode("utf-8", "replace")

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The process runs."""
        self._transport = cast(asyncio.SubprocessTransport, transport)

    def pipe_data_received(self, fd: int, data: bytes | str) -> None:
        """Keep the end of what it says."""
        words = self._words[fd] + cast(bytes, data)
        if fd == _STDOUT and self._pid is None and (found := _PROCESS.match(words)):
            self._pid = int(found[1])
        self._words[fd] = words[-OUTPUT_LIMIT:]
        if fd == _STDOUT:
            self._on_output(self._words[fd])

    def process_exited(self) -> None:
        """The supervisor has ended, though what it kept may not have."""
        self._exited.set_result(cast(int, self._transport.get_returncode()))

    def connection_lost(self, error: Exception | None) -> None:
        """It has ended and all that it said has been read."""
        self._closed.set_result(None)

    async def _end(self) -> Exit:
        code = await self._exited
        if self._folder.exists():  # which the supervisor removes last: it was killed before it could do its work
            self._kill_group()
            shutil.rmtree(self._folder, ignore_errors=True)
        await self._closed
        self._transport.close()
        if code < 0:
            return Exit(None, signal.Signals(-code).name, self.output)
        return Exit(code, None, self.output)

    def _kill_group(self) -> None:
        if self._pid is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)
