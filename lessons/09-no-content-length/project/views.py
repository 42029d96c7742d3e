"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def length(request: HttpRequest) -> HttpResponse:
    """Say how long the body is."""
    return HttpResponse(f"{len(request.body)} bytes\n", content_type="text/plain; charset=utf-8")
