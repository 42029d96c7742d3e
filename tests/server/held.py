"""Applications that wait until they are let go, and that give more than anybody reads; the same paths in both lanes.

`/hold` waits for `/release`, then reads the body and tells its size; `/endless` gives pieces for as long as they are
taken, and `/given` tells how many bytes those were. In the ASGI lane `/read` and `/write` wait for `/release` too, then
receive or send for as long as they can, and `/told` tells what ended it.
"""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

PIECE = b"x" * 65536
_released, _let_go = threading.Event(), asyncio.Event()
_given = [0]
_told: list[str] = []


def wsgi(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    start_response("200 OK", [("Content-Type", "text/plain")])
    if path == "/endless":
        return _endless()
    if path == "/hold":
        _released.wait()
        return [b"%d" % len(environ["wsgi.input"].read())]
    if path == "/release":
        _released.set()
    return [b"%d" % _given[0]]


def _endless() -> Iterator[bytes]:
    while True:
        _given[0] += len(PIECE)
        yield PIECE


async def asgi(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    assert scope["type"] in ("http", "websocket")
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await _let_go.wait()
        return
    answer = json.dumps(_told).encode() if scope["path"] == "/told" else b"%d" % _given[0]
    if scope["path"] in ("/read", "/write"):
        await _let_go.wait()
        _told.append(await (_read(receive) if scope["path"] == "/read" else _write(send)))
        return
    if scope["path"] == "/hold":
        await _let_go.wait()
        answer = b"%d" % await _size(receive)
    elif scope["path"] == "/release":
        _let_go.set()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    while scope["path"] == "/endless":
        _given[0] += len(PIECE)
        await send({"type": "http.response.body", "body": PIECE, "more_body": True})
    await send({"type": "http.response.body", "body": answer})


async def _read(receive: Callable[[], Awaitable[dict[str, Any]]]) -> str:
    while (message := await receive())["type"] == "http.request" and message["more_body"]:
        pass
    return str(message["type"])


async def _write(send: Callable[[dict[str, Any]], Awaitable[None]]) -> str:
    await send({"type": "http.response.start", "status": 200})
    try:
        while True:
            await send({"type": "http.response.body", "body": b"x", "more_body": True})
            await asyncio.sleep(0)
    except OSError as error:
        return type(error).__name__


async def _size(receive: Callable[[], Awaitable[dict[str, Any]]]) -> int:
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    return size
