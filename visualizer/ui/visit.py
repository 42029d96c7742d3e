"""What is being looked at, and the lanes that run it: owns the trace, the score and the player, and knows no widget.

Whoever shows it calls `follow` and from then on gets the ticks of `messages`; the facts are read here, by a handler of
a tick, on the screen's own loop. Lanes stay warm between runs. A lane that breaks is a fact like any other: `warm` and
`run` never raise for it, and the lanes that work are shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from visualizer.ui.difference import Difference
from visualizer.ui.lane_state import Doing, LaneState
from visualizer.ui.lanes import Lanes
from visualizer.ui.live.session import LiveSession
from visualizer.ui.messages import LaneBroke, LaneProgress, LiveChanged, RunEnded, TraceGrew, VisitMessage
from visualizer.ui.runs.keeping import Keeper, shelf_folder
from visualizer.ui.setup import OWN, Made, Setup, with_code
from visualizer.ui.subject import Subject
from visualizer.vocabulary.link import HOLD_SECONDS

if TYPE_CHECKING:
    from visualizer.course.lesson import Lesson
    from visualizer.lab import BreakOn, Live, Request
    from visualizer.lab.faults import Fault
    from visualizer.replay import Player, Score
    from visualizer.trace import Trace

Tell = Callable[[VisitMessage], object]
"""Who is told: a widget's `post_message`."""

LONG = 5_000
"""So many events take longer to bring level than a key may wait."""


class Badge(Enum):
    """Where the events come from; the value is the word on the screen."""

    LIVE = "LIVE"
    RECORDED = "RECORDED"


class Visit:
    """One subject, being looked at."""

    def __init__(self, subject: Subject, hold_seconds: float = HOLD_SECONDS) -> None:
        """Live requests are held for so many seconds at the most."""
        self.subject = subject
        self.badge = Badge.RECORDED if subject.file else Badge.LIVE
        self.requests: tuple[Request, ...] = subject.requests
        """What the last run sent, or the next one will."""
        self.fault = subject.fault
        """The fault that the requests bring about; None where they are the visit's own."""
        self.trace: Trace | None = None
        """None until there was a run."""
        self.score: Score | None = None
        self.player: Player | None = None
        self.remark = ""
        """Why what is seen is not the lesson's own run, live; empty where it is."""
        self.seen = Difference()
        """What of the run that is seen is not the lesson's own."""
        self.own: Trace | None = None
        """The latest run of which all was the lesson's own."""
        self.warning = ""
        """What the screen has to say about the trace, one line: a recording that was cut off."""
        self.runs = 0
        """How many runs have begun: who remembers it can tell a new run from a trace that grew."""
        self.running = False
        self._lanes = Lanes(subject, self._lane_changed, hold_seconds)
        self.keeper = Keeper(shelf_folder(subject))
        """The runs of this visit, also those of earlier starts."""
        self.live = LiveSession(self._live_changed)
        """Holds requests, while it is open."""
        self.breakpoints: tuple[BreakOn, ...] = ()
        """Where live requests are held, in whichever run."""
        self._tell: Tell = _nobody
        self._lock = asyncio.Lock()
        if subject.loaded is not None:
            self.warning = subject.loaded.warning or ""
            self.look_at(subject.loaded.trace)

    @property
    def setup(self) -> Setup:
        """Whose code the next run runs, and with which options."""
        return self._lanes.setup

    @property
    def lanes(self) -> Mapping[str, LaneState]:
        """Each lane's progress or failure, in the subject's order; empty for a recording."""
        return self._lanes.states

    @property
    def broken(self) -> tuple[LaneState, ...]:
        """The lanes that failed."""
        return tuple(state for state in self.lanes.values() if state.failure)

    @cached_property
    def lesson(self) -> Lesson | None:
        """The lesson whole, its text parsed at the first look. Raises `course.LessonError`."""
        if self.subject.card is None:
            return None
        from visualizer import course

        return course.load(self.subject.card.folder)

    def follow(self, tell: Tell | None) -> None:
        """From now on `tell` gets the ticks, nobody else; None ends it."""
        self._tell = tell or _nobody

    async def warm(self) -> None:
        """Start the lanes, as far as they are not up, and wait until each answers or has failed."""
        async with self._lock:
            await self._lanes.ready()

    async def change(self, setup: Setup) -> tuple[LaneState, ...]:
        """Start lanes that are set up like this, in the place of those that there are.

        Where one of them fails nothing changes, and those that failed are returned.
        """
        async with self._lock:
            failed = await self._lanes.start(setup)
            if not failed:
                await self.end_live()
            return failed

    async def run_apart(self, setup: Setup, requests: Sequence[Request]) -> Made:
        """A run in lanes of its own: nothing that is seen, and nothing that is live, changes. Raises LaneFailed."""
        from visualizer.lab import Lab, run

        async with Lab(setup.lanes(self.subject), name=self.subject.title) as lab:
            await lab.ready()
            return Made(await run(lab, requests), setup, tuple(requests))

    async def go_live(self) -> Live | None:
        """The live session, opened with a new trace where it is not; None where no lane works."""
        async with self._lock:
            if self.live.live is None:
                self.badge, self.remark = Badge.LIVE, "Live: the text and its claims are about a run that nobody held."
                self.live.ask_for(self.requests)
                await self.live.open(await self._lanes.session(), self.begin, self.grew, self.breakpoints)
            return self.live.live

    async def end_live(self) -> None:
        """Let go of everything; what has happened stays to be looked at."""
        if self.is_live:
            await self.live.close()
            self.keeper.end()
            self.catch_up()

    @property
    def is_live(self) -> bool:
        """Whether requests can be held now."""
        return self.live.live is not None

    async def retry(self, requests: Sequence[Request] | None = None, fault: Fault | None = None) -> None:
        """Start every lane afresh, those that failed too, then run."""
        await self.end_live()
        await self._lanes.renew()
        await self.run(requests, fault)

    def code_changed(self) -> None:
        """The code that runs may be another now: lanes that are up with it start anew when they are needed."""
        if self.setup.code is not None:
            self._lanes.set_up(self.setup)

    async def run_own(self) -> None:
        """Run the lesson's own request, code and lanes."""
        self._lanes.setup = OWN
        await self.run(self.subject.requests, self.subject.fault)

    @property
    def is_sending_many(self) -> bool:
        """Whether a run of several requests is going on."""
        return self.running and any(state.answered for state in self.lanes.values())

    def stop(self) -> None:
        """Send nothing more: the run that is going on ends, and what has happened stays to be looked at."""
        self._lanes.stop()

    async def run(self, requests: Sequence[Request] | None = None, fault: Fault | None = None) -> None:
        """Send `requests` (those of the last run where None) to every lane that works; the trace is a new one.

        `fault` is what they bring about.
        """
        async with self._lock:
            await self.end_live()
            if requests is not None:
                self.requests, self.fault = tuple(requests), fault
            self.running = True
            self.badge, self.remark = Badge.LIVE, self.difference.remark
            try:
                await self._lanes.run(self.requests, self.begin, self.grew)
                await self._fall_back()
                await self._take_in()
            finally:
                self.running = False
                self.keeper.end()
                self.catch_up()
                self._tell(RunEnded())

    def ask(self, requests: Sequence[Request], fault: Fault | None = None) -> None:
        """The next run sends these; the last run is forgotten."""
        self.requests, self.fault = tuple(requests), fault
        self.trace = self.score = self.player = None

    async def show(self, made: Made) -> None:
        """Look at a run that was made apart; what it ran and sent is what runs from now on, its code started anew."""
        async with self._lock:
            await self.end_live()
            self._lanes.set_up(made.setup)
            if made.requests != self.requests:
                self.requests, self.fault = made.requests, None
            self.badge, self.remark = Badge.LIVE, self.difference.remark
            self.begin(made.trace)
            self.keeper.end()

    async def _take_in(self) -> None:
        """Bring a long run, of which nothing was looked at yet, into a score beside the keys."""
        if self.trace is not None and self.score is not None and not self.score.steps and self.trace.version > LONG:
            from visualizer.replay import Player, Score

            self.score = await asyncio.to_thread(Score, self.trace)
            self.player = Player(self.score)

    def catch_up(self) -> None:
        """Bring the score and the player to what the trace holds now; the cursor stays at its event."""
        if self.player is not None:
            self.player = self.player.grow()

    async def close(self) -> None:
        """End the lanes; nothing of them is left when this returns, and the runs are kept."""
        await self.end_live()
        await self._lanes.close()
        await self.keeper.close()

    async def _fall_back(self) -> None:
        """Where a lane of a lesson cannot run here, play the lesson's recording, and say why."""
        card = self.subject.card
        if not self.broken or card is None or not self.is_own:
            return
        from visualizer.course.live import RECORDING
        from visualizer.trace import TraceError, load

        try:
            loaded = await asyncio.to_thread(load, card.folder / RECORDING)
        except TraceError:
            return  # then the lane itself says why it failed
        self.look_at(loaded.trace)
        self.badge = Badge.RECORDED
        name, failure = next((state.name, state.failure) for state in self.broken)
        why = f"{failure.reason}. {failure.advice}" if failure else ""
        self.remark = f"The lane {name} cannot run here: {why} What you see is a recording; r tries again."

    def _live_changed(self) -> None:
        self._tell(LiveChanged())

    def _lane_changed(self, state: LaneState) -> None:
        self._tell(LaneBroke() if state.doing is Doing.BROKEN else LaneProgress())

    @property
    def is_own(self) -> bool:
        """Whether all of the next run is the lesson's own."""
        return self.setup == OWN and not self._request_changed()

    @property
    def difference(self) -> Difference:
        """What of the next run is not the lesson's own."""
        return Difference(self._request_changed(), self.setup.code is not None, self._options_changed())

    def _request_changed(self) -> str:
        if self.fault is not None:
            return f"the request ({self.fault.name})"
        return "" if self.subject.card is None or self.requests == self.subject.requests else "the request"

    def _options_changed(self) -> tuple[str, ...]:
        if not self.setup.options:
            return ()
        from visualizer.ui.options.words import said

        return said(with_code(self.subject, self.setup.code), self.setup.options)

    def begin(self, trace: Trace) -> None:
        """A run begins: look at its trace from now on, and keep it."""
        self.look_at(trace)
        self.seen = self.difference
        if not self.seen.note:
            self.own = trace
        self.keeper.begin(trace, self.seen.note)

    def look_at(self, trace: Trace) -> None:
        """Look at this trace from now on, from before its first event."""
        from visualizer.replay import Player, Score

        self.runs += 1
        self.seen = Difference()
        self.trace = trace
        self.score = Score(trace)
        self.player = Player(self.score)

    def grew(self) -> None:
        """The trace holds more than before."""
        self.keeper.grew()
        self._tell(TraceGrew())


def _nobody(message: VisitMessage) -> None:
    """Nobody looks."""
