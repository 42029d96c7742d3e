"""The request line and the header fields: what is to be served, though some of it only just."""

from tests.conformance.case import Case, Check, case
from tests.conformance.cases.head import GROUP, HOST, ORIGIN
from tests.conformance.checks import all_of, answered, any_of, in_order, refused, said

_ABSOLUTE = (
    "RFC 9112 §3.2.2",
    "A server MUST accept the absolute-form in requests even though most HTTP/1.1 clients will only send the "
    "absolute-form to a proxy.",
)
_UPGRADE = (
    "RFC 9110 §7.8",
    "A server MAY ignore a received Upgrade header field if it wishes to continue using the current protocol on that "
    "connection.",
)
_IGNORE_HOST = (
    "RFC 9112 §3.2.2",
    "When an origin server receives a request with an absolute-form of request-target, the origin server MUST ignore "
    "the received Host header field (if any) and instead use the host information of the request-target.",
)


def _served(id: str, quote: tuple[str, str], data: bytes, check: Check, permitted: Check | None = None) -> Case:
    return case(id, *quote, data, check, permitted, group=GROUP)


CASES: tuple[Case, ...] = (
    case(
        "empty-line-first",
        "RFC 9112 §2.2",
        "a server that is expecting to receive and parse a request-line SHOULD ignore at least one empty line (CRLF) "
        "received prior to the request-line.",
        b"\r\nGET / HTTP/1.1\r\n" + HOST + b"\r\n",
        answered(200),
        any_of(answered(200), refused(400, silently=True)),
        group=GROUP,
    ),
    _served(
        "host-empty",
        (
            "RFC 9112 §3.2",
            "If the authority component is missing or undefined for the target URI, then a client MUST send a Host header field with an empty field value.",
        ),
        b"GET / HTTP/1.1\r\nHost:\r\n\r\n",
        answered(200),
    ),
    _served(
        "host-ipv6",
        ("RFC 9110 §7.2", 'Host = uri-host [ ":" port ]'),
        b"GET / HTTP/1.1\r\nHost: [::1]:8000\r\n\r\n",
        answered(200, where=said(headers=lambda found: found["host"] == "[::1]:8000")),
    ),
    _served(
        "target-query",
        ORIGIN,
        b"GET /echo/a%20b?c=%20d&e?f HTTP/1.1\r\nHost: a\r\n\r\n",
        answered(200, where=said(path="/echo/a b", query="c=%20d&e?f")),
    ),
    _served(
        "target-absolute",
        _ABSOLUTE,
        b"GET http://a/echo/x?y HTTP/1.1\r\nHost: a\r\n\r\n",
        answered(200, where=said(path="/echo/x", query="y")),
    ),
    _served(
        "target-absolute-empty-path",
        _ABSOLUTE,
        b"GET http://a HTTP/1.1\r\nHost: a\r\n\r\n",
        answered(200, where=said(path="/")),
        any_of(answered(200), answered(404)),
    ),
    _served(
        "target-absolute-query",
        _ABSOLUTE,
        b"GET https://a?b=c HTTP/1.1\r\nHost: a\r\n\r\n",
        answered(200, where=said(path="/", query="b=c")),
        any_of(answered(200), answered(404)),
    ),
    _served(
        "target-absolute-options",
        (
            "RFC 9112 §3.2.4",
            'If a proxy receives an OPTIONS request with an absolute-form of request-target in which the URI has an empty path and no query component, then the last proxy on the request chain MUST send a request-target of "*" when it forwards the request to the indicated origin server.',
        ),
        b"OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n",
        answered(200, where=said(path="*")),
        any_of(answered(200), answered(404), answered(400), answered(405)),
    ),
    _served(
        "target-absolute-host",
        _IGNORE_HOST,
        b"GET http://b:81/echo HTTP/1.1\r\nHost: a\r\n\r\n",
        answered(200, where=said(headers=lambda found: found["host"] == "b:81")),
    ),
    _served(
        "target-asterisk",
        (
            "RFC 9112 §3.2.4",
            'When a client wishes to request OPTIONS for the server as a whole, as opposed to a specific named resource of that server, the client MUST send only "*" (%x2A) as the request-target.',
        ),
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        answered(200, where=said(path="*")),
        any_of(answered(200), answered(404), answered(400), answered(405)),
    ),
    _served(
        "method-unknown",
        (
            "RFC 9110 §9.1",
            "Additional methods, outside the scope of this specification, have been specified for use in HTTP.",
        ),
        b"BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
        answered(200, where=said(method="BREW")),
        any_of(answered(200), answered(405), answered(501), refused(400, 405, 501)),
    ),
    _served(
        "field-name-case",
        ("RFC 9110 §5.1", "Field names are case-insensitive"),
        b"GET /echo HTTP/1.1\r\nhOST: a\r\nX-tEST: 1\r\n\r\n",
        answered(200, where=said(headers=lambda found: found["x-test"] == "1")),
    ),
    _served(
        "field-value-whitespace",
        ("RFC 9112 §5.1", "The field line value does not include that leading or trailing whitespace"),
        b"GET /echo HTTP/1.1\r\nHost: a\r\nX-Test: \t a \t b \t \r\n\r\n",
        answered(200, where=said(headers=lambda found: found["x-test"] == "a \t b")),
    ),
    _served(
        "field-value-empty",
        ("RFC 9110 §5.5", "field-value = *field-content"),
        b"GET /echo HTTP/1.1\r\nHost: a\r\nX-Test:\r\n\r\n",
        answered(200, where=said(headers=lambda found: found["x-test"] == "")),
    ),
    _served(
        "field-value-latin1",
        (
            "RFC 9110 §5.5",
            "A recipient SHOULD treat other allowed octets in field content (i.e., obs-text) as opaque data.",
        ),
        b"GET /echo HTTP/1.1\r\nHost: a\r\nX-Test: caf\xe9\r\n\r\n",
        answered(200, where=said(headers=lambda found: found["x-test"] == "caf\xe9")),
    ),
    _served(
        "upgrade-unknown",
        _UPGRADE,
        b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: example/1\r\n\r\n",
        answered(200),
    ),
    case(
        "upgrade-unknown-then-next",
        *_UPGRADE,
        b"POST /echo/1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: example/1, example/2\r\nContent-Length: 3\r\n\r\nabc"
        b"GET /echo/2 HTTP/1.1\r\nHost: a\r\n\r\n",
        all_of(answered(200, 200, closed=False), in_order("/echo/1", "/echo/2")),
        any_of(all_of(answered(200, 200), in_order("/echo/1", "/echo/2")), answered(200, closed=True)),
        group=GROUP,
        responses=2,
    ),
    case(
        "upgrade-websocket",
        *_UPGRADE,
        b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        answered(200, where=said(path="/echo")),
        group=GROUP,
        lanes=("wsgi",),
    ),
)
