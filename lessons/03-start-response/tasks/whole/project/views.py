"""The view of this lesson."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse


def count(request: HttpRequest) -> HttpResponse:
    """Answer with the whole body: the generator is used up before this returns."""
    return HttpResponse(numbers(), content_type="text/plain; charset=utf-8")


def numbers() -> Iterator[bytes]:
    """An empty piece first, then two that have something in them."""
    yield b""
    yield b"one\n"
    yield b"two\n"
