"""Views that misbehave, as people's own do now and then: they wait, compute, break off, or end their process."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

PIECE = b"x" * 65_536
PIECES = 64
COUNTED = 30_000_000
"""Numbers to add up: some tenths of a second."""
WORKED_SECONDS = 0.3
"""How long a process works on a request before it is killed."""


WAITED = 0.1
"""Seconds, as for an answer of another service."""


def wait(request: HttpRequest) -> HttpResponse:
    """Sleep: this thread is blocked, and others go on."""
    time.sleep(WAITED)
    return HttpResponse("waited")


async def await_it(request: HttpRequest) -> HttpResponse:
    """The same awaited: the event loop goes on with others."""
    await asyncio.sleep(WAITED)
    return HttpResponse("waited")


def compute(request: HttpRequest) -> HttpResponse:
    """Count: for a while nothing else happens in this thread."""
    return HttpResponse(str(sum(range(COUNTED))))


async def compute_on_loop(request: HttpRequest) -> HttpResponse:
    """The same on the event loop, which has nothing else to give to anybody meanwhile."""
    return HttpResponse(str(sum(range(COUNTED))))


def download(request: HttpRequest) -> StreamingHttpResponse:
    """Answer with four megabytes, in pieces."""
    return _streamed(request, iter([PIECE] * PIECES))


def break_off(request: HttpRequest) -> StreamingHttpResponse:
    """Raise when the response has begun: it is too late for a status 500."""
    return _streamed(request, _broken())


def _broken() -> Iterator[bytes]:
    yield b"one\n"
    raise RuntimeError("this view raises after its first piece, as it was asked to")


def _streamed(request: HttpRequest, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    """A response of these pieces, as each protocol can stream it: sync under WSGI, async under ASGI."""
    chunks = _awaited(pieces) if isinstance(request, ASGIRequest) else pieces
    return StreamingHttpResponse(chunks, content_type="application/octet-stream")


async def _awaited(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def die(request: HttpRequest) -> HttpResponse:
    """End the whole server process in the middle of its work, as the kernel does when memory is short."""
    time.sleep(WORKED_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
    return HttpResponse()
