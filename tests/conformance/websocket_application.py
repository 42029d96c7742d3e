"""The WebSocket part of the suite's ASGI application: each path is a way to behave, named in its function."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Find the behaviour by the path's first segment."""
    name = scope["path"].strip("/").split("/")[0] or "echo"
    assert (await receive())["type"] == "websocket.connect"
    await globals()["do_" + name.replace("-", "_")](scope, receive, send)


async def _accept(send: Send, **more: Any) -> None:
    await send({"type": "websocket.accept", **more})


async def _say(send: Send, **facts: Any) -> None:
    await send({"type": "websocket.send", "text": json.dumps(facts)})


async def _told(awaitable: Awaitable[None]) -> str:
    try:
        await awaitable
    except Exception as error:
        return type(error).__name__
    return "accepted"


async def do_echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept, and send back what comes."""
    await _accept(send)
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message.get("text"), "bytes": message.get("bytes")})


async def do_length(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept, and tell each message's type and length."""
    await _accept(send)
    while (message := await receive())["type"] == "websocket.receive":
        data = message.get("text")
        data = message["bytes"] if data is None else data
        await _say(send, type=type(data).__name__, length=len(data))


async def do_scope(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept, and tell the scope."""
    await _accept(send)
    await _say(
        send,
        types={key: type(value).__name__ for key, value in scope.items()},
        type=scope["type"],
        scheme=scope.get("scheme", "ws"),
        path=scope["path"],
        query_string=scope["query_string"].decode(),
        subprotocols=list(scope["subprotocols"]),
        extensions=sorted(scope.get("extensions") or ()),
    )


async def do_subprotocol(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept the second subprotocol, with a header."""
    await _accept(send, subprotocol=scope["subprotocols"][1], headers=[(b"x-own", b"1")])


async def do_wrong_subprotocol(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept a subprotocol that the client did not offer."""
    told = await _told(_accept(send, subprotocol="other"))
    await _accept(send)
    await _say(send, told=told)


async def do_reject(scope: Scope, receive: Receive, send: Send) -> None:
    """Close instead of accepting."""
    await send({"type": "websocket.close"})


async def do_denial(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a response of one's own."""
    start = "websocket.http.response.start"
    await send({"type": start, "status": 418, "headers": [(b"x-application", b"asgi")]})
    await send({"type": "websocket.http.response.body", "body": b"tea", "more_body": True})
    await send({"type": "websocket.http.response.body", "body": b"pot"})


async def do_close(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept, and close with a code and a reason; then send more."""
    await _accept(send)
    await send({"type": "websocket.close", "code": 4001, "reason": "enough"})


async def do_close_wrong(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept, and try to close with codes that no frame may have."""
    await _accept(send)
    told = [await _told(send({"type": "websocket.close", "code": code})) for code in (999, 1005, 1006, 5000)]
    await _say(send, told=told)


async def do_return(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept, and return."""
    await _accept(send)


async def do_raise(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept, and raise."""
    await _accept(send)
    raise RuntimeError("on purpose")


async def do_raise_early(scope: Scope, receive: Receive, send: Send) -> None:
    """Raise before the handshake is answered."""
    raise RuntimeError("on purpose")


async def do_order(scope: Scope, receive: Receive, send: Send) -> None:
    """Send before accept, accept twice, and a message without content."""
    told = [await _told(send({"type": "websocket.send", "text": "early"}))]
    await _accept(send)
    told.append(await _told(_accept(send)))
    told.append(await _told(send({"type": "websocket.send"})))
    told.append(await _told(send({"type": "websocket.send", "text": "a", "bytes": b"b"})))
    await _say(send, told=told)


async def do_disconnect(scope: Scope, receive: Receive, send: Send) -> None:
    """Log how the end is told, and what send() does then."""
    from tests.conformance.asgi_application import LOG

    await _accept(send)
    LOG[scope["query_string"].decode()] = log = []
    while (message := await receive())["type"] == "websocket.receive":
        pass
    again = await receive()
    log += [message["type"], str(message["code"]), message.get("reason") or "", again["type"]]
    log.append(await _told(send({"type": "websocket.send", "text": "late"})))
