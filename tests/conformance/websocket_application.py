"""The WebSocket part of the suite's ASGI application: each path is a way to behave, named in its function."""

from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Find the behaviour by the path's first segment."""
    name = scope["path"].strip("/").split("/")[0] or "echo"
    await globals().get("do_" + name.replace("-", "_"), do_echo)(scope, receive, send)


async def do_echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept, and send back what comes."""
    assert (await receive())["type"] == "websocket.connect"
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message.get("text"), "bytes": message.get("bytes")})
