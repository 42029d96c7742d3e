"""Applications that tell whether a signal wakes what they run on: they run in the main thread, which alone may ask."""

import signal
from collections.abc import Awaitable, Callable, Iterable
from typing import Any


def _wakes() -> bytes:
    descriptor = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(descriptor)
    return b"wakes" if descriptor >= 0 else b"sleeps"


def wsgi(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [_wakes()]


async def asgi(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": _wakes()})
