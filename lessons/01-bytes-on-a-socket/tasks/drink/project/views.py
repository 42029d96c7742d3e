"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello, and offer something."""
    name = request.GET.get("name", "world")
    drink = request.headers.get("X-Favourite-Drink", "water")
    return HttpResponse(f"Hello {name}, have some {drink}.\n", content_type="text/plain; charset=utf-8")
