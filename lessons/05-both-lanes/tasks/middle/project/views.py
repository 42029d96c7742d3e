"""The same view twice. Each says on which thread it ran."""

import threading

from django.http import HttpRequest, HttpResponse


async def hello_sync(request: HttpRequest) -> HttpResponse:
    """Now a coroutine function, by its definition alone."""
    return _hello(request)


async def hello_async(request: HttpRequest) -> HttpResponse:
    """A coroutine function: calling it makes a coroutine, and somebody has to run that on an event loop."""
    return _hello(request)


def _hello(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("name", "world")
    thread = threading.current_thread().name
    return HttpResponse(f"Hello {name}, from {thread}.\n", content_type="text/plain; charset=utf-8")
