"""Holding a live request: `h` holds, → at the frontier goes one stage further, `c` lets go, `n` sends another beside.

A move back is the cursor's alone, and the server never notices it. What is held, and where, is the live session's fact.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from visualizer.ui.lesson.visiting import Visiting
from visualizer.ui.messages import LiveChanged
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.lab import Live, Request

NOT_LIVE = "Nothing is live: h holds a request, n sends one."


Act = Callable[["Live"], Awaitable[None]]
"""Something to do in a live session."""


class Follow(Enum):
    """Where the cursor goes when what was let go has come to its next boundary."""

    STEP = 1
    """One step on, as "next" does anywhere."""
    FRONTIER = 2
    """To where it is held."""


class Holding(Visiting):
    """A visit whose requests can be held."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "hold", "Hold", id="lesson.hold", tooltip="Hold the request, in all lanes, at the next boundary"),
        Binding("c", "let_go", "Let go", id="lesson.let_go", tooltip="Let what is held go on, to the next breakpoint"),
        Binding(
            "n", "beside", "Another", id="lesson.beside", tooltip="Send the request once more, beside what is held"
        ),
        Binding(
            "N", "write_beside", "Write another", id="lesson.write_beside", tooltip="Write a request to send beside"
        ),
        Binding("k", "clients_leave", "Leave", id="lesson.clients_leave", tooltip="The clients of what is held leave"),
        Binding(
            "y", "copy_address", "Copy curl", id="lesson.copy_address", tooltip="Copy what asks the lane in a shell"
        ),
    ]

    _follow: Follow | None = None

    # What the live session says

    @on(LiveChanged)
    def _live_changed(self) -> None:
        """Show where each lane is, and go where the cursor was to follow."""
        self.catch_up()
        live = self.view.live
        if live is not None and not live.is_under_way:
            self._arrive()

    def catch_up(self) -> None:
        """While the session is live the score grows with the trace."""
        if self.visit.is_live:
            self.visit.catch_up()
        super().catch_up()
        self.set_class(self.view.live is not None, "-live")

    def complete(self) -> None:
        """A live trace is never complete, and a held request proves no claim."""
        if not self.visit.is_live:
            super().complete()

    def _arrive(self) -> None:
        follow, self._follow = self._follow, None
        if follow is Follow.STEP:
            self.go(self.view.player.next())
        elif follow is Follow.FRONTIER and not self.view.player.at_frontier:
            self.go(self.view.player.end())

    def place(self) -> tuple[str, str]:
        """Whether something is held stands with where the events come from."""
        title, badge = super().place()
        live = self.view.live
        return title, badge if live is None else f"{badge} · {'held' if live.is_held else 'open'}"

    # The keys

    def action_hold(self) -> None:
        """Hold what is under way at its next boundary; where nothing is, send the request and hold that."""
        self._be_live(self._hold)

    async def _hold(self, live: Live) -> None:
        self._follow = Follow.FRONTIER
        await live.hold()
        if self.view.row is not None and await self._choose_here(live):
            return
        if not any(step.doing.name in ("RUNNING", "HELD") for step in live.steps.values()):
            live.send(*self.visit.requests)

    async def _choose_here(self, live: Live) -> bool:
        """Hold the exchange at the cursor too, if it is still under way, whoever sent it."""
        event = self.view.event(self.view.acting)
        return event is not None and event.exchange is not None and await live.choose(event.lane, event.exchange)

    def action_run(self) -> None:
        """Run again; where there are breakpoints, live, so that they hold."""
        if self.visit.breakpoints and self.visit.lanes and not self.visit.broken:
            self._be_live(self._run_to_breakpoint, anew=True)
        else:
            super().action_run()

    async def _run_to_breakpoint(self, live: Live) -> None:
        self._follow = Follow.FRONTIER
        live.send(*self.visit.requests)

    def action_step(self, steps: int) -> None:
        """One step on or back; at the frontier what is held goes one stage further."""
        if steps > 0 and self.visit.is_live and self.view.player.at_frontier:
            self._beside(self._go_further())
        else:
            super().action_step(steps)

    async def _go_further(self) -> None:
        live = self.visit.live.live
        if live is not None and not live.waiting:
            self._follow = Follow.STEP
            if not await live.next():
                self._follow = None

    def action_let_go(self) -> None:
        """Let everything go on, until a breakpoint holds it."""
        live = self.visit.live.live
        if live is None:
            self.notify(NOT_LIVE, markup=False)
        else:
            self._follow = Follow.FRONTIER if self.visit.breakpoints else None
            self._beside(live.go())

    def action_beside(self) -> None:
        """The visit's first request once more, which nobody holds."""
        self._be_live(self._send_beside(self.visit.requests[:1]))

    def action_write_beside(self) -> None:
        """Write the request that is sent beside."""
        from visualizer.ui.request.screen import RequestScreen

        def send(requests: tuple[Request, ...] | None) -> None:
            if requests is not None:
                self._be_live(self._send_beside(requests))

        if self.may_run():
            self.app.push_screen(RequestScreen(self.visit.requests[:1]), send)

    def _send_beside(self, requests: tuple[Request, ...]) -> Act:
        async def act(live: Live) -> None:
            live.send(*requests, chosen=False)

        return act

    def action_clients_leave(self) -> None:
        """The clients of the chosen exchanges hang up: the lanes show what the protocol makes of it."""
        live = self.visit.live.live
        if live is None or not live.leave():
            self.notify("No client waits for anything that is held.", markup=False)

    def action_copy_address(self, name: str | None = None) -> None:
        """Copy the command that asks a lane from a shell: of the lane that is looked at where None."""
        seen = self.view.live
        lane = seen and seen.lane(name or self.view.names[self.view.lane])
        if not lane:
            self.notify(NOT_LIVE, markup=False)
            return
        self.app.copy_to_clipboard(lane.curl)
        self.notify(safe(f"Copied: {lane.curl}"), markup=False)

    # Beside the keys

    def _be_live(self, act: Act, *, anew: bool = False) -> None:
        """Do something in the live session, which is opened where there is none, or `anew`."""
        if self.may_run():
            self.work_on(self._do_live(act, anew=anew))

    async def _do_live(self, act: Act, *, anew: bool) -> None:
        if anew:
            await self.visit.end_live()
        live = await self.visit.go_live()
        if live is not None:
            await act(live)

    def _beside(self, work: Coroutine[Any, Any, object]) -> None:
        self.run_worker(work, group="live")
