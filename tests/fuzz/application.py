"""The fuzzed application: answers every request with its digest, and with 599 what it should never have seen."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from tests.fuzz.requests import Request, wrong

Environ = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

SEEN_INVALID = 599


def wsgi(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Read everything, judge it, answer."""
    request = of_environ(environ)
    problem = wrong(request)
    start_response("599 Seen invalid" if problem else "200 OK", [("Content-Type", "text/plain")])
    return [problem.encode() or request.digest]


async def asgi(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Read everything, judge it, answer; a client that has gone gets nothing."""
    if scope["type"] == "websocket":
        await websocket(receive, send)
        return
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message["body"]
        more = message["more_body"]
    request = of_scope(scope, body)
    problem = wrong(request)
    fields = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": SEEN_INVALID if problem else 200, "headers": fields})
    await send({"type": "http.response.body", "body": problem.encode() or request.digest})


async def websocket(receive: Receive, send: Send) -> None:
    """Accept, and say everything back until the client has gone."""
    while (message := await receive())["type"] != "websocket.disconnect":
        if message["type"] == "websocket.connect":
            await send({"type": "websocket.accept"})
        else:
            await send({"type": "websocket.send", "text": message.get("text"), "bytes": message.get("bytes")})


async def lifespan(receive: Receive, send: Send) -> None:
    """Start and stop."""
    for what in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{what}.complete"})


def of_environ(environ: Environ) -> Request:
    """The request as far as PEP 3333 lets it through: no order, no repeated and no odd names."""
    fields = [
        (key[5:].replace("_", "-").lower().encode(), value.encode("latin-1"))
        for key, value in environ.items()
        if key.startswith("HTTP_")
    ]
    if "CONTENT_LENGTH" in environ:
        fields.append((b"content-length", environ["CONTENT_LENGTH"].encode("latin-1")))
    target = _target(environ["REQUEST_METHOD"], environ["PATH_INFO"].encode("latin-1"))
    version = environ["SERVER_PROTOCOL"].removeprefix("HTTP/").encode()
    body = environ["wsgi.input"].read()
    return Request(environ["REQUEST_METHOD"].encode("latin-1"), target, version, tuple(fields), body)


def _target(method: str, path: bytes) -> bytes:
    """The path is decoded here, so of its bytes nothing can be wrong; where it begins can."""
    return path if path == b"*" and method == "OPTIONS" else path[:1]


def of_scope(scope: dict[str, Any], body: bytes) -> Request:
    """The request as the specification hands it over."""
    fields = tuple((bytes(name), bytes(value)) for name, value in scope["headers"])
    return Request(scope["method"].encode("latin-1"), scope["raw_path"], scope["http_version"].encode(), fields, body)
