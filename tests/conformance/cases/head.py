"""The request line and the header fields: what is to be refused."""

from tests.conformance.case import Case, Check, case
from tests.conformance.checks import answered, any_of, refused, said, waits

GROUP = "head"
HOST = b"Host: a\r\n"


def _line(id: str, line: bytes, rule: str = "request-line", status: int = 400, permitted: Check | None = None) -> Case:
    return case(
        id,
        "RFC 9112 §3.2",
        "Recipients of an invalid request-line SHOULD respond with either a 400 (Bad Request) error or a 301 (Moved "
        "Permanently) redirect with the request-target properly encoded.",
        line + b"\r\n" + HOST + b"\r\n",
        refused(status),
        permitted or refused(400, 301, 404, 405, 414, 501, 505, silently=True),
        group=GROUP,
        closes=True,
        rule=rule,
    )


def _target(id: str, line: bytes, form: tuple[str, str]) -> Case:
    return case(
        id,
        *form,
        line + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        refused(400),
        any_of(refused(400, 404, 405, 421, 501, silently=True), answered(200), answered(404), answered(400)),
        group=GROUP,
        closes=True,
        rule="target-form",
    )


def _host(id: str, fields: bytes, version: bytes = b"1.1") -> Case:
    return case(
        id,
        "RFC 9112 §3.2",
        "A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request message that lacks a Host "
        "header field and to any request message that contains more than one Host header field line or a Host header "
        "field with an invalid field value.",
        b"GET / HTTP/" + version + b"\r\n" + fields + b"\r\n",
        refused(400),
        refused(400),
        group=GROUP,
        closes=True,
        rule="host",
    )


def _field(id: str, line: bytes, source: str, sentence: str, rule: str, permitted: Check) -> Case:
    return case(
        id,
        source,
        sentence,
        b"GET / HTTP/1.1\r\n" + HOST + line + b"\r\n\r\n",
        refused(400),
        permitted,
        group=GROUP,
        closes=True,
        rule=rule,
    )


ORIGIN = ("RFC 9112 §3.2.1", 'origin-form = absolute-path [ "?" query ]')
_ABSOLUTE_URI = ("RFC 9112 §3.2.2", "absolute-form = absolute-URI")
_AUTHORITY = ("RFC 9112 §3.2.3", 'authority-form = uri-host ":" port')
_ASTERISK = ("RFC 9112 §3.2.4", 'asterisk-form = "*"')
_MAY_SERVE = any_of(refused(400, silently=True), answered(200))
_BARE_LF = (
    "RFC 9112 §2.2",
    "Although the line terminator for the start-line and fields is the sequence CRLF, a recipient MAY recognize a "
    "single LF as a line terminator and ignore any preceding CR.",
)
_BARE_CR = (
    "RFC 9112 §2.2",
    "A recipient of such a bare CR MUST consider that element to be invalid or replace each bare CR with SP before "
    "processing the element or forwarding the message.",
)
_VALUE = (
    "RFC 9110 §5.5",
    "Field values containing CR, LF, or NUL characters are invalid and dangerous, due to the varying ways that "
    "implementations might parse and interpret those characters",
)
_COLON = (
    "RFC 9112 §5.1",
    "A server MUST reject, with a response status code of 400 (Bad Request), any received request message that "
    "contains whitespace between a header field name and colon.",
)
_SYNTAX = (
    "RFC 9112 §5",
    'Each field line consists of a case-insensitive field name followed by a colon (":"), optional leading '
    "whitespace, the field line value, and optional trailing whitespace.",
)
_FOLD = (
    "RFC 9112 §5.2",
    'A server that receives an obs-fold in a request message that is not within a "message/http" container MUST either '
    "reject the message by sending a 400 (Bad Request), preferably with a representation explaining that obsolete line "
    "folding is unacceptable, or replace each received obs-fold with one or more SP octets prior to interpreting the "
    "field value or forwarding the message downstream.",
)
_FIRST = (
    "RFC 9112 §2.2",
    "A recipient that receives whitespace between the start-line and the first header field MUST either reject the "
    "message as invalid or consume each whitespace-preceded line without further processing of it",
)
_VERSION = (
    "RFC 9110 §15.6.6",
    "The 505 (HTTP Version Not Supported) status code indicates that the server does not support, or refuses to "
    "support, the major version of HTTP that was used in the request message.",
)


def _version(id: str, version: bytes, rule: str, status: int) -> Case:
    return case(
        id,
        *_VERSION,
        b"GET / " + version + b"\r\n" + HOST + b"\r\n",
        refused(status),
        any_of(refused(400, 505, silently=True), answered(200)),
        group=GROUP,
        closes=True,
        rule=rule,
    )


CASES: tuple[Case, ...] = (
    _line("request-line-empty-word", b"GET  HTTP/1.1"),
    _line("request-line-two-spaces", b"GET  / HTTP/1.1", permitted=_MAY_SERVE),
    _line("request-line-tab", b"GET\t/\tHTTP/1.1", permitted=_MAY_SERVE),
    _line("request-line-space-before", b" GET / HTTP/1.1"),
    _line("request-line-space-behind", b"GET / HTTP/1.1 ", permitted=_MAY_SERVE),
    _line("request-line-one-word", b"GET"),
    _line("request-line-http-0.9", b"GET /", permitted=any_of(refused(400, 505, silently=True), answered(200))),
    _line("request-line-bad-method", b"G(T / HTTP/1.1"),
    _line("request-line-space-in-target", b"GET /a b HTTP/1.1"),
    _line("request-line-not-http", b"GET / HTCPCP/1.1"),
    _line("request-line-lower-case-name", b"GET / http/1.1"),
    _line("request-line-short-version", b"GET / HTTP/1"),
    _line("request-line-long-version", b"GET / HTTP/1.10"),
    _line("empty-lines-first", b"\r\n\r\nGET / HTTP/1.1", permitted=_MAY_SERVE),
    _line("request-line-nul", b"GET /\x00 HTTP/1.1"),
    _line("request-line-escape", b"GET /\x1b[31m HTTP/1.1"),
    _line("request-line-tls", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
    _version("version-2.0", b"HTTP/2.0", "version", 505),
    _version("version-0.9", b"HTTP/0.9", "version", 505),
    _version("version-3.0", b"HTTP/3.0", "version", 505),
    case(
        "version-1.2",
        "RFC 9110 §6.2",
        "A recipient that receives a message with a major version number that it implements and a minor version number "
        "higher than what it implements SHOULD process the message as if it were in the highest minor version within "
        "that major version to which the recipient is conformant.",
        b"GET / HTTP/1.2\r\n" + HOST + b"\r\n",
        answered(200, where=said(version="HTTP/1.1")),
        any_of(answered(200), refused(400, 505, silently=True)),
        group=GROUP,
    ),
    case(
        "http2-preface",
        *_VERSION,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        refused(505),
        any_of(refused(400, 405, 501, 505, silently=True), answered(200), answered(404), waits),
        group=GROUP,
        closes=True,
        rule="version",
    ),
    _target("target-foo", b"GET foo", ORIGIN),
    _target("target-question-mark", b"GET ?a=b", ORIGIN),
    _target("target-fragment", b"GET /a#b", ORIGIN),
    _target("target-markup", b"GET /[bold]", ORIGIN),
    _target("target-bad-escape", b"GET /%zz", ORIGIN),
    _target("target-raw-utf8", b"GET /caf\xc3\xa9", ORIGIN),
    _target("target-asterisk-get", b"GET *", _ASTERISK),
    _target("target-authority-get", b"GET a:80", _AUTHORITY),
    _target("target-ftp", b"GET ftp://a/", _ABSOLUTE_URI),
    _target("target-userinfo", b"GET http://user@a/", _ABSOLUTE_URI),
    case(
        "connect",
        "RFC 9110 §9.1",
        "An origin server that receives a request method that is unrecognized or not implemented SHOULD respond with "
        "the 501 (Not Implemented) status code.",
        b"CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n",
        refused(501),
        any_of(
            refused(400, 404, 405, 501, silently=True),
            answered(404),
            answered(405),
            answered(501),
            answered(400),
            answered(200),
        ),
        group=GROUP,
        closes=True,
        rule="method",
    ),
    _host("host-missing", b"Accept: */*\r\n"),
    _host("host-twice", b"Host: a\r\nHost: a\r\n"),
    _host("host-twice-1.0", b"Host: a\r\nHost: b\r\n", b"1.0"),
    _host("host-space", b"Host: a b/c\r\n"),
    _host("host-path", b"Host: a/b\r\n"),
    _host("host-userinfo", b"Host: user@a\r\n"),
    _host("host-list", b"Host: a, b\r\n"),
    _host("host-port", b"Host: a:b\r\n"),
    _host("host-bracket", b"Host: [::1\r\n"),
    _field("bare-lf-in-field", b"X: a\nY: b", *_BARE_LF, "bare-lf", _MAY_SERVE),
    case(
        "bare-lf-everywhere",
        *_BARE_LF,
        b"GET / HTTP/1.1\nHost: a\n\n",
        refused(400),
        _MAY_SERVE,
        group=GROUP,
        closes=True,
        rule="bare-lf",
    ),
    _field("bare-cr-in-value", b"X: a\rb", *_BARE_CR, "bare-cr", _MAY_SERVE),
    _field("bare-cr-at-end", b"X: a\r", *_BARE_CR, "bare-cr", _MAY_SERVE),
    _field("nul-in-value", b"X: a\x00b", *_VALUE, "field-value", _MAY_SERVE),
    _field("escape-in-value", b"X: \x1b[31mred", *_VALUE, "field-value", _MAY_SERVE),
    _field("delete-in-value", b"X: \x7f", *_VALUE, "field-value", _MAY_SERVE),
    _field("space-before-colon", b"X : a", *_COLON, "space-before-colon", refused(400)),
    _field("tab-before-colon", b"X\t: a", *_COLON, "space-before-colon", refused(400)),
    _field("field-without-colon", b"X", *_SYNTAX, "field-line", _MAY_SERVE),
    _field("field-without-name", b": a", *_SYNTAX, "field-line", _MAY_SERVE),
    _field("field-name-with-space", b"X Y: a", *_SYNTAX, "field-line", _MAY_SERVE),
    _field("field-name-not-token", b"X(Y): a", *_SYNTAX, "field-line", _MAY_SERVE),
    _field("field-name-utf8", b"X\xc3\xa9: a", *_SYNTAX, "field-line", _MAY_SERVE),
    _field("obs-fold", b"X: a\r\n b", *_FOLD, "obs-fold", _MAY_SERVE),
    _field("obs-fold-tab", b"X: a\r\n\tb", *_FOLD, "obs-fold", _MAY_SERVE),
    _field("obs-fold-empty", b"X: a\r\n ", *_FOLD, "obs-fold", _MAY_SERVE),
    case(
        "space-before-first-field",
        *_FIRST,
        b"GET / HTTP/1.1\r\n X: a\r\n" + HOST + b"\r\n",
        refused(400),
        _MAY_SERVE,
        group=GROUP,
        closes=True,
        rule="space-before-first-field",
    ),
    case(
        "expectation-unknown",
        "RFC 9110 §10.1.1",
        "A server that receives an Expect field value containing a member other than 100-continue MAY respond with a "
        "417 (Expectation Failed) status code to indicate that the unexpected expectation cannot be met.",
        b"GET / HTTP/1.1\r\n" + HOST + b"Expect: the-spanish-inquisition\r\n\r\n",
        refused(417),
        any_of(refused(417), answered(417), answered(200)),
        group=GROUP,
        closes=True,
        rule="expectation",
    ),
    case(
        "request-line-too-long",
        "RFC 9112 §3",
        "A server that receives a request-target longer than any URI it wishes to parse MUST respond with a 414 (URI "
        "Too Long) status code",
        b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        refused(414),
        any_of(refused(400, 414, 431, silently=True), answered(200)),
        group=GROUP,
        closes=True,
        rule="target-too-long",
    ),
    case(
        "fields-too-large",
        "RFC 6585 §5",
        "The 431 status code indicates that the server is unwilling to process the request because its header fields "
        "are too large.",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 300_000 + b"\r\n\r\n",
        refused(431),
        any_of(refused(400, 431, 413, silently=True), answered(200)),
        group=GROUP,
        closes=True,
        rule="head-too-large",
    ),
    case(
        "fields-too-many",
        "RFC 6585 §5",
        "The 431 status code indicates that the server is unwilling to process the request because its header fields "
        "are too large.",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 200 + b"\r\n",
        refused(431),
        any_of(refused(400, 431, silently=True), answered(200)),
        group=GROUP,
        closes=True,
        rule="head-too-large",
    ),
    case(
        "head-cut-off",
        "RFC 9112 §8",
        "A server that receives an incomplete request message, usually due to a canceled request or a triggered "
        "timeout exception, MAY send an error response prior to closing the connection.",
        [b"GET / HTTP/1.1\r\nHo", None],
        refused(400),
        refused(400, 408, silently=True),
        group=GROUP,
        closes=True,
        rule="incomplete",
    ),
)
