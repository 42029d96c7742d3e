"""Applications that treat the lifespan in every way that an application can."""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def _http(send: Send) -> None:
    await send({"type": "http.response.start", "status": 204})
    await send({"type": "http.response.body"})


async def orderly(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        print("http", file=sys.stderr)
        await _http(send)
        return
    for what in ("startup", "shutdown"):
        assert (await receive())["type"] == f"lifespan.{what}"
        print(what, file=sys.stderr)
        await send({"type": f"lifespan.{what}.complete"})


async def startup_fails(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "no database"})


async def shutdown_fails(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.failed", "message": "still busy"})


async def raises(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        raise ValueError("only http")
    await _http(send)


async def raises_at_startup(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await _http(send)
        return
    await receive()
    raise RuntimeError("on purpose")


async def returns(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await _http(send)


async def raises_later(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await _http(send)
        return
    await receive()
    await send({"type": "lifespan.startup.complete"})
    raise RuntimeError("on purpose")


async def silent_at_shutdown(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await _http(send)
        return
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()


async def nonsense(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await _http(send)
        return
    await send({"type": "lifespan.nonsense"})
