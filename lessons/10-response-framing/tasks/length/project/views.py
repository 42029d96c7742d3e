"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello in twelve bytes, and say that they are twelve."""
    response = HttpResponse("Hello there\n", content_type="text/plain; charset=utf-8")
    response["Content-Length"] = str(len(response.content))
    return response
