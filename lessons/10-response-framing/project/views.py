"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello in twelve bytes."""
    return HttpResponse("Hello there\n", content_type="text/plain; charset=utf-8")
