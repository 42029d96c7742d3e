"""The WSGI lane by hand: everything on one thread, in the order of PEP 3333."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.build import Builder, statement
from tests.golden import django
from tests.golden.client import closed, parse_head, receive_response, send_request, served
from tests.golden.material import (
    MAIN,
    VIEWS,
    WSGI_SERVER,
    environ,
    request_bytes,
    response_bytes,
    response_headers,
)

HELLO = b"<p>Hello, Ada!</p>\n"
FAILED = b"<h1>Server Error (500)</h1>\n"


def hello(lane: Builder) -> None:
    """A view with a SELECT and a template, as the score of docs/architecture.md has it."""
    target, headers = b"/hello/?name=Ada", response_headers(len(HELLO))
    response = response_bytes(b"200 OK", headers, HELLO)
    send_request(lane, request_bytes(target))
    with served(lane, MAIN, request_bytes(target), WSGI_SERVER, "data = "):
        parse_head(lane, target, WSGI_SERVER)
        with _application(lane, "/hello/", "name=Ada", "200 OK", headers), django.session_middleware(lane, 200):
            django.url_match(lane, "/hello/", "hello.views.hello")
            with django.view(lane, VIEWS, "hello"):
                django.select(lane, VIEWS)
                django.template(lane, VIEWS)
        _chunk(lane, HELLO, response)
        _close(lane)
    receive_response(lane, response, status=200)
    closed(lane, MAIN)


def streamed(lane: Builder) -> None:
    """A view whose response is an iterator: each piece leaves before the next is made."""
    pieces = b"one\n", b"two\n", b"three\n"
    target, headers = b"/stream/", [*response_headers(None)]
    head = response_bytes(b"200 OK", [*headers, ("Transfer-Encoding", "chunked")], b"")
    framed = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]
    sent = [head + framed[0], *framed[1:], b"0\r\n\r\n"]
    send_request(lane, request_bytes(target))
    with served(lane, MAIN, request_bytes(target), WSGI_SERVER, "data = "):
        parse_head(lane, target, WSGI_SERVER)
        with _application(lane, "/stream/", "", "200 OK", headers), django.session_middleware(lane, 200):
            django.url_match(lane, "/stream/", "hello.views.stream")
            with django.view(lane, VIEWS, "stream"):
                lane.time += 15_000
        for piece, data in zip(pieces, sent, strict=False):
            _chunk(lane, piece, data)
        lane.point("socket", "send", statement(WSGI_SERVER, "connection.sendall"), bytes=sent[-1], size=len(sent[-1]))
        _close(lane)
    receive_response(lane, *sent, status=200)
    closed(lane, MAIN)


def raised(lane: Builder) -> None:
    """A view that raises: Django turns the exception into a response with status 500."""
    target, headers = b"/raise/", response_headers(len(FAILED))
    response = response_bytes(b"500 Internal Server Error", headers, FAILED)
    send_request(lane, request_bytes(target))
    with served(lane, MAIN, request_bytes(target), WSGI_SERVER, "data = "):
        parse_head(lane, target, WSGI_SERVER)
        with (
            _application(lane, "/raise/", "", "500 Internal Server Error", headers),
            django.session_middleware(lane, 500),
        ):
            django.url_match(lane, "/raise/", "hello.views.fail")
            with django.view(lane, VIEWS, "fail", "raised"):
                lane.time += 15_000
        _chunk(lane, FAILED, response)
        _close(lane)
    receive_response(lane, response, status=500)
    closed(lane, MAIN)


@contextmanager
def _application(lane: Builder, path: str, query: str, status: str, headers: list[tuple[str, str]]) -> Iterator[None]:
    """The call of the application: it hands over status and headers after what is inside, then returns."""
    acts = statement(WSGI_SERVER, "result = application")
    lane.enter("environ", "application", acts, environ=environ(path, query))
    lane.time += 70_000
    django.signal(lane, "request_started")
    yield
    lane.point("response", "start_response", status=status, headers=headers)
    lane.leave("environ", "application", acts=acts, type="django.http.response.HttpResponse")


def _chunk(lane: Builder, piece: bytes, data: bytes) -> None:
    """The iterable yields `piece`; with its framing it leaves as `data`."""
    lane.point("response", "chunk", statement(WSGI_SERVER, "for chunk in"), bytes=piece, size=len(piece))
    lane.point("socket", "send", statement(WSGI_SERVER, "connection.sendall"), bytes=data, size=len(data))


def _close(lane: Builder) -> None:
    acts = statement(WSGI_SERVER, "result.close()")
    lane.enter("response", "close", acts)
    lane.enter("response", "response.close")
    django.signal(lane, "request_finished")
    lane.leave("response", "response.close")
    lane.leave("response", "close", acts=acts)
