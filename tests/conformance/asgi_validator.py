"""A checker for ASGI as wsgiref.validate is one for WSGI: AssertionError for a breach, on either side.

It goes by the HTTP & WebSocket ASGI Message Format 2.5 and the Lifespan Protocol 2.0.
"""

import traceback
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_COMMON = {"http_version": str, "path": str, "raw_path": bytes, "query_string": bytes, "root_path": str, "scheme": str}
_RECEIVED: dict[str, dict[str, type]] = {
    "http.request": {"body": bytes, "more_body": bool},
    "http.disconnect": {},
    "websocket.connect": {},
    "websocket.receive": {},
    "websocket.disconnect": {"code": int, "reason": str},
    "lifespan.startup": {},
    "lifespan.shutdown": {},
}
_AFTER = {
    "": ("http.request", "http.disconnect", "websocket.connect", "lifespan.startup"),
    "http.request": ("http.request", "http.disconnect"),
    "http.disconnect": ("http.disconnect",),
    "websocket.connect": ("websocket.receive", "websocket.disconnect"),
    "websocket.receive": ("websocket.receive", "websocket.disconnect"),
    "websocket.disconnect": ("websocket.disconnect",),
    "lifespan.startup": ("lifespan.shutdown",),
    "lifespan.shutdown": (),
}
"""What receive() may give after what."""


def validator(application: Application, breaches: list[str]) -> Application:
    """The application with both sides checked; what is found stands in `breaches` too, whoever catches the error."""

    async def validated(scope: Scope, receive: Receive, send: Send) -> None:
        with noted(breaches):
            check_scope(scope)
        protocol = scope["type"]
        await application(scope, Received(protocol, receive, breaches), Sent(protocol, send, breaches))

    return validated


@contextmanager
def noted(breaches: list[str]) -> Iterator[None]:
    """Add to `breaches` what is raised."""
    try:
        yield
    except Exception:
        breaches.append(traceback.format_exc())
        raise


def check_scope(scope: Scope) -> None:
    """What a server owes an application before the first message."""
    assert type(scope) is dict
    assert scope["type"] in ("http", "websocket", "lifespan"), scope["type"]
    assert scope["asgi"]["version"] == "3.0"
    assert type(scope["asgi"].get("spec_version", "2.0")) is str
    assert type(scope.get("state", {})) is dict
    if scope["type"] == "lifespan":
        return
    for key, kind in _COMMON.items():
        assert isinstance(scope.get(key, kind()), kind), f"{key} is {scope.get(key)!r}"
    assert scope["path"][:1] == "/" or scope["path"] == "*"
    assert b"?" not in scope.get("raw_path", b"")
    check_headers(scope["headers"])
    for end in ("client", "server"):
        host, port = scope.get(end) or ("", 0)
        assert type(host) is str
        assert type(port) is int
    assert all(type(extension) is dict for extension in scope.get("extensions", {}).values())
    if scope["type"] == "http":
        assert "query_string" in scope
        assert scope["http_version"] in ("1.0", "1.1", "2")
        assert scope["method"] == scope["method"].upper()
        assert scope["scheme"] in ("http", "https")
    else:
        assert "method" not in scope
        assert scope["scheme"] in ("ws", "wss")
        assert all(type(one) is str for one in scope["subprotocols"])


def check_headers(headers: Iterable[Any]) -> None:
    """Pairs of byte strings, the names in lower case."""
    for name, value in headers:
        assert type(name) is bytes, f"the name {name!r}"
        assert type(value) is bytes, f"the value {value!r}"
        assert name == name.lower(), f"the name {name!r}"


class Received:
    """receive(), with the server's messages checked."""

    def __init__(self, protocol: str, receive: Receive, breaches: list[str]) -> None:
        self._protocol = protocol
        self._receive = receive
        self._breaches = breaches
        self._last = ""
        self._complete = False

    async def __call__(self) -> Message:
        message = await self._receive()
        with noted(self._breaches):
            self._check(message)
        return message

    def _check(self, message: Message) -> None:
        assert type(message) is dict
        kind = message["type"]
        assert kind.startswith(self._protocol + ".")
        assert kind in _AFTER[self._last], f"{kind} after {self._last}"
        for key, wanted in _RECEIVED[kind].items():
            assert isinstance(message.get(key, wanted()), wanted), f"{key} of {kind} is {message.get(key)!r}"
        if kind == "http.request":
            assert not self._complete, "http.request after the last piece of the body"
            self._complete = not message.get("more_body", False)
        elif kind == "websocket.receive":
            assert (message.get("text") is None) != (message.get("bytes") is None)
            assert isinstance(message.get("text", ""), (str, type(None)))
            assert isinstance(message.get("bytes", b""), (bytes, type(None)))
        self._last = kind


class Sent:
    """send(), with the application's messages checked before the server sees them."""

    def __init__(self, protocol: str, send: Send, breaches: list[str]) -> None:
        self._protocol = protocol
        self._send = send
        self._breaches = breaches

    async def __call__(self, message: Message) -> None:
        with noted(self._breaches):
            self._check(message)
        await self._send(message)

    def _check(self, message: Message) -> None:
        kind = message["type"]
        assert type(kind) is str
        assert kind.startswith(self._protocol + ".")
        if "headers" in message:
            check_headers(message["headers"])
        if kind.endswith("response.start"):
            assert type(message["status"]) is int
            assert 200 <= message["status"] <= 599
        if kind.endswith("response.body"):
            assert isinstance(message.get("body", b""), bytes)
            assert isinstance(message.get("more_body", False), bool)
