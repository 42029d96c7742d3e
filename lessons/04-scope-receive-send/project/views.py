"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


async def hello(request: HttpRequest, place: str) -> HttpResponse:
    """Say hello, and what Django made of the two spellings of the path."""
    name = request.GET.get("name", "world")
    return HttpResponse(f"Hello {name}, from {place}.\n", content_type="text/plain; charset=utf-8")
