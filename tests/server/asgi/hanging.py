"""An application that does not end: in a thread of the loop's, in one of asgiref's, on the loop, in its task."""

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async

NEVER = threading.Event()


async def application(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    if scope["type"] == "lifespan":
        raise NotImplementedError
    await receive()
    await globals()["do_" + scope["path"].strip("/")](send)


async def do_thread(send: object) -> None:
    await asyncio.to_thread(NEVER.wait)


async def do_sync(send: object) -> None:
    await sync_to_async(NEVER.wait)()


async def do_loop(send: object) -> None:
    NEVER.wait()


async def do_task(send: object) -> None:
    while True:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.get_running_loop().create_future()
