"""The lifespan protocol: the application starts before the first connection is accepted and ends after the last."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from visualizer.server.asgi.scope import State

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


class LifespanFailed(Exception):
    """The application said that it cannot start, or could not tidy up: the message is its own."""


class Lifespan:
    """Runs the application's lifespan in a task of its own, from startup to shutdown."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._incoming: asyncio.Queue[Message] = asyncio.Queue()
        self._answers: asyncio.Queue[Message] = asyncio.Queue()
        self.state: State = {}
        """ "An empty namespace where the application can persist state to be used when handling subsequent
        requests." """
        self._task: asyncio.Task[None] | None = None

    async def startup(self) -> None:
        """Send lifespan.startup and wait for its answer; raises LifespanFailed."""
        self._task = asyncio.create_task(self._run(), name="lifespan")
        await self._ask("startup")

    async def shutdown(self) -> None:
        """Send lifespan.shutdown and wait for its answer; raises LifespanFailed."""
        if self._task is not None:
            await self._ask("shutdown")
            await self._end()

    async def _run(self) -> None:
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self.state}
        await self._application(scope, self._incoming.get, self._answers.put)

    async def _ask(self, what: str) -> None:
        task = self._task
        if task is None or task.done():
            return
        await self._incoming.put({"type": f"lifespan.{what}"})
        answer = asyncio.ensure_future(self._answers.get())
        await asyncio.wait((task, answer), return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
            self._unsupported(task)
            return
        message = answer.result()
        if message["type"] == f"lifespan.{what}.failed":
            await self._end()
            raise LifespanFailed(str(message.get("message", "")))

    def _unsupported(self, task: asyncio.Task[None]) -> None:
        """Lifespan Protocol: "If an exception is raised when calling the application callable with a lifespan.startup
        message or a scope with type lifespan, the server must continue but not send any lifespan events."
        """
        error = task.exception()
        if error is not None and self._incoming.empty():
            traceback.print_exception(error)  # It took the message: this is no "I know no lifespan".
        self._task = None

    async def _end(self) -> None:
        if self._task is None:
            return
        await asyncio.wait((self._task,), timeout=1)
        self._task.cancel()
        (result,) = await asyncio.gather(self._task, return_exceptions=True)
        if isinstance(result, Exception):
            traceback.print_exception(result)
        self._task = None
