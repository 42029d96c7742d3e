"""Server-sent events, from an ordinary generator and from an async one."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

from django.http import HttpRequest, StreamingHttpResponse

PAUSE = 0.1
"""Seconds between two events, as if something had to happen first."""


def stream_sync(request: HttpRequest) -> StreamingHttpResponse:
    """Answer with an ordinary generator."""
    return StreamingHttpResponse(ticks(), content_type="text/event-stream")


def stream_async(request: HttpRequest) -> StreamingHttpResponse:
    """Answer with an async generator."""
    return StreamingHttpResponse(async_ticks(), content_type="text/event-stream")


def ticks() -> Iterator[str]:
    """Three events; the pauses hold the thread."""
    for number in (1, 2, 3):
        yield f"data: {number}\n\n"
        time.sleep(PAUSE)


async def async_ticks() -> AsyncIterator[str]:
    """Three events; the pauses let the loop go on."""
    for number in (1, 2, 3):
        yield f"data: {number}\n\n"
        await asyncio.sleep(PAUSE)
