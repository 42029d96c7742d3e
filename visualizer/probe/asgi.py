"""The outermost ASGI application: reports the scope and every receive() and send() with its exact message."""

from typing import Any, Awaitable, Callable, Dict, Mapping

from visualizer.probe import emit
from visualizer.probe.identity import from_header
from visualizer.probe.span import Span, acall, caller
from visualizer.vocabulary.link import EXCHANGE_HEADER

Scope = Dict[str, Any]
Message = Dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_HEADER = EXCHANGE_HEADER.encode("ascii")


def wrap(application: Application) -> Application:
    """The application, reported; with nobody listening it costs one test a scope."""

    async def visualized(scope: Scope, receive: Receive, send: Send) -> None:
        if not emit.on:
            return await application(scope, receive, send)
        return await _reported(application, scope, receive, send)

    return visualized


async def _reported(application: Application, scope: Scope, receive: Receive, send: Send) -> None:
    named = emit.identity.get() or from_header(_header(scope))
    token = emit.identity.set(named)
    lifespan = scope.get("type") == "lifespan"
    stage = "lifespan" if lifespan else "scope"
    span = Span(stage, "application", caller(), {"scope": dict(scope)}, held=True)
    try:
        await acall(
            span,
            application,
            scope,
            _receive(receive, stage),
            _send(send, "lifespan" if lifespan else "response"),
        )
    finally:
        emit.identity.reset(token)


def _header(scope: Mapping[str, Any]) -> "str | None":
    found = [bytes(value).decode("latin-1") for name, value in scope.get("headers", ()) if bytes(name) == _HEADER]
    return found[0] if found else None


def _receive(receive: Receive, stage: str) -> Receive:
    async def reported() -> Message:
        span = Span(stage, "receive", caller(), {}, lambda message: {"message": message}, held=True)
        message: Message = await acall(span, receive)
        return message

    return reported


def _send(send: Send, stage: str) -> Send:
    async def reported(message: Any) -> None:
        name = message.get("type") if isinstance(message, dict) else None
        span = Span(stage, name if isinstance(name, str) else "send", caller(), {"message": message}, held=True)
        await acall(span, send, message)

    return reported
