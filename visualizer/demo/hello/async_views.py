"""The same views, async: each is awaited on an event loop, and gives the loop back wherever it awaits."""

from collections.abc import AsyncIterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from hello.models import Greeting


async def hello(request: HttpRequest) -> HttpResponse:
    """Greet the `name` of the query, with a word from the database, in a template."""
    name = request.GET.get("name", "world")
    greeting = await Greeting.objects.aget(pk=1)
    return render(request, "hello/hello.html", {"greeting": greeting, "name": name})


async def echo(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Show what arrived: method, path (percent-decoded), query, and the body's bytes exactly."""
    head = f"{request.method} {request.path}\n{request.META['QUERY_STRING']}\n\n"
    content = head.encode("utf-8", "surrogateescape") + request.body
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


async def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Answer in pieces: each leaves the server before the next one is made."""
    return StreamingHttpResponse(pieces(), content_type="text/plain; charset=utf-8")


async def pieces() -> AsyncIterator[str]:
    """Make three lines, one at a time."""
    yield "one\n"
    yield "two\n"
    yield "three\n"


async def fail(request: HttpRequest) -> HttpResponse:
    """Raise: Django turns the exception into a response with status 500."""
    raise RuntimeError("this view raises, as it was asked to")
