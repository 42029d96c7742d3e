"""Where code is running: process, thread and asyncio task; a name that two threads share is made unique."""

import asyncio
import os
import threading
from asyncio.events import _get_running_loop
from typing import Dict, List, Optional, Union

Place = List[Union[int, str, None]]

_cache = threading.local()
_lock = threading.Lock()
_taken: Dict[str, int] = {}
_pid = os.getpid()


def here() -> Place:
    """[process id, thread name, task name or None] of the caller."""
    thread: Optional[str] = getattr(_cache, "name", None)
    if thread is None:
        thread = _cache.name = _unique(str.__str__(threading.current_thread().name))
    loop = _get_running_loop()
    task = None if loop is None else asyncio.current_task(loop)
    return [_pid, thread, None if task is None else str.__str__(task.get_name())]


def on_loop() -> bool:
    """Whether an event loop runs in the caller's thread, so that blocking here would freeze everything on it."""
    return _get_running_loop() is not None


def _unique(name: str) -> str:
    """`name` itself for the first thread that has it, `name (2)` for the second, ….

    Threads that live one after another under one name are told apart too: they are different threads.
    """
    with _lock:
        _taken[name] = _taken.get(name, 0) + 1
        return name if _taken[name] == 1 else "%s (%d)" % (name, _taken[name])


def forked() -> None:
    """A child process has its own id; of its threads only the one that forked is left, under its name."""
    global _pid, _lock
    _pid = os.getpid()
    _lock = threading.Lock()
