"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def who(request: HttpRequest) -> HttpResponse:
    """Say who the header claims that you are, and what you like."""
    user = request.META.get("HTTP_X_AUTH_USER", "nobody")
    likes = request.headers.get("X-Likes", "nothing")
    return HttpResponse(f"{user} likes {likes}.\n", content_type="text/plain; charset=utf-8")
