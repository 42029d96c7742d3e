"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def who(request: HttpRequest) -> HttpResponse:
    """Say who the header claims that you are, underscores and all, where they can still be seen."""
    headers = dict(getattr(request, "scope", {}).get("headers", []))
    smuggled = headers.get(b"x_auth_user", b"nobody").decode("latin-1")
    user = request.META.get("HTTP_X_AUTH_USER", smuggled)
    likes = request.headers.get("X-Likes", "nothing")
    return HttpResponse(f"{user} likes {likes}.\n", content_type="text/plain; charset=utf-8")
