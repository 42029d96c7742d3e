"""Which visit has its lanes up: at most one, so that looking through the lessons leaves no trail of processes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING

from visualizer.vocabulary.link import HOLD_SECONDS

if TYPE_CHECKING:
    from visualizer.ui.subject import Subject
    from visualizer.ui.visit import Visit


class Visits:
    """Makes visits, and ends the lanes of the one before."""

    def __init__(self, hold_seconds: float = HOLD_SECONDS) -> None:
        """Live requests are held for so many seconds at the most."""
        self._hold_seconds = hold_seconds
        self._visit: Visit | None = None
        self._beside: set[asyncio.Task[None]] = set()

    def visit(self, subject: Subject) -> Visit:
        """The visit of this subject: the one whose lanes are up already, or a new one that has not started them yet."""
        from visualizer.ui.visit import Visit

        visit = self._visit
        if visit is None or not subject.runs_in(visit.subject):
            self.leave()
            visit = self._visit = Visit(subject, self._hold_seconds)
        elif visit.requests != subject.requests and subject.card is None:
            visit.ask(subject.requests, subject.fault)
        return visit

    def warm(self, subject: Subject) -> None:
        """Start the lanes of this subject in the background, and end those of any other."""
        self._do_beside(self.visit(subject).warm())

    def leave(self) -> None:
        """End the lanes of the present visit, beside whatever comes next."""
        if self._visit is not None:
            self._do_beside(self._visit.close())
            self._visit = None

    async def close(self) -> None:
        """End every lane; none is left when this returns."""
        self.leave()
        await asyncio.gather(*self._beside)

    def _do_beside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)
