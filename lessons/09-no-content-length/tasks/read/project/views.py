"""The view of this lesson."""

from django.http import HttpRequest, HttpResponse


def length(request: HttpRequest) -> HttpResponse:
    """Say how long the body is, also where only the server knows its end."""
    return HttpResponse(f"{len(body(request))} bytes\n", content_type="text/plain; charset=utf-8")


def body(request: HttpRequest) -> bytes:
    """The body, read to its end where a WSGI server promises that there is one."""
    environ = getattr(request, "environ", {})
    if "CONTENT_LENGTH" not in environ and environ.get("wsgi.input_terminated"):
        return environ["wsgi.input"].read()
    return request.body
