"""The view of this lesson."""

import asyncio
from collections.abc import AsyncIterator

from django.http import HttpRequest, StreamingHttpResponse


async def hello(request: HttpRequest, place: str) -> StreamingHttpResponse:
    """Say hello in two pieces."""
    name = request.GET.get("name", "world")
    await asyncio.sleep(0)  # as if it waited for something: the loop goes round once
    return StreamingHttpResponse(pieces(name, place), content_type="text/plain; charset=utf-8")


async def pieces(name: str, place: str) -> AsyncIterator[str]:
    """The greeting, and then where it comes from."""
    yield f"Hello {name}, "
    yield f"from {place}.\n"
