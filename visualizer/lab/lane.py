"""One lane: the tiny server as a supervised process, started, waited for until it answers, and ended."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from visualizer.lab.child import Child, Exit
from visualizer.lab.failure import diagnose
from visualizer.lab.scenario import LaneSpec
from visualizer.vocabulary.link import ENVIRONMENT

Step = Literal["starting", "importing", "listening"]
"""What a lane is about: its process starts, its own code runs and imports the application, it accepts connections."""

_PACKAGES = Path(__file__).parents[2]
_LISTENING = re.compile(rb"^listening on http://(\S+):(\d+)$", re.MULTILINE)


def command_of(spec: LaneSpec) -> list[str]:
    """The server's command line, without the path of the Python that runs it."""
    threads = [] if spec.threads is None else ["--threads", str(spec.threads)]
    server = ["-m", "visualizer.server", spec.protocol, spec.application]
    return ["python", *server, "--bind", "127.0.0.1:0", *threads, *spec.options]


class Lane:
    """A lane from its start, which is its making, to its end. `stop` it in any case."""

    def __init__(self, spec: LaneSpec, environment: dict[str, str], on_step: Callable[[Step], None]) -> None:
        """`environment` holds the link's variables (vocabulary.link.ENVIRONMENT)."""
        self.spec = spec
        self.address = ("", 0)
        """Where it listens, once it does."""
        self._environment = environment
        self._on_step = on_step
        self._listening = asyncio.Event()
        self._importing = False
        self._reported = asyncio.Event()
        on_step("starting")
        command = [sys.executable, *command_of(spec)[1:]]
        self._child = asyncio.create_task(Child.start(command, self._variables(), self._read))

    async def answers(self, seconds: float) -> None:
        """Wait until it listens and reports; LaneFailed when it does not within `seconds`."""
        child = await asyncio.shield(self._child)
        try:
            async with asyncio.timeout(seconds):
                await self._first_answer(child)
        except TimeoutError:
            raise diagnose(self.spec, f"no answer within {seconds:g} s", child.output) from None
        self._on_step("listening")

    def connected(self) -> None:
        """The lane has called the program: its own code runs, the application is being imported."""
        if not self._importing:
            self._importing = True
            self._on_step("importing")

    def listens(self) -> None:
        """The lane has reported that it listens: all that it did to get there has been reported before."""
        self._reported.set()

    async def ended(self) -> Exit:
        """Wait until it is over, whoever ended it."""
        child = await asyncio.shield(self._child)
        return await asyncio.shield(child.ended)

    async def stop(self) -> Exit:
        """End it, unless it has ended, and wait until nothing of it is left."""
        return await (await self._child).stop()

    def _variables(self) -> dict[str, str]:
        ours = set(ENVIRONMENT.values())
        inherited = {name: value for name, value in os.environ.items() if name not in ours}
        paths = [self.spec.path and str(self.spec.path.resolve()), str(_PACKAGES), inherited.get("PYTHONPATH")]
        path = os.pathsep.join(each for each in paths if each)
        secrets = {ENVIRONMENT["secrets"]: "show"} if self.spec.show_secrets else {}
        return {**inherited, "PYTHONPATH": path, **dict(self.spec.environment), **self._environment, **secrets}

    def _read(self, words: bytes) -> None:
        if not self._listening.is_set() and (found := _LISTENING.search(words)):
            self.address = (found[1].decode(), int(found[2]))
            self._listening.set()

    async def _first_answer(self, child: Child) -> None:
        answer = asyncio.create_task(self._listens_and_reports())
        try:
            await asyncio.wait((answer, child.ended), return_when=asyncio.FIRST_COMPLETED)
        finally:
            answer.cancel()
        if not answer.done():
            ended = child.ended.result()
            raise diagnose(self.spec, f"its server {ended} before it listened", ended.output)

    async def _listens_and_reports(self) -> None:
        await self._listening.wait()
        await self._reported.wait()
