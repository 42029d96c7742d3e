"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse

LIMIT = 10
"""Bytes."""


def upload(request: HttpRequest) -> HttpResponse:
    """Read the body if it is not too long, and say how long it is."""
    if int(request.META["CONTENT_LENGTH"]) > LIMIT:
        return HttpResponse("too long\n", status=413, content_type="text/plain; charset=utf-8")
    return HttpResponse(f"{len(request.body)} bytes\n", content_type="text/plain; charset=utf-8")
