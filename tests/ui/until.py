"""Waiting for what the program does by itself."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.pilot import Pilot

SECONDS = 60.0
"""How long anything may take before the test fails: much, on a machine that does much else."""


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the program work until something is so."""
    deadline = monotonic() + SECONDS
    while not condition():
        assert monotonic() < deadline, f"it never came to be so; the screen is {pilot.app.screen!r}"
        await pilot.pause(0.01)
