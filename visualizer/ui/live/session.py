"""A visit's live session: opened over the lanes that work, closed before they are used for anything else.

While it is open, everything that happens in the lanes goes into one trace, whoever sent it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from visualizer.ui.live.seen import LaneSeen, Seen

if TYPE_CHECKING:
    from visualizer.lab import BreakOn, Live, Request
    from visualizer.trace import Trace
    from visualizer.ui.session import Session


class LiveSession:
    """Open from `open` to `close`; both may be called at any time."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """`changed` is called when a lane is held, lets go or ends, or when another number of clients waits."""
        self.live: Live | None = None
        """What holds; None while the session is closed."""
        self._changed = changed
        self._target = "/"
        self._stack = AsyncExitStack()

    async def open(
        self, session: Session, begin: Callable[[Trace], object], grew: Callable[[], None], stops: Iterable[BreakOn]
    ) -> Live | None:
        """The session over the lanes that work; None when none does. A lane that fails is left out, and reported."""
        from visualizer.lab import LaneFailed, Live
        from visualizer.trace import Trace

        while self.live is None and (lab := await session.ready()) is not None:
            trace = Trace(lab.header())
            begin(trace)
            live = Live(lab, into=trace, on_batch=lambda batch: grew(), on_change=self._changed)
            try:
                self.live = await self._stack.enter_async_context(live)
            except LaneFailed as failure:
                await session.fail(failure)
        if self.live is not None:
            await self.live.set_breakpoints(stops)
        return self.live

    async def close(self) -> None:
        """Let everything go; the lanes stay warm."""
        if self.live is not None:
            self.live = None
            await self._stack.aclose()
            self._changed()

    def ask_for(self, requests: Iterable[Request]) -> None:
        """What a command that asks a lane from a shell asks for: the first request's target."""
        first = next(iter(requests), None)
        words = first.data.split(maxsplit=2) if first else []
        target = words[1].decode("latin-1") if len(words) > 1 else ""
        self._target = target if target.startswith("/") and target.isascii() and target.isprintable() else "/"

    def seen(self) -> Seen | None:
        """What there is to see; None while the session is closed."""
        live = self.live
        if live is None:
            return None
        lanes = (
            LaneSeen(
                name, step.doing, tuple(place.event for place in step.held), live.backlog(name), self.curl(live, name)
            )
            for name, step in live.steps.items()
        )
        return Seen(tuple(lanes), live.stepping, live.hold_seconds)

    def curl(self, live: Live, lane: str) -> str:
        """The command that asks the lane from a shell."""
        return live.curl(lane, self._target)
