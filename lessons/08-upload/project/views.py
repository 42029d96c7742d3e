"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def upload(request: HttpRequest) -> HttpResponse:
    """Read the whole body, and say how long it is."""
    return HttpResponse(f"{len(request.body)} bytes\n", content_type="text/plain; charset=utf-8")
