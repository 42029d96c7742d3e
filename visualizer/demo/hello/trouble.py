"""Views that misbehave, as people's own do now and then: one computes, one breaks off, one ends its process."""

import os
import signal
from collections.abc import AsyncIterator, Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

PIECE = b"x" * 65_536
PIECES = 64


def compute(request: HttpRequest) -> HttpResponse:
    """Count: for a while nothing else happens in this thread."""
    return HttpResponse(str(sum(range(20_000_000))))


async def compute_on_loop(request: HttpRequest) -> HttpResponse:
    """The same on the event loop, which has nothing else to give to anybody meanwhile."""
    return HttpResponse(str(sum(range(20_000_000))))


def download(request: HttpRequest) -> StreamingHttpResponse:
    """Answer with four megabytes, in pieces."""
    return StreamingHttpResponse(iter([PIECE] * PIECES), content_type="application/octet-stream")


async def download_async(request: HttpRequest) -> StreamingHttpResponse:
    """The same, from an async generator."""
    return StreamingHttpResponse(_pieces(), content_type="application/octet-stream")


async def _pieces() -> AsyncIterator[bytes]:
    for _ in range(PIECES):
        yield PIECE


def break_off(request: HttpRequest) -> StreamingHttpResponse:
    """Raise when the response has begun: it is too late for a status 500."""
    return StreamingHttpResponse(_broken(), content_type="text/plain")


def _broken() -> Iterator[str]:
    yield "one\n"
    raise RuntimeError("this view raises after its first piece, as it was asked to")


async def break_off_async(request: HttpRequest) -> StreamingHttpResponse:
    """The same, from an async generator."""
    return StreamingHttpResponse(_broken_async(), content_type="text/plain")


async def _broken_async() -> AsyncIterator[str]:
    yield "one\n"
    raise RuntimeError("this view raises after its first piece, as it was asked to")


def die(request: HttpRequest) -> HttpResponse:
    """End the whole server process, as the kernel does when memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)
    return HttpResponse()
