"""An application that names its subprotocol by a header, which the specification forbids, and then accepts without."""

from collections.abc import Awaitable, Callable
from typing import Any


async def application(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    if scope["type"] != "websocket":
        raise NotImplementedError(scope["type"])
    await receive()
    try:
        await send({"type": "websocket.accept", "headers": [(b"sec-websocket-protocol", b"a")]})
    except ValueError:
        await send({"type": "websocket.accept"})
