"""What the tests of lanes ask the system: which processes live, and waiting until a condition holds."""

import asyncio
import os
import select
import threading
import time
from collections.abc import Callable
from pathlib import Path

SECONDS = 20.0
"""How long a condition may take to hold before a test fails."""


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and is only waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_for_end(pid: int) -> None:
    """Wait until a process has ended, whoever's child it is."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        ready, _, _ = select.select([descriptor], [], [], SECONDS)
        assert ready, f"process {pid} is still there after {SECONDS:g} s"
    finally:
        os.close(descriptor)


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until what nobody announces is so."""
    deadline = time.monotonic() + SECONDS
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "the condition never held"
        pause.wait(0.01)


async def eventually(condition: Callable[[], bool]) -> None:
    """The same beside an event loop."""
    await asyncio.to_thread(wait_until, condition)
