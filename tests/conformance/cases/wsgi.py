"""PEP 3333: environ, wsgi.input, start_response and the iterable."""

from collections.abc import Callable
from typing import Any

from tests.conformance.case import Case, Check, case
from tests.conformance.checks import answered, any_of, said, waits

GROUP = "wsgi"
LANES = ("wsgi",)
_REQUIRED = (
    "REQUEST_METHOD",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
)
_WSGI = (
    "wsgi.version",
    "wsgi.url_scheme",
    "wsgi.input",
    "wsgi.errors",
    "wsgi.multithread",
    "wsgi.multiprocess",
    "wsgi.run_once",
)

_ENVIRON = (
    "PEP 3333, environ Variables",
    "The environ dictionary is required to contain these CGI environment variables, as defined by the Common Gateway Interface specification",
)
_STR = (
    "PEP 3333, environ Variables",
    "It is a violation of this specification for any CGI variable's value to be of any type other than str.",
)
_LATIN1 = (
    "PEP 3333, Unicode Issues",
    "must contain only code points representable in ISO-8859-1 encoding (\\u0000 through \\u00FF, inclusive)",
)
_READ = (
    "PEP 3333, Input and Error Streams",
    "A server should return empty bytestrings from any attempt to read from an empty or exhausted input stream.",
)
_START = (
    "PEP 3333, The start_response() Callable",
    "Servers should check for errors in the headers at the time start_response is called, so that an error can be raised while the application is still running.",
)
_HOP = (
    "PEP 3333, The start_response() Callable",
    "a server or gateway should consider it a fatal error for an application to attempt sending them, and raise an error if they are supplied to start_response()",
)
_CONTROL = (
    "PEP 3333, The start_response() Callable",
    "Each header_value must not include any control characters, including carriage returns or linefeeds, either embedded or at the end.",
)
_FIELDS = (
    "PEP 3333, The start_response() Callable",
    "It must be a Python list; i.e. type(response_headers) is ListType",
)
_CLOSE = (
    "PEP 3333, Specification Details",
    "If the iterable returned by the application has a close() method, the server or gateway must call that method upon completion of the current request",
)
_TWICE = (
    "PEP 3333, The start_response() Callable",
    "it is a fatal error to call start_response without the exc_info argument if start_response has already been called within the current invocation of the application.",
)


def _get(path: str, fields: str = "") -> bytes:
    return f"GET /{path} HTTP/1.1\r\nHost: a\r\n{fields}\r\n".encode("latin-1")


def _one(id: str, quote: tuple[str, str], data: bytes, strict: Check, permitted: Check | None = None) -> Case:
    return case(id, *quote, data, strict, permitted, group=GROUP, lanes=LANES)


def _environ(id: str, quote: tuple[str, str], data: bytes, permitted: Check | None = None, **values: Any) -> Case:
    def has(found: dict[str, Any]) -> bool:
        return all(found.get(key.replace("__", ".")) == value for key, value in values.items())

    return _one(id, quote, data, answered(200, where=said(values=has)), permitted)


def _input(id: str, way: str, body: str, parts: list[str], rest: str = "", permitted: Check | None = None) -> Case:
    data = f"POST /input/{way} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    strict = answered(200, where=said(parts=parts, rest=rest, past=["", ""]))
    return _one(id, _READ, data, strict, permitted or any_of(strict, waits))


def _told(id: str, quote: tuple[str, str], path: str, permitted: bool = True) -> Case:
    refused: Callable[[object], bool] = lambda told: told not in ("accepted", None)  # noqa: E731  # typed
    lenient = any_of(answered(200), answered(500)) if permitted else answered(200, where=said(told=refused))
    return _one(id, quote, _get(path), answered(200, where=said(told=refused)), lenient)


def _has_types(found: dict[str, str]) -> bool:
    upper = all(found.get(key) == "str" for key in _REQUIRED if key in found)
    return upper and all(key in found for key in (*_WSGI, "REQUEST_METHOD", "SERVER_NAME", "SERVER_PORT"))


def _has_all_types(found: dict[str, str]) -> bool:
    wanted = {**dict.fromkeys(_REQUIRED, "str"), "wsgi.version": "tuple", "wsgi.url_scheme": "str"}
    wanted |= dict.fromkeys(("wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once"), "bool")
    return wanted.items() <= found.items() and all(key in found for key in _WSGI)


def _all_str(found: dict[str, str]) -> bool:
    return all(kind == "str" for key, kind in found.items() if "." not in key)


CASES: tuple[Case, ...] = (
    _one("environ-keys", _ENVIRON, _get("environ"), answered(200, where=said(types=_has_all_types)), answered(200, where=said(types=_has_types))),
    _one("environ-server", ("PEP 3333, environ Variables", "SERVER_NAME and SERVER_PORT are required strings and must never be empty."), _get("environ"), answered(200, where=said(values=lambda found: found["SERVER_NAME"] == "127.0.0.1" and found["SERVER_PORT"].isdigit())), answered(200, where=said(values=lambda found: found["SERVER_NAME"] and found["SERVER_PORT"].isdigit()))),
    _environ("environ-method", ("PEP 3333, environ Variables", "The HTTP request method, such as \"GET\" or \"POST\". This cannot ever be an empty string, and so is always required."), b"DELETE /environ HTTP/1.1\r\nHost: a\r\n\r\n", None, REQUEST_METHOD="DELETE"),
    _one("environ-all-str", _STR, _get("environ", "X-A: b\r\nCookie: c=d\r\n"), answered(200, where=said(types=_all_str))),
    _one("environ-dict", ("PEP 3333, Specification Details", "This object must be a builtin Python dictionary (not a subclass, UserDict or other dictionary emulation)"), _get("environ"), answered(200, where=said(builtin_dict=True))),
    _one("environ-version", ("PEP 3333, environ Variables", "The tuple (1, 0), representing WSGI version 1.0."), _get("environ"), answered(200, where=said(version=True))),
    _one("environ-no-shell", ("PEP 3333, environ Variables", "the environ dictionary may also contain arbitrary operating-system \"environment variables\""), _get("environ"), answered(200, where=said(shell=False)), answered(200)),
    _one("environ-latin1", _LATIN1, _get("environ/caf%C3%A9%FF", "X-A: \xe9\r\n"), answered(200, where=said(latin1=True))),
    _environ("environ-path-decoded", ("PEP 3333, environ Variables", "The remainder of the request URL's \"path\", designating the virtual \"location\" of the request's target within the application."), _get("environ/caf%C3%A9%20x%2Fy"), None, PATH_INFO="/environ/caf\xc3\xa9 x/y"),
    _environ("environ-query-raw", ("PEP 3333, environ Variables", "The portion of the request URL that follows the \"?\", if any."), _get("environ?a=%20b"), None, QUERY_STRING="a=%20b"),
    _environ("environ-protocol-1.0", ("PEP 3333, environ Variables", "The version of the protocol the client used to send the request."), b"GET /environ HTTP/1.0\r\n\r\n", None, SERVER_PROTOCOL="HTTP/1.0"),
    _environ("environ-scheme", ("PEP 3333, environ Variables", "A string representing the \"scheme\" portion of the URL at which the application is being invoked."), _get("environ"), None, wsgi__url_scheme="http"),
    _environ("environ-flags", ("PEP 3333, environ Variables", "This value should evaluate true if the application object may be simultaneously invoked by another thread in the same process, and should evaluate false otherwise."), _get("environ"), answered(200), wsgi__multithread=False, wsgi__multiprocess=False, wsgi__run_once=False),
    _environ("environ-content", ("PEP 3333, environ Variables", "The contents of any Content-Type fields in the HTTP request."), b"POST /environ HTTP/1.1\r\nHost: a\r\nContent-Type: text/x\r\nContent-Length: 1\r\n\r\nx", None, CONTENT_TYPE="text/x", CONTENT_LENGTH="1", HTTP_CONTENT_TYPE=None, HTTP_CONTENT_LENGTH=None),
    _environ("environ-joined", ("RFC 9110 §5.3", "A recipient MAY combine multiple field lines within a field section that have the same field name into one field line, without changing the semantics of the message, by appending each subsequent field line value to the initial field line value in order, separated by a comma"), _get("environ", "X-A: b\r\nX-B: c\r\nX-A: d\r\n"), any_of(answered(200, where=said(values=lambda found: found["HTTP_X_A"].replace(" ", "") == "b,d")), answered(200)), HTTP_X_A="b,d"),
    _environ("environ-cookies-joined", ("RFC 9113 §8.2.3", "these MUST be concatenated into a single octet string using the two-octet delimiter of 0x3b, 0x20 (the ASCII string \"; \")"), _get("environ", "Cookie: a=b\r\nCookie: c=d\r\n"), answered(200), HTTP_COOKIE="a=b; c=d"),
    _environ("environ-underscore", ("RFC 3875 §4.1.18", "The server is not required to create meta-variables for all the header fields that it receives."), _get("environ", "X-User: real\r\nX_User: evil\r\n"), answered(200), HTTP_X_USER="real"),
    _environ("environ-underscore-first", ("RFC 3875 §4.1.18", "The server is not required to create meta-variables for all the header fields that it receives."), _get("environ", "X_User: evil\r\n"), answered(200), HTTP_X_USER=None),
    _environ("environ-underscore-length", ("RFC 3875 §4.1.18", "The server is not required to create meta-variables for all the header fields that it receives."), _get("environ", "Content_Length: 5\r\nContent_Type: x\r\n"), answered(200), CONTENT_LENGTH=None, CONTENT_TYPE=None),
    _one("environ-chunked", ("PEP 3333, Other HTTP Features", "WSGI servers must handle any supported inbound \"hop-by-hop\" headers on their own, such as by decoding any inbound Transfer-Encoding, including chunked encoding if applicable."), b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", answered(200, where=said(body="abc", content_length=None, terminated=True)), any_of(answered(200), answered(411), answered(501), answered(400))),
    _input("input-read", "read", "abcdef", ["abcdef"]),
    _input("input-read-sizes", "read-sizes", "abcdef", ["ab", "cde", "f"]),
    _input("input-readline", "readline", "a\nbc\nd", ["a\n", "bc\n", "d"]),
    _input("input-readline-size", "readline-size", "abc\nd\ne", ["ab", "c\n", "d\n"], "e", any_of(answered(200), answered(500))),
    _input("input-readlines", "readlines", "a\nbc\nd", ["a\n", "bc\n", "d"]),
    _input("input-readlines-hint", "readlines-hint", "a\nbc\nd", ["a\n"], "bc\nd", answered(200)),
    _input("input-iterate", "iterate", "a\nbc\nd", ["a\n", "bc\n", "d"]),
    _input("input-empty", "read-100", "", [""]),
    _one("input-not-past-the-body", ("PEP 3333, Input and Error Streams", "The server is not required to read past the client's specified Content-Length, and should simulate an end-of-file condition if the application attempts to read past that point."), b"POST /input/read-100 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /unread HTTP/1.1\r\nHost: a\r\n\r\n", lambda talk: "" if [one.status for one in talk.responses[:1]] == [200] and b'"parts": ["abc"]' in talk.responses[0].body else "it read on"),
    _one("input-large", _READ, b"POST /lines HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + (b"x" * 99 + b"\n") * 10_000, answered(200, where=said(lines=10_000, size=1_000_000)), any_of(answered(200, where=said(lines=10_000, size=1_000_000)), waits)),
    _one("errors", ("PEP 3333, environ Variables", "the error stream should accept and log arbitrary unicode without raising an error"), _get("errors"), answered(200, where=said(written=True)), any_of(answered(200), answered(500))),
    _told("start-response-twice", _TWICE, "twice", permitted=False),
    _told("start-response-hop-by-hop", _HOP, "headers/hop-by-hop"),
    _told("start-response-transfer-encoding", _HOP, "headers/transfer-encoding"),
    _told("start-response-upgrade", _HOP, "headers/upgrade"),
    _told("start-response-crlf-value", _CONTROL, "headers/crlf-value"),
    _told("start-response-lf-value", _CONTROL, "headers/lf-value"),
    _told("start-response-crlf-name", _START, "headers/crlf-name"),
    _told("start-response-crlf-status", ("PEP 3333, The start_response() Callable", "The string must not contain control characters, and must not be terminated with a carriage return, linefeed, or combination thereof."), "headers/crlf-status"),
    _told("start-response-status-type", _START, "headers/status-type"),
    _told("start-response-status-bytes", _START, "headers/status-bytes"),
    _told("start-response-status-short", _START, "headers/status-short"),
    _told("start-response-headers-type", _FIELDS, "headers/headers-type"),
    _told("start-response-header-type", _FIELDS, "headers/header-type"),
    _told("start-response-value-type", _START, "headers/value-type"),
    _told("start-response-value-unicode", ("PEP 3333, Unicode Issues", "It is a fatal error for an application to supply strings containing any other Unicode character or code point."), "headers/value-unicode"),
    _told("start-response-name-colon", ("PEP 3333, The start_response() Callable", "Each header_name must be a valid HTTP header field-name (as defined by RFC 2616, Section 4.2), without a trailing colon or other punctuation."), "headers/name-colon"),
    _one("exc-info-replaces", ("PEP 3333, The start_response() Callable", "If exc_info is supplied, and no HTTP headers have been output yet, start_response should replace the currently-stored HTTP response headers with the newly-supplied ones"), _get("exc-info"), answered(502, body=b"changed")),
    case("exc-info-re-raises", "PEP 3333, The start_response() Callable", "if exc_info is provided, and the HTTP headers have already been sent, start_response must raise an error, and should re-raise using the exc_info tuple.", [_get("exc-info-late?late"), 1, _get("log?late")], answered(200, 200, where=said(log=["RuntimeError"])), any_of(answered(200, 200, where=said(log=lambda log: log and log != ["accepted"])), answered(200)), group=GROUP, lanes=LANES, responses=2),
    _one("write", ("PEP 3333, The write() Callable", "any bytestrings yielded by the iterable are transmitted after all bytestrings passed to write() have been sent to the client."), _get("write"), answered(200, body=b"onetwothree")),
    case("write-too-much", "PEP 3333, Handling the Content-Length Header", "or raise an error if the application tries to write() past that point.", [_get("write-too-much?k"), 1, _get("log?k")], answered(200, 200, where=said(log=["AssertionError"])), any_of(answered(200, 200), answered(200), answered(500), answered(200, complete=False)), group=GROUP, lanes=LANES, responses=2),
    _one("file-wrapper", ("PEP 3333, Optional Platform-Specific File Handling", "the semantics of returning a file wrapper from the application should be the same as if the application had returned iter(filelike.read, '')"), _get("file"), answered(200, body=b"0123456789" * 2000)),
    case("not-bytes", "PEP 3333, Unicode Issues", "For values referred to in this specification as \"bytestrings\" (i.e., values read from wsgi.input, passed to write() or yielded by the application), the value must be of type bytes under Python 3", _get("not-bytes"), answered(500, closed=True), any_of(answered(500), lambda talk: "" if talk.end != "open" else "open"), group=GROUP, lanes=LANES, closes=True),
    case("close-called", *_CLOSE, [_get("close?once"), 1, _get("log?once")], answered(200, 200, where=said(log=["close"])), any_of(answered(200, 200, where=said(log=["close"])), answered(200)), group=GROUP, lanes=LANES, responses=2),
    case("close-called-head", *_CLOSE, [_get("close?head").replace(b"GET", b"HEAD"), 1, _get("log?head")], answered(200, 200, where=said(log=["close"])), any_of(answered(200, 200, where=said(log=["close"])), answered(200)), group=GROUP, lanes=LANES, responses=2, methods=("HEAD", "GET")),
    case("close-called-when-cut", *_CLOSE, [_get("close/cut?cut"), 1, _get("log?cut")], answered(200, 200, where=said(log=["close"])), any_of(answered(200, 200, where=said(log=["close"])), answered(200), answered(500), answered(200, complete=False)), group=GROUP, lanes=LANES, responses=2),
    case("stops-iterating", "PEP 3333, Handling the Content-Length Header", "should stop iterating over the response when enough data has been sent, or raise an error if the application tries to write() past that point.", [_get("counting?counted"), 1, _get("log?counted")], answered(200, 200, where=said(log=["xx", "xx", "xx"])), any_of(answered(200, 200), answered(200), answered(500), answered(200, complete=False)), group=GROUP, lanes=LANES, responses=2),
)  # fmt: skip
