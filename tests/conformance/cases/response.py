"""The response: its framing, its fields, and what an application that fails leaves to the server."""

import re

from tests.conformance.case import Case, Heard, case
from tests.conformance.checks import answered, any_of, no_content, waits
from tests.conformance.reader import Response

GROUP = "response"
GET = b"GET /%s HTTP/1.1\r\nHost: a\r\n\r\n"
HEAD = b"HEAD /%s HTTP/1.1\r\nHost: a\r\n\r\n"
DIALOGUE = b"POST /dialogue HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
NEXT = GET % b"unread"

_NO_CONTENT = (
    "RFC 9110 §6.4.1",
    "All 1xx (Informational), 204 (No Content), and 304 (Not Modified) responses do not include content.",
)
_HEAD = (
    "RFC 9110 §9.3.2",
    "The HEAD method is identical to GET except that the server MUST NOT send content in the response.",
)
_LENGTH = (
    "RFC 9110 §8.6",
    "an origin server SHOULD send a Content-Length header field when the content size is known prior to sending the complete header section.",
)
_CHUNKED = (
    "RFC 9112 §7.1",
    "Chunked enables content streams of unknown size to be transferred as a sequence of length-delimited buffers, which enables the sender to retain connection persistence and the recipient to know when it has received the entire message.",
)
_INCOMPLETE = (
    "RFC 9112 §8",
    "A message body that uses the chunked transfer coding is incomplete if the zero-sized chunk that terminates the encoding has not been received.",
)

_DATE = (
    "RFC 9110 §6.6.1",
    "An origin server with a clock (as defined in Section 5.6.7) MUST generate a Date header field in all 2xx (Successful), 3xx (Redirection), and 4xx (Client Error) responses",
)
_IMF_FIXDATE = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} ([0-9]{2}:){2}[0-9]{2} GMT"
)


def _dated(response: Response) -> str:
    return "" if _IMF_FIXDATE.fullmatch(response.get("date") or "") else f"Date: {response.get('date')}"


def _in_order(response: Response) -> str:
    found = [(name.lower(), value) for name, value in response.fields if name.lower() in ("set-cookie", "x-a", "x-b")]
    due = [("set-cookie", "a=b"), ("x-b", "c"), ("set-cookie", "d=e"), ("x-a", "f")]
    return "" if found == due else f"fields {found}"


def _cookies_in_order(response: Response) -> str:
    found = [value for name, value in response.fields if name.lower() == "set-cookie"]
    return "" if found == ["a=b", "d=e"] else f"cookies {found}"


CASES: tuple[Case, ...] = (
    case("length-known", *_LENGTH, GET % b"unread", answered(200, chunked=False, body=b"unread", fields={"content-length": "6"}), answered(200, body=b"unread"), group=GROUP),
    case("length-unknown", *_CHUNKED, GET % b"stream", answered(200, chunked=True, closed=False, body=b"onetwothree", where=lambda one: "" if one.chunks == [b"one", b"two", b"three"] else f"chunks {one.chunks}"), answered(200, body=b"onetwothree"), group=GROUP),
    case("length-of-nothing", *_LENGTH, GET % b"empty", answered(200, chunked=False, body=b"", fields={"content-length": "0"}), answered(200, body=b""), group=GROUP),
    case("length-of-application", "RFC 9110 §8.6", "a sender MUST NOT forward a message with a Content-Length header field value that is known to be incorrect", GET % b"length/6/6", answered(200, body=b"xxxxxx", fields={"content-length": "6"}), group=GROUP),
    case("head", *_HEAD, HEAD % b"unread" + NEXT, answered(200, 200, closed=False, body=b"unread"), any_of(answered(200, 200), answered(200)), group=GROUP, responses=2, methods=("HEAD", "GET")),
    case("head-stream", *_HEAD, HEAD % b"stream" + NEXT, answered(200, 200, closed=False, body=b"unread"), any_of(answered(200, 200), answered(200)), group=GROUP, responses=2, methods=("HEAD", "GET")),
    case("head-keeps-length", "RFC 9110 §9.3.2", "The server SHOULD send the same header fields in response to a HEAD request as it would have sent if the request method had been GET.", b"HEAD /length/6/6 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", answered(200, closed=True, fields={"content-length": "6"}), answered(200), group=GROUP, closes=True, methods=("HEAD",)),
    *(
        case(f"head-{name}", *_HEAD, data, answered(status, closed=True), no_content, group=GROUP, closes=True, methods=("HEAD",), rule=rule)
        for name, data, status, rule in (
            ("refused", b"HEAD / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "host"),
            ("refused-target", b"HEAD foo HTTP/1.1\r\nHost: a\r\n\r\n", 400, "target-form"),
            ("refused-body", b"HEAD /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "chunk-size"),
        )
    ),
    case("no-content-204", *_NO_CONTENT, GET % b"status/204" + NEXT, answered(204, 200, closed=False, body=b"unread"), any_of(answered(204, 200), answered(204), answered(204, closed=True)), group=GROUP, responses=2),
    case("no-length-204", "RFC 9110 §8.6", "A server MUST NOT send a Content-Length header field in any response with a status code of 1xx (Informational) or 204 (No Content).", GET % b"status/204", answered(204, fields={"content-length": None, "transfer-encoding": None}), answered(204, fields={"content-length": None}), group=GROUP),
    case("no-content-304", *_NO_CONTENT, GET % b"status/304" + NEXT, answered(304, 200, closed=False, body=b"unread"), any_of(answered(304, 200), answered(304), answered(304, closed=True)), group=GROUP, responses=2),
    case("streamed-at-once", "PEP 3333, Buffering and Streaming", "WSGI servers, gateways, and middleware must not delay the transmission of any block; they must either fully transmit the block to the client, or guarantee that they will continue transmission even while the application is producing its next block.", [DIALOGUE, Heard(b"first"), b"abc"], answered(200, chunked=True, closed=False, body=b"firstabc"), any_of(answered(200, body=b"firstabc"), waits), group=GROUP, lanes=("wsgi",)),
    case("streamed-at-once", "ASGI, Response Body - send event", "Protocol servers must flush any data passed to them into the send buffer before returning from a send call.", [DIALOGUE, Heard(b"first"), b"abc"], answered(200, chunked=True, closed=False, body=b"firstabc"), any_of(answered(200, body=b"firstabc"), waits), group=GROUP, lanes=("asgi",)),
    case("fields-in-order", "RFC 9110 §5.3", "The order in which field lines with the same name are received is therefore significant to the interpretation of the field value; a proxy MUST NOT change the order of these field line values when forwarding a message.", GET % b"cookies", answered(200, body=b"cookies", where=_in_order), answered(200, where=_cookies_in_order), group=GROUP),
    case("status-404", "RFC 9110 §15", "The status code of a response is a three-digit integer code that describes the result of the request", GET % b"status/404", answered(404, body=b"body"), group=GROUP),
    case("status-599", "RFC 9110 §15", "a client MUST understand the class of any status code, as indicated by the first digit", GET % b"status/599", answered(599, body=b"body"), group=GROUP),
    case("date", *_DATE, GET % b"unread", answered(200, where=_dated), group=GROUP),
    case("date-refused", *_DATE, b"GET / HTTP/1.1\r\n\r\n", answered(400, closed=True, where=_dated), lambda talk: _dated(talk.responses[0]) if talk.responses else "", group=GROUP, closes=True, rule="host"),
    case("version", "RFC 9110 §6.2", "A server SHOULD send a response version equal to the highest version to which the server is conformant that has a major version less than or equal to the one received in the request.", b"GET /unread HTTP/1.0\r\n\r\n", answered(200, where=lambda one: "" if one.version == "1.1" else f"version {one.version}"), answered(200), group=GROUP, closes=True),
    case("server", "RFC 9110 §10.2.4", "An origin server MAY generate a Server header field in its responses.", GET % b"unread", answered(200, where=lambda one: "" if one.get("server") else "no Server"), answered(200), group=GROUP),
    case("large", "RFC 9112 §6", "The presence of a message body in a response … depends on both the request method to which it is responding and the response status code.", GET % b"large", answered(200, closed=False, body=b"x" * (1 << 20)), answered(200, body=b"x" * (1 << 20)), group=GROUP),
    case("raise", "RFC 9110 §15.6.1", "The 500 (Internal Server Error) status code indicates that the server encountered an unexpected condition that prevented it from fulfilling the request.", GET % b"raise", answered(500, closed=True), answered(500), group=GROUP, closes=True),
    case("raise-before-content", "PEP 3333, The start_response() Callable", "the application may need to change the response status from \"200 OK\" to \"500 Internal Error\", if an error occurs while the body is being generated within an application buffer.", GET % b"raise-before-content", answered(500, closed=True), any_of(answered(500), answered(200, complete=False)), group=GROUP, closes=True),
    case("raise-late", *_INCOMPLETE, GET % b"raise-late", answered(200, closed=True, complete=False, body=b"part"), group=GROUP, closes=True),
    case("too-few-bytes", "RFC 9112 §8", "A message that uses a valid Content-Length is incomplete if the size of the message body received (in octets) is less than the value given by Content-Length.", GET % b"length/6/4", answered(200, closed=True, complete=False), any_of(answered(200, closed=True, complete=False), answered(500)), group=GROUP, closes=True),
    case("too-many-bytes", "PEP 3333, Handling the Content-Length Header", "If the application supplies a Content-Length header, the server should not transmit more bytes to the client than the header allows", GET % b"length/4/6" + NEXT, answered(200, 200, closed=False, body=b"unread"), any_of(answered(200, body=b"xxxx"), answered(200, 200), answered(500), answered(200, complete=False)), group=GROUP, responses=2, lanes=("wsgi",)),
    case("silent", "PEP 3333, Specification Details", "the application must invoke the start_response() callable before the iterable yields its first body bytestring", GET % b"silent", answered(500, closed=True), answered(500), group=GROUP, closes=True),
)  # fmt: skip
