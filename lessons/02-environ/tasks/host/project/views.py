"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def order(request: HttpRequest) -> HttpResponse:
    """Say by which name the client called."""
    return HttpResponse(f"You called me {request.get_host()}.\n", content_type="text/plain; charset=utf-8")
