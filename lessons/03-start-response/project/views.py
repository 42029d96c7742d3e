"""The view of this lesson."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse


def count(request: HttpRequest) -> StreamingHttpResponse:
    """Answer with a generator: nothing of the body exists yet when this returns."""
    return StreamingHttpResponse(numbers(), content_type="text/plain; charset=utf-8")


def numbers() -> Iterator[bytes]:
    """An empty piece first, then two that have something in them."""
    yield b""
    yield b"one\n"
    yield b"two\n"
