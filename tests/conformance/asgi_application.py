"""The suite's ASGI application: each path is a way to behave, named in its function; facts come back as JSON."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from tests.conformance import websocket_application

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

TEXT = [(b"content-type", b"text/plain"), (b"x-application", b"asgi")]
LOG: dict[str, list[str]] = {}
"""What happened, by the query string of the request that it happened to."""


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Find the behaviour by the path's first segment."""
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
        return
    name = scope["path"].strip("/").split("/")[0] or "echo"
    if scope["type"] == "websocket":
        await websocket_application.application(scope, receive, send)
        return
    await globals().get("do_" + name.replace("-", "_"), do_echo)(scope, receive, send)


async def lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    """Startup and shutdown; leaves a mark in the state."""
    assert (await receive())["type"] == "lifespan.startup"
    if "state" in scope:
        scope["state"]["started"] = ["by lifespan"]
    await send({"type": "lifespan.startup.complete"})
    assert (await receive())["type"] == "lifespan.shutdown"
    await send({"type": "lifespan.shutdown.complete"})


async def _body(receive: Receive) -> list[bytes]:
    pieces = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ConnectionError("the client has gone")
        pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            return pieces


async def _start(send: Send, status: int = 200, fields: list[tuple[bytes, bytes]] | None = None, **more: Any) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*TEXT, *(fields or [])], **more})


async def _content(send: Send, body: bytes = b"", more: bool = False) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _facts(send: Send, **facts: Any) -> None:
    await _start(send)
    await _content(send, json.dumps(facts).encode())


async def do_echo(scope: Scope, receive: Receive, send: Send) -> None:
    """What the request looks like from here."""
    body = b"".join(await _body(receive))
    await _facts(
        send,
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        version="HTTP/" + scope["http_version"],
        headers={
            bytes(name).decode("latin-1").lower(): bytes(value).decode("latin-1") for name, value in scope["headers"]
        },
        body=body.decode("latin-1"),
        terminated=True,
    )


async def do_scope(scope: Scope, receive: Receive, send: Send) -> None:
    """Every key with its type, and its value where JSON can say it."""
    await _facts(
        send,
        types={key: type(value).__name__ for key, value in scope.items()},
        path=scope["path"],
        raw_path=bytes(scope.get("raw_path") or b"").decode("latin-1"),
        root_path=scope.get("root_path", ""),
        query_string=scope["query_string"].decode("latin-1"),
        method=scope["method"],
        http_version=scope["http_version"],
        scheme=scope.get("scheme", "http"),
        asgi=scope["asgi"],
        headers=[[bytes(name).decode("latin-1"), bytes(value).decode("latin-1")] for name, value in scope["headers"]],
        header_types=sorted({type(part).__name__ for header in scope["headers"] for part in header}),
        ends=[len(scope["client"] or ()), len(scope["server"] or ())],
        client_host=scope["client"][0] if scope["client"] else None,
        server=list(scope["server"] or ()),
        client_port=type(scope["client"][1]).__name__ if scope["client"] else None,
        extensions=sorted(scope.get("extensions") or ()),
        state=scope.get("state"),
    )


async def do_state(scope: Scope, receive: Receive, send: Send) -> None:
    """Whether the state is a shallow copy: a new key stays in this request, the lifespan's objects are the same."""
    state = scope.get("state", {})  # It is optional.
    before = "mine" in state
    state["mine"] = True
    await _facts(send, before=before, started=state.get("started"))


async def do_log(scope: Scope, receive: Receive, send: Send) -> None:
    """What was logged under the query string."""
    await _facts(send, log=LOG.get(scope["query_string"].decode(), []))


async def do_status(scope: Scope, receive: Receive, send: Send) -> None:
    """The status that the path names, with a body of four bytes that only some statuses may have."""
    await _start(send, int(scope["path"].split("/")[2]))
    await _content(send, b"body")


async def do_stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Three pieces and two empty ones, of unknown length."""
    await _start(send)
    for piece in (b"", b"one", b"", b"two", b"three"):
        await _content(send, piece, True)
    await _content(send)


async def do_empty(scope: Scope, receive: Receive, send: Send) -> None:
    """No content."""
    await _start(send)
    await send({"type": "http.response.body"})


async def do_length(scope: Scope, receive: Receive, send: Send) -> None:
    """/length/SAID/GIVEN: a Content-Length and so many bytes, in two pieces."""
    _, _, said, given = scope["path"].split("/")
    await _start(send, 200, [(b"content-length", said.encode())])
    half = int(given) // 2
    await _content(send, b"x" * half, True)
    await _content(send, b"x" * (int(given) - half))


async def do_unread(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers without a look at the body."""
    await _start(send)
    await _content(send, b"unread")


async def do_large(scope: Scope, receive: Receive, send: Send) -> None:
    """A megabyte in pieces."""
    await _start(send, 200, [(b"content-length", b"1048576")])
    for number in range(16):
        await _content(send, b"x" * 65536, number < 15)


async def do_dialogue(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with a first piece, then receives the body, and gives it back."""
    await _start(send)
    await _content(send, b"first", True)
    await _content(send, b"".join(await _body(receive)))


async def do_cookies(scope: Scope, receive: Receive, send: Send) -> None:
    """Fields of one name, and others between them."""
    await _start(send, 200, [(b"set-cookie", b"a=b"), (b"x-b", b"c"), (b"set-cookie", b"d=e"), (b"x-a", b"f")])
    await _content(send, b"cookies")


async def do_careless(scope: Scope, receive: Receive, send: Send) -> None:
    """Receives the body, and answers as if nothing were wrong where the client has gone."""
    await receive()
    if scope["path"].endswith("raise"):
        raise RuntimeError("on purpose")
    await _start(send)
    await _content(send, b"careless")


async def do_piece(scope: Scope, receive: Receive, send: Send) -> None:
    """/piece/SIZE: so many bytes, in one piece."""
    await _start(send)
    await _content(send, b"x" * int(scope["path"].split("/")[2]))


async def do_raise(scope: Scope, receive: Receive, send: Send) -> None:
    """Raises before it has said anything."""
    raise RuntimeError("on purpose")


async def do_raise_late(scope: Scope, receive: Receive, send: Send) -> None:
    """Raises when a part of the body has left."""
    await _start(send)
    await _content(send, b"part", True)
    raise RuntimeError("on purpose")


async def do_raise_before_content(scope: Scope, receive: Receive, send: Send) -> None:
    """Raises after http.response.start, before any content."""
    await _start(send)
    raise RuntimeError("on purpose")


async def do_silent(scope: Scope, receive: Receive, send: Send) -> None:
    """Returns without a word."""


async def do_half(scope: Scope, receive: Receive, send: Send) -> None:
    """Returns when only a part of the body has been sent."""
    await _start(send)
    await _content(send, b"part", True)


async def _told(awaitable: Awaitable[None]) -> str:
    """The name of the exception that the server raises for it, or `accepted`."""
    try:
        await awaitable
    except Exception as error:
        return type(error).__name__
    return "accepted"


async def do_body_first(scope: Scope, receive: Receive, send: Send) -> None:
    """Sends content before http.response.start."""
    told = await _told(_content(send, b"early"))
    await _facts(send, told=told)


async def do_start_twice(scope: Scope, receive: Receive, send: Send) -> None:
    """Sends http.response.start twice."""
    await _start(send)
    told = await _told(_start(send))
    await _content(send, json.dumps({"told": told}).encode())


async def do_unknown_message(scope: Scope, receive: Receive, send: Send) -> None:
    """Sends a message of a type that no specification knows."""
    told = await _told(send({"type": "http.nonsense"}))
    await _facts(send, told=told)


async def do_after_the_end(scope: Scope, receive: Receive, send: Send) -> None:
    """Goes on sending when the response is complete, and receives twice more."""
    await _body(receive)
    await _start(send)
    await _content(send, b"complete")
    told = await _told(_content(send, b"more"))
    received = [(await receive())["type"], (await receive())["type"]]
    LOG[scope["query_string"].decode()] = [told, *received]


async def do_disconnect(scope: Scope, receive: Receive, send: Send) -> None:
    """Waits for the client to leave, then goes on sending; logs what it was told."""
    await _body(receive)
    LOG[scope["query_string"].decode()] = log = []
    log.append("waiting")
    log.append((await receive())["type"])
    log.append((await receive())["type"])


async def do_gone(scope: Scope, receive: Receive, send: Send) -> None:
    """Sends until the server says that nobody is there; logs which error it is."""
    await _body(receive)
    LOG[scope["query_string"].decode()] = log = []
    await _start(send)
    try:
        while True:
            await _content(send, b"x" * 65536, True)
            await asyncio.sleep(0)
    except OSError as error:
        log.append("OSError")
        log.append("subclass" if type(error) is not OSError else "itself")
        raise


async def do_pieces(scope: Scope, receive: Receive, send: Send) -> None:
    """How many messages the body came in, and its size."""
    pieces = await _body(receive)
    await _facts(send, size=sum(map(len, pieces)), several=len(pieces) > 1)


async def do_types(scope: Scope, receive: Receive, send: Send) -> None:
    """The first message, key by key."""
    message = await receive()
    await _facts(send, types={key: type(value).__name__ for key, value in message.items()}, kind=message["type"])


async def do_trailers(scope: Scope, receive: Receive, send: Send) -> None:
    """A response with a trailer, in two messages."""
    await _start(send, 200, [(b"trailer", b"x-sum, x-end")], trailers=True)
    await _content(send, b"content")
    await send({"type": "http.response.trailers", "headers": [(b"x-sum", b"7")], "more_trailers": True})
    await send({"type": "http.response.trailers", "headers": [(b"x-end", b"1")]})


async def do_headers(scope: Scope, receive: Receive, send: Send) -> None:
    """/headers/NAME: one bad http.response.start; what the server says to it."""
    bad: dict[str, tuple[Any, list[tuple[Any, Any]]]] = {
        "crlf-value": (200, [(b"x-bad", b"a\r\nset-cookie: evil=1")]),
        "lf-value": (200, [(b"x-bad", b"a\nb")]),
        "crlf-name": (200, [(b"x-bad\r\nx", b"a")]),
        "status-type": ("200", []),
        "status-range": (99, []),
        "status-interim": (101, []),
    }
    status, fields = bad[scope["path"].split("/")[2]]
    told = await _told(send({"type": "http.response.start", "status": status, "headers": fields}))
    await _facts(send, told=told)


async def do_transfer_encoding(scope: Scope, receive: Receive, send: Send) -> None:
    """Sends a Transfer-Encoding of its own, which the server ignores."""
    await _start(send, 200, [(b"transfer-encoding", b"gzip")])
    await _content(send, b"plain")
