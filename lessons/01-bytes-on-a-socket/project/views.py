"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    name = request.GET.get("name", "world")
    return HttpResponse(f"Hello {name}.\n", content_type="text/plain; charset=utf-8")
