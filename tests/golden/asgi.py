"""The ASGI lane by hand: a loop, a worker thread for sync code, and the messages of the specification."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.build import Builder, statement
from tests.golden import django
from tests.golden.client import closed, parse_head, receive_response, send_request, served
from tests.golden.material import (
    ASGI_SERVER,
    ASYNC_VIEWS,
    CLIENT_PLACE,
    INNER,
    LISTENER,
    LOOP,
    PROCESSING,
    WORKER,
    request_bytes,
    response_bytes,
    response_headers,
    scope,
)
from tests.golden.wsgi import FAILED, HELLO

Headers = list[tuple[str, str]]


def hello(lane: Builder) -> None:
    """A view with a SELECT and a template, as the score of docs/architecture.md has it."""
    target, headers = b"/hello/?name=Ada", response_headers(len(HELLO))
    response = response_bytes(b"200 OK", headers, HELLO)
    send_request(lane, request_bytes(target))
    with served(lane, LOOP, request_bytes(target), ASGI_SERVER, "data = "):
        parse_head(lane, target, ASGI_SERVER)
        with _application(lane, "/hello/", b"name=Ada"):
            with _middleware(lane, 200):
                django.url_match(lane, "/hello/", "hello.async_views.hello")
                with django.view(lane, ASYNC_VIEWS, "hello"):
                    with django.hop(lane, "sync_to_async", "QuerySet.get", WORKER):
                        django.select(lane, ASYNC_VIEWS)
                    django.template(lane, ASYNC_VIEWS)
            _send(lane, {"type": "http.response.start", "status": 200, "headers": _encoded(headers)}, b"")
            _send(lane, {"type": "http.response.body", "body": HELLO, "more_body": False}, response)
            _close(lane)
    receive_response(lane, response, status=200)
    closed(lane, LOOP)


def streamed(lane: Builder) -> None:
    """A view whose response is an async iterator: each piece is a message, and a last one says that no more comes."""
    pieces = b"one\n", b"two\n", b"three\n", b""
    target, headers = b"/async/stream/", response_headers(None)
    head = response_bytes(b"200 OK", [*headers, ("Transfer-Encoding", "chunked")], b"")
    sent = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]
    sent[0] = head + sent[0]
    send_request(lane, request_bytes(target))
    with served(lane, LOOP, request_bytes(target), ASGI_SERVER, "data = "):
        parse_head(lane, target, ASGI_SERVER)
        with _application(lane, "/async/stream/", b""):
            with _middleware(lane, 200):
                django.url_match(lane, "/async/stream/", "hello.async_views.stream")
                with django.view(lane, ASYNC_VIEWS, "stream"):
                    lane.time += 15_000
            _send(lane, {"type": "http.response.start", "status": 200, "headers": _encoded(headers)}, b"")
            for piece, data in zip(pieces, sent, strict=True):
                _send(lane, {"type": "http.response.body", "body": piece, "more_body": bool(piece)}, data)
            _close(lane)
    receive_response(lane, *sent, status=200)
    closed(lane, LOOP)


def raised(lane: Builder) -> None:
    """A view that raises: Django turns the exception into a response with status 500."""
    target, headers = b"/async/raise/", response_headers(len(FAILED))
    response = response_bytes(b"500 Internal Server Error", headers, FAILED)
    send_request(lane, request_bytes(target))
    with served(lane, LOOP, request_bytes(target), ASGI_SERVER, "data = "):
        parse_head(lane, target, ASGI_SERVER)
        with _application(lane, "/async/raise/", b""):
            with _middleware(lane, 500):
                django.url_match(lane, "/async/raise/", "hello.async_views.fail")
                with django.view(lane, ASYNC_VIEWS, "fail", "raised"):
                    lane.time += 15_000
            _send(lane, {"type": "http.response.start", "status": 500, "headers": _encoded(headers)}, b"")
            _send(lane, {"type": "http.response.body", "body": FAILED, "more_body": False}, response)
            _close(lane)
    receive_response(lane, response, status=500)
    closed(lane, LOOP)


def cancelled(lane: Builder) -> None:
    """The client leaves while an async view waits: the view is cancelled, and nothing is sent."""
    target = b"/async/wait/"
    send_request(lane, request_bytes(target))
    with served(lane, LOOP, request_bytes(target), ASGI_SERVER, "data = "):
        parse_head(lane, target, ASGI_SERVER)
        acts = statement(ASGI_SERVER, "await application")
        lane.enter("scope", "application", acts, scope=scope("/async/wait/", b""))
        _begin(lane)
        with lane.at(PROCESSING):
            lane.enter("middleware", "AsyncMiddleware", path="hello.middleware.AsyncMiddleware", mode="async")
            django.url_match(lane, "/async/wait/", "hello.async_views.wait")
            with django.view(lane, ASYNC_VIEWS, "wait", "cancelled"):
                _leave_early(lane)
            lane.leave("middleware", "AsyncMiddleware", "cancelled")
        with django.hop(lane, "sync_to_async", "Signal.send", WORKER):
            django.signal(lane, "request_finished")
        lane.leave("scope", "application", acts=acts)


def _leave_early(lane: Builder) -> None:
    """Half a second later the client closes; the server tells the application, by way of its second receive()."""
    lane.time += 500_000_000
    with lane.at(CLIENT_PLACE, "client"):
        lane.leave("client", "request", "cancelled")
        lane.point("client", "close", by="client")
    with lane.at(LOOP), lane.request(lane.connection, None):
        lane.point("socket", "close", by="client", reason="the client left before the response")
    with lane.at(LISTENER):
        lane.leave("scope", "receive", message={"type": "http.disconnect"})


@contextmanager
def _application(lane: Builder, path: str, query: bytes) -> Iterator[None]:
    """The call of the application; what is inside happens in the task in which Django works on the request."""
    acts = statement(ASGI_SERVER, "await application")
    lane.enter("scope", "application", acts, scope=scope(path, query))
    _begin(lane)
    with lane.at(PROCESSING):
        yield
    lane.leave("scope", "application", acts=acts)


def _begin(lane: Builder) -> None:
    """Django reads the body, sends its signal, and calls receive() again to hear of a disconnect."""
    lane.enter("scope", "receive")
    lane.leave("scope", "receive", message={"type": "http.request", "body": b"", "more_body": False})
    with django.hop(lane, "sync_to_async", "Signal.send", WORKER):
        django.signal(lane, "request_started")
    with lane.at(LISTENER):
        lane.enter("scope", "receive")


@contextmanager
def _middleware(lane: Builder, status: int) -> Iterator[None]:
    """The sync middleware runs in the worker thread; what it wraps runs on the loop again."""
    with (
        django.hop(lane, "sync_to_async", "SessionMiddleware.__call__", WORKER),
        django.session_middleware(lane, status),
        django.hop(lane, "async_to_sync", "BaseHandler._get_response_async", INNER),
    ):
        yield


def _send(lane: Builder, message: dict[str, object], data: bytes) -> None:
    """The application awaits send(message); the server hands `data` to the kernel, if there is any to send yet."""
    name = str(message["type"])
    lane.enter("response", name, message=message)
    if data:
        lane.point("socket", "send", statement(ASGI_SERVER, "writer.write"), bytes=data, size=len(data))
    lane.leave("response", name)


def _close(lane: Builder) -> None:
    """Django stops listening for a disconnect, then closes its response in the worker thread."""
    with lane.at(LISTENER):
        lane.leave("scope", "receive", "cancelled")
    with lane.at(LOOP), django.hop(lane, "sync_to_async", "HttpResponse.close", WORKER):
        lane.enter("response", "response.close")
        django.signal(lane, "request_finished")
        lane.leave("response", "response.close")


def _encoded(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers]
