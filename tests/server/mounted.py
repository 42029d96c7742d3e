"""Applications that tell where they are mounted."""

import json
from collections.abc import Awaitable, Callable, Iterable
from typing import Any


def wsgi(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("200 OK", [])
    root = environ["SCRIPT_NAME"]
    return [json.dumps({"root": root, "whole": root + environ["PATH_INFO"]}).encode()]


async def asgi(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200})
    facts = {"root": scope["root_path"], "whole": scope["path"]}
    await send({"type": "http.response.body", "body": json.dumps(facts).encode()})
