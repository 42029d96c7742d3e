"""The learner's progress as the screens keep it: read and written in order by one thread, so that no key waits for it.

An act that cannot be written is kept, tried again before the next one and at the end, and told once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visualizer.course.progress import Book, Loaded

Write = Callable[["Book"], None]
"""One act, written into the book."""


class Notebook:
    """A book, and the thread that alone opens its file."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="progress")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: deque[Write] = deque()
        self._is_told = False
        self._is_closed = False
        self.tell: Callable[[str], object] = _nobody
        """Is given one line, on the screen's loop, when something cannot be written."""

    async def read(self) -> Loaded:
        """What was done so far, what was noted a moment ago among it; the warning says what is wrong with the file.

        Nothing once the notebook is closed: the program is being left.
        """
        if self._is_closed:
            from visualizer.course.progress import Loaded

            return Loaded({}, None)
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read)

    def answer(self, lesson: str, question: str, answer: str, *, right: bool) -> None:
        """A question was answered."""
        self._note(lambda book: book.answer(lesson, question, answer, right=right))

    def skip(self, lesson: str, question: str) -> None:
        """A question was skipped."""
        self._note(lambda book: book.skip(lesson, question))

    def reach(self, lesson: str, stop: int) -> None:
        """A stop was reached, from 1."""
        self._note(lambda book: book.reach(lesson, stop))

    def solve(self, lesson: str, task: str) -> None:
        """A task was solved."""
        self._note(lambda book: book.solve(lesson, task))

    def finish(self, lesson: str) -> None:
        """The lesson was gone through to its end."""
        self._note(lambda book: book.finish(lesson))

    def reset(self, lesson: str) -> None:
        """Begin a lesson anew."""
        self._note(lambda book: book.reset(lesson))

    async def close(self) -> str:
        """Write what is still to be written; a line about what could not be, empty where nothing is lost."""
        self._is_closed = True
        loop = asyncio.get_running_loop()
        problem = await loop.run_in_executor(self._thread, self._write)
        self._thread.shutdown()
        return problem

    def _note(self, write: Write) -> None:
        self._loop = asyncio.get_running_loop()
        self._thread.submit(self._add, write)

    # In the thread

    def _read(self) -> Loaded:
        from visualizer.course.progress import Book, Loaded

        self._write()
        try:
            return Book().load()
        except OSError as error:
            return Loaded({}, f"What you did before cannot be read: {error}")

    def _add(self, write: Write) -> None:
        self._waiting.append(write)
        problem = self._write()
        if problem and not self._is_told and self._loop is not None:
            self._is_told = True
            self._loop.call_soon_threadsafe(partial(self.tell, problem))

    def _write(self) -> str:
        """Write what waits, the oldest first; what is wrong where the file cannot be written."""
        if not self._waiting:
            return ""
        from visualizer.course.progress import Book

        book = Book()
        try:
            while self._waiting:
                self._waiting[0](book)
                self._waiting.popleft()
        except OSError as error:
            return f"Your progress cannot be written: {error}"
        self._is_told = False
        return ""


def _nobody(line: str) -> None:
    """Nobody is there to be told."""
