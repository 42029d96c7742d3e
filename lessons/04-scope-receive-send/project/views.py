"""The view of this lesson."""

import asyncio

from django.http import HttpRequest, HttpResponse


async def hello(request: HttpRequest, place: str) -> HttpResponse:
    """Say hello, and what Django made of the two spellings of the path."""
    name = request.GET.get("name", "world")
    await asyncio.sleep(0)  # as if it waited for something: the loop goes round once
    return HttpResponse(f"Hello {name}, from {place}.\n", content_type="text/plain; charset=utf-8")
