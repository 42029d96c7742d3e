"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


async def hello(request: HttpRequest) -> HttpResponse:
    """Say hello, on whichever loop this runs."""
    return HttpResponse("Hello there\n", content_type="text/plain; charset=utf-8")
