"""Gives small numbers, in order of first appearance, to what systems number at random, so that panes do not jitter.

Pure: no clock, no I/O. Connections, exchanges, processes, threads and tasks are numbered lane by lane; sources over the
whole trace, one for each content, whichever process named it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from visualizer.trace import Event, Place, Source, SourceFile

PROGRAM = 0
"""The number of the program's own process, which is the client and no lane's; a lane's processes count from 1."""
MAIN_THREAD = "MainThread"

_UNNAMED_TASK = re.compile(r"Task-\d+")


class Sources:
    """The sources of one trace: numbered from 1 in order of first use, equal ones only once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def renumber(
        self, source: Source | None, files: Mapping[int, SourceFile]
    ) -> tuple[Source | None, SourceFile | None]:
        """The lines in the trace's numbers, and the file itself when it is used for the first time.

        `files` are those of the process that made the event. Lines of a file that it never sent name nothing.
        """
        file = files.get(source.file) if source else None
        if source is None or file is None:
            return None, None
        key = (file.name, file.hash)
        new = key not in self._numbers
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        return Source(number, source.first, source.last), replace(file, number=number) if new else None


class Numbers:
    """The small numbers of one lane in one trace."""

    def __init__(self, program: int) -> None:
        """`program` is the process id of the program itself."""
        self._connections: dict[int, int] = {}
        self._exchanges: dict[tuple[int | None, int], int] = {}
        self._processes = {program: PROGRAM}
        self._threads: dict[tuple[int, str], str] = {}
        self._tasks: dict[tuple[int, str], str] = {}

    def renumber(self, event: Event, source: Source | None) -> Event:
        """`event` with small numbers, and with `source` in place of its own."""
        return replace(
            event,
            connection=self._connection(event.connection),
            exchange=self._exchange(event.connection, event.exchange),
            place=self._place(event.place),
            source=source,
        )

    def emitted(self, exchange: int) -> tuple[int, int] | None:
        """The (connection, exchange) as the lane emits it of an exchange by its small number; None if there is none."""
        for (connection, number), small in self._exchanges.items():
            if small == exchange and connection is not None:
                return connection, number
        return None

    def small(self, connection: int, exchange: int) -> int | None:
        """The small number of an exchange as the lane emits it; None as long as nothing of it was renumbered."""
        return self._exchanges.get((connection, exchange))

    def _connection(self, connection: int | None) -> int | None:
        if connection is None:
            return None
        return self._connections.setdefault(connection, len(self._connections) + 1)

    def _exchange(self, connection: int | None, exchange: int | None) -> int | None:
        if exchange is None:
            return None
        return self._exchanges.setdefault((connection, exchange), len(self._exchanges) + 1)

    def _place(self, place: Place) -> Place:
        process = self._processes.setdefault(place.process, len(self._processes))
        if process == PROGRAM:
            return replace(place, process=process)
        return Place(process, self._thread(place), self._task(place))

    def _thread(self, place: Place) -> str:
        if place.thread == MAIN_THREAD:
            return MAIN_THREAD
        return self._threads.setdefault((place.process, place.thread), f"worker-{len(self._threads) + 1}")

    def _task(self, place: Place) -> str | None:
        if place.task is None or not _UNNAMED_TASK.fullmatch(place.task):
            return place.task
        return self._tasks.setdefault((place.process, place.task), f"Task-{len(self._tasks) + 1}")
