"""The ASGI specification: the scope, receive, send and their order."""

from collections.abc import Callable
from typing import Any

from tests.conformance.case import Case, Check, case
from tests.conformance.checks import answered, any_of, said

GROUP = "asgi"
LANES = ("asgi",)
_TYPES = {
    "type": "str",
    "asgi": "dict",
    "http_version": "str",
    "method": "str",
    "scheme": "str",
    "path": "str",
    "raw_path": "bytes",
    "query_string": "bytes",
    "root_path": "str",
    "extensions": "dict",
    "state": "dict",
    "headers": "list",
    "client": "list",
    "server": "list",
}

_SCOPE = "ASGI, HTTP Connection Scope"
_RECEIVE = "ASGI, Request - receive event"
_SEND = "ASGI, Response Start - send event"


def _get(path: str, fields: str = "") -> bytes:
    return f"GET /{path} HTTP/1.1\r\nHost: a\r\n{fields}\r\n".encode("latin-1")


def _one(id: str, source: str, sentence: str, data: bytes, strict: Check, permitted: Check | None = None) -> Case:
    return case(id, source, sentence, data, strict, permitted, group=GROUP, lanes=LANES)


def _told(id: str, source: str, sentence: str, path: str) -> Case:
    refused: Callable[[object], bool] = lambda told: told not in ("accepted", None)  # noqa: E731  # typed
    return _one(
        id,
        source,
        sentence,
        _get(path),
        answered(200, where=said(told=refused)),
        any_of(answered(200), answered(500), lambda talk: "" if talk.end != "open" else "open"),
    )


def _typed(found: dict[str, str]) -> bool:
    return all(found.get(key) == kind for key, kind in _TYPES.items())


def _typed_core(found: dict[str, str]) -> bool:
    return all(
        found.get(key) == kind
        for key, kind in _TYPES.items()
        if key in ("type", "asgi", "http_version", "method", "path", "query_string")
    )


def _log(id: str, source: str, sentence: str, path: str, wants: Any, permitted: Check) -> Case:
    data: tuple[bytes | int, ...] = (_get(f"{path}?{id}"), 1, _get(f"log?{id}"))
    return case(
        id,
        source,
        sentence,
        data,
        answered(200, 200, where=said(log=wants)),
        permitted,
        group=GROUP,
        lanes=LANES,
        responses=2,
    )


CASES: tuple[Case, ...] = (
    _one("scope-types", _SCOPE, "The connection scope information passed in scope contains", _get("scope"), answered(200, where=said(types=_typed)), answered(200, where=said(types=_typed_core))),
    _one("scope-versions", _SCOPE, "asgi[\"version\"] (Unicode string) -- Version of the ASGI spec.", _get("scope"), answered(200, where=said(asgi={"version": "3.0", "spec_version": "2.5"})), answered(200, where=said(asgi=lambda found: found["version"] == "3.0"))),
    _one("scope-scheme", _SCOPE, "URL scheme portion (likely \"http\" or \"https\"). Optional (but must not be empty); default is \"http\".", _get("scope"), answered(200, where=said(scheme="http"))),
    _one("scope-no-more", _SCOPE, "The connection scope information passed in scope contains", _get("scope"), answered(200, where=said(types=lambda found: set(found) == set(_TYPES))), answered(200)),
    _one("scope-path", _SCOPE, "HTTP request target excluding any query string, with percent-encoded sequences and UTF-8 byte sequences decoded into characters.", _get("scope/caf%C3%A9%20x?y"), answered(200, where=said(path="/scope/caf\u00e9 x"))),
    _one("scope-raw-path", _SCOPE, "The original HTTP path component, excluding any query string, unmodified from the bytes that were received by the web server.", _get("scope/caf%C3%A9%20x?y"), answered(200, where=said(raw_path="/scope/caf%C3%A9%20x")), any_of(answered(200, where=said(raw_path="/scope/caf%C3%A9%20x")), answered(200, where=said(raw_path="")))),
    _one("scope-query", _SCOPE, "URL portion after the ?, percent-encoded.", _get("scope?a=%20b&c"), answered(200, where=said(query_string="a=%20b&c"))),
    _one("scope-method", _SCOPE, "The HTTP method name, uppercased.", _get("scope").replace(b"GET", b"get"), answered(200, where=said(method="GET")), any_of(answered(200, where=said(method="GET")), answered(400), answered(405), answered(501))),
    _one("scope-http-version", _SCOPE, "One of \"1.0\", \"1.1\" or \"2\".", b"GET /scope HTTP/1.0\r\n\r\n", answered(200, where=said(http_version="1.0"))),
    _one("scope-headers", _SCOPE, "Duplicates are possible and must be preserved in the message as received. Header names should be lowercased", _get("scope", "X-A: b\r\nCookie: c\r\nX-A: d\r\nCookie: e\r\n"), answered(200, where=said(headers=[["host", "a"], ["x-a", "b"], ["cookie", "c"], ["x-a", "d"], ["cookie", "e"]], header_types=["bytes"])), answered(200, where=said(header_types=["bytes"]))),
    _one("scope-client", _SCOPE, "A two-item iterable of [host, port], where host is the remote host's IPv4 or IPv6 address, and port is the remote port as an integer.", _get("scope"), answered(200, where=said(ends=[2, 2], client_port="int", client_host="127.0.0.1", server=lambda found: found[0] == "127.0.0.1" and type(found[1]) is int)), answered(200)),
    _one("scope-extensions", "ASGI, Extensions, HTTP Trailers", "The ASGI server will only send the trailing headers in case the client has sent the TE: trailers header in the request.", _get("scope", "TE: trailers\r\n"), answered(200, where=said(extensions=["http.response.trailers"])), answered(200)),
    _one("scope-state", "ASGI, Lifespan State", "The server will ensure that a shallow copy of the namespace is passed into each subsequent request/response call into the application.", _get("scope"), answered(200, where=said(state={"started": ["by lifespan"]})), answered(200)),
    case("scope-state-copy", "ASGI, Lifespan State", "The server will ensure that a shallow copy of the namespace is passed into each subsequent request/response call into the application.", [_get("state"), 1, _get("state")], answered(200, 200, where=said(before=False, started=["by lifespan"])), any_of(answered(200, 200, where=said(before=False)), answered(500), answered(500, 500)), group=GROUP, lanes=LANES, responses=2),
    _one("receive-types", _RECEIVE, "body (byte string) -- Body of the request. … more_body (bool) -- Signifies if there is additional content to come", _get("types"), answered(200, where=said(kind="http.request", types={"type": "str", "body": "bytes", "more_body": "bool"})), answered(200, where=said(kind="http.request"))),
    _one("receive-large", _RECEIVE, "If True, the consuming application should wait until it gets a chunk with this set to False.", b"POST /pieces HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 1_000_000, answered(200, where=said(size=1_000_000, several=True)), answered(200, where=said(size=1_000_000))),
    _one("receive-dechunked", _RECEIVE, "Note that if the request is being sent using Transfer-Encoding: chunked, the server is responsible for handling this encoding. The http.request messages should contain just the decoded contents of each chunk.", b"POST /pieces HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", answered(200, where=said(size=5))),
    _log("receive-after-the-end", "ASGI, Disconnect - receive event", "Sent to the application if receive is called after a response has been sent or after the HTTP connection has been closed.", "after-the-end", ["accepted", "http.disconnect", "http.disconnect"], any_of(answered(200, 200), answered(200))),
    _told("send-body-first", _SEND, "Sent by the application to start sending a response to the client. Needs to be followed by at least one response content message.", "body-first"),
    _told("send-start-twice", _SEND, "Sent by the application to start sending a response to the client.", "start-twice"),
    _told("send-unknown", "ASGI, Events", "Each event is a dict with a top-level type key that contains a Unicode string of the message type.", "unknown-message"),
    _told("send-crlf-value", _SEND, "headers (Iterable[[byte string, byte string]]) -- An iterable of [name, value] two-item iterables", "headers/crlf-value"),
    _told("send-lf-value", _SEND, "headers (Iterable[[byte string, byte string]]) -- An iterable of [name, value] two-item iterables", "headers/lf-value"),
    _told("send-crlf-name", _SEND, "headers (Iterable[[byte string, byte string]]) -- An iterable of [name, value] two-item iterables", "headers/crlf-name"),
    _told("send-status-type", _SEND, "status (int) -- HTTP status code.", "headers/status-type"),
    _told("send-status-range", _SEND, "status (int) -- HTTP status code.", "headers/status-range"),
    _told("send-status-interim", _SEND, "status (int) -- HTTP status code.", "headers/status-interim"),
    _one("send-transfer-encoding", _SEND, "You may send a Transfer-Encoding header in this message, but the server must ignore it.", _get("transfer-encoding"), answered(200, body=b"plain", fields={"transfer-encoding": None}), any_of(answered(200, body=b"plain"), answered(500))),
    case("send-half", "ASGI, Response Body - send event", "If more_body is set to False, and the server is not expecting Response Trailers this will complete the response.", _get("half"), answered(200, closed=True, complete=False, body=b"part"), answered(200, complete=False), group=GROUP, lanes=LANES, closes=True),
    _one("send-trailers", "ASGI, Extensions, HTTP Trailers", "after the last http.response.body message (more_body being False), the ASGI framework will send a http.response.trailers message.", _get("trailers", "TE: trailers\r\n"), answered(200, body=b"content", where=lambda one: "" if one.trailers == [("x-sum", "7"), ("x-end", "1")] else f"trailers {one.trailers}"), any_of(answered(200, body=b"content"), answered(500), lambda talk: "" if talk.end != "open" else "open")),
    _one("send-trailers-not-wanted", "ASGI, Extensions, HTTP Trailers", "The ASGI server will only send the trailing headers in case the client has sent the TE: trailers header in the request.", _get("trailers"), answered(200, body=b"content", where=lambda one: "" if not one.trailers else f"trailers {one.trailers}"), any_of(answered(200, body=b"content"), answered(500), lambda talk: "" if talk.end != "open" else "open")),
    case("silent-application", "RFC 9110 §15.6.1", "The 500 (Internal Server Error) status code indicates that the server encountered an unexpected condition that prevented it from fulfilling the request.", _get("silent"), answered(500, closed=True), answered(500), group=GROUP, lanes=LANES, closes=True),
    case("wrong-length", "RFC 9110 §8.6", "a sender MUST NOT forward a message with a Content-Length header field value that is known to be incorrect", _get("length/4/6"), answered(200, closed=True, complete=False), any_of(answered(200, complete=False), answered(500), answered(200, body=b"xxxx")), group=GROUP, lanes=LANES, closes=True),
)  # fmt: skip
