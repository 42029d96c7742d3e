"""The application that the faults happen to: a large answer, a small one, and how many tasks the loop has.

Each small answer first gives back to the system what is held by nobody: what is measured is what the server holds, not
what the C library keeps at hand for it.
"""

import asyncio
import ctypes
import gc
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

PIECE = b"x" * 65_536
PIECES = 64
"""The large answer has 4 MiB: more than the kernel buffers for a client that does not read."""


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Read the body, then answer by the path."""
    environ["wsgi.input"].read()
    give_back()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return large() if environ["PATH_INFO"] == "/large" else [b"1"]


_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", lambda keep: None)


def give_back() -> None:
    """Free what only cycles hold, and what malloc keeps (glibc alone)."""
    gc.collect()
    _TRIM(0)


def large() -> Iterator[bytes]:
    """The large answer, piece by piece."""
    for _ in range(PIECES):
        yield PIECE


async def asgi(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Read the body, then answer by the path; the small answer is the number of tasks, this one included."""
    if scope["type"] != "http":
        raise NotImplementedError("HTTP alone")
    while (message := await receive())["type"] == "http.request" and message["more_body"]:
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    if scope["path"] == "/large":
        for piece in large():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})
    else:
        give_back()
        await send({"type": "http.response.body", "body": b"%d" % len(asyncio.all_tasks())})
