"""The lanes of one visit: how they are set up, what each does, and others in their place where that is to change.

Lanes stay warm between runs. Those that are not set up as they are to be end when they are needed next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from visualizer.ui.lane_state import LaneState
from visualizer.ui.session import Session
from visualizer.ui.setup import OWN, Setup
from visualizer.ui.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visualizer.lab import Lab, Request
    from visualizer.trace import Trace


class Lanes:
    """The processes of a subject's lanes."""

    def __init__(self, subject: Subject, tell: Callable[[LaneState], None], hold_seconds: float) -> None:
        """`tell` is told what a lane does, after it stands in `states`."""
        self.setup = OWN
        """How they are to be set up."""
        self.states = {lane.name: LaneState(lane.name) for lane in subject.lanes}
        """What each lane does, or why it failed, in the subject's order."""
        self._subject = subject
        self._tell = tell
        self._hold_seconds = hold_seconds
        self._running: Setup | None = OWN
        """How they are set up; None where the code that they run has changed since."""
        self._session = self._made(OWN)

    def _made(self, setup: Setup) -> Session:
        return Session(self._subject.title, setup.lanes(self._subject), self._note, self._hold_seconds)

    def _note(self, state: LaneState) -> None:
        self.states[state.name] = state
        self._tell(state)

    async def session(self) -> Session:
        """The lanes as they are to be set up, not started yet where they were set up otherwise."""
        if self._running != self.setup:
            await self.renew()
        return self._session

    async def ready(self) -> Lab | None:
        """Start those that are not up, and wait until each answers or has failed."""
        return await (await self.session()).ready()

    async def renew(self) -> None:
        """End them all; others are started when they are needed, those that failed too."""
        await self._session.close()
        self._session, self._running = self._made(self.setup), self.setup
        for name in self.states:
            self._note(LaneState(name))

    def set_up(self, setup: Setup) -> None:
        """They are to be set up like this, with code that may be another than the last time."""
        self.setup, self._running = setup, None

    async def start(self, setup: Setup) -> tuple[LaneState, ...]:
        """Start lanes that are set up like this beside those that there are; the failed ones where not all answer.

        If all answer they take the place of the others.
        """
        states: dict[str, LaneState] = {}
        session = self._made(setup)
        session.changed = lambda state: states.update({state.name: state})
        await session.ready()
        failed = tuple(state for state in states.values() if state.failure)
        if failed:
            await session.close()
            return failed
        await self._session.close()
        self._session, self._running, self.setup = session, setup, setup
        session.changed = self._note
        for state in states.values():
            self._note(state)
        return ()

    async def run(
        self, requests: Sequence[Request], begin: Callable[[Trace], object], grew: Callable[[], None]
    ) -> None:
        """As `Session.run`."""
        await (await self.session()).run(requests, begin, grew)

    def stop(self) -> None:
        """Send nothing more: the run that is going on ends, with what has happened."""
        self._session.stop()

    async def close(self) -> None:
        """End them; nothing of them is left when this returns."""
        await self._session.close()
