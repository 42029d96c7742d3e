"""Where a request's body ends: Content-Length, chunks, and what smuggles requests past servers that are lenient."""

from tests.conformance.case import Case, Check, case
from tests.conformance.checks import all_of, answered, any_of, in_order, refused, said, waits

GROUP = "framing"
POST = b"POST /echo HTTP/1.1\r\nHost: a\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
LAST = b"0\r\n\r\n"

_LENGTH = (
    "RFC 9112 §6.3",
    "If a message is received without Transfer-Encoding and with an invalid Content-Length header field, then the "
    "message framing is invalid and the recipient MUST treat it as an unrecoverable error",
)
_BOTH = (
    "RFC 9112 §6.1",
    "A server MAY reject a request that contains both Content-Length and Transfer-Encoding or process such a request "
    "in accordance with the Transfer-Encoding alone. Regardless, the server MUST close the connection after responding "
    "to such a request to avoid the potential attacks.",
)
_FINAL = (
    "RFC 9112 §6.3",
    "If a Transfer-Encoding header field is present in a request and the chunked transfer coding is not the final "
    "encoding, the message body length cannot be determined reliably; the server MUST respond with the 400 (Bad "
    "Request) status code and then close the connection.",
)
_UNKNOWN = (
    "RFC 9112 §6.1",
    "A server that receives a request message with a transfer coding it does not understand SHOULD respond with 501 "
    "(Not Implemented).",
)
_OLD = (
    "RFC 9112 §6.1",
    "A server or client that receives an HTTP/1.0 message containing a Transfer-Encoding header field MUST treat the "
    "message as if the framing is faulty, even if a Content-Length is present, and close the connection after "
    "processing the message.",
)
_CHUNK = (
    "RFC 9112 §7.1",
    "The chunk-size field is a string of hex digits indicating the size of the chunk-data in octets.",
)
_EXTENSION = ("RFC 9112 §7.1.1", "A recipient MUST ignore unrecognized chunk extensions.")
_DECODE = ("RFC 9112 §7.1", "A recipient MUST be able to parse and decode the chunked transfer coding.")
_TRAILER = (
    "RFC 9112 §7.1.2",
    "A recipient that removes the chunked coding from a message MAY selectively retain or discard the received trailer "
    "fields.",
)


def _length(id: str, fields: bytes, permitted: Check | None = None) -> Case:
    return case(
        id,
        *_LENGTH,
        POST + fields + b"\r\nabc",
        refused(400),
        permitted or refused(400),
        group=GROUP,
        closes=True,
        rule="content-length",
    )


def _coding(
    id: str, quote: tuple[str, str], data: bytes, rule: str, status: int, permitted: Check | None = None
) -> Case:
    return case(id, *quote, data, refused(status), permitted or refused(400, 501), group=GROUP, closes=True, rule=rule)


def _chunks(
    id: str,
    body: bytes,
    rule: str = "chunk-size",
    status: int = 400,
    quote: tuple[str, str] = _CHUNK,
    strictly: bool = True,
) -> Case:
    return case(
        id,
        *quote,
        CHUNKED + body,
        refused(status),
        any_of(refused(400, 413, 431, 500, silently=True), *([] if strictly else [answered(200), waits])),
        group=GROUP,
        closes=True,
        rule=rule,
    )


def _served(id: str, quote: tuple[str, str], data: bytes, body: str, permitted: Check | None = None) -> Case:
    return case(id, *quote, data, answered(200, where=said(body=body)), permitted, group=GROUP)


_SAME = answered(200, where=said(body="abc"))

CASES: tuple[Case, ...] = (
    _length("length-sign", b"Content-Length: +3\r\n"),
    _length("length-negative", b"Content-Length: -3\r\n"),
    _length("length-hex", b"Content-Length: 0x3\r\n"),
    _length("length-underscore", b"Content-Length: 0_3\r\n"),
    _length("length-space", b"Content-Length: 3 3\r\n"),
    _length("length-fraction", b"Content-Length: 3.0\r\n"),
    _length("length-empty", b"Content-Length:\r\n"),
    _length("length-unicode-digit", b"Content-Length: \xb3\r\n"),
    _length("length-two-different", b"Content-Length: 3\r\nContent-Length: 4\r\n"),
    _length("length-list-different", b"Content-Length: 3, 4\r\n"),
    _length("length-two-same", b"Content-Length: 3\r\nContent-Length: 3\r\n", any_of(refused(400), _SAME)),
    _length("length-list-same", b"Content-Length: 3, 3\r\n", any_of(refused(400), _SAME)),
    _length("length-huge", b"Content-Length: " + b"9" * 5000 + b"\r\n", refused(400, 413, 431, 500, silently=True)),
    _coding("length-and-chunked", _BOTH, POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n" + LAST, "length-and-coding", 400, any_of(refused(400), answered(200, closed=True))),
    _coding("chunked-and-length", _BOTH, POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n" + LAST, "length-and-coding", 400, any_of(refused(400), answered(200, closed=True))),
    _coding("coding-unknown-last", _FINAL, POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n" + LAST, "chunked-not-final", 400),
    _coding("coding-identity", _FINAL, POST + b"Transfer-Encoding: identity\r\n\r\n" + LAST, "chunked-not-final", 400),
    _coding("coding-like-chunked", _FINAL, POST + b"Transfer-Encoding: xchunked\r\n\r\n" + LAST, "chunked-not-final", 400),
    _coding("coding-vertical-tab", _FINAL, POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n" + LAST, "field-value", 400),
    _coding("coding-empty", _FINAL, POST + b"Transfer-Encoding:\r\n\r\n" + LAST, "chunked-not-final", 400),
    _coding("coding-chunked-twice", ("RFC 9112 §6.1", "A sender MUST NOT apply the chunked transfer coding more than once to a message body"), POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n" + LAST, "chunked-not-final", 400),
    _coding("coding-two-fields", _FINAL, POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + LAST, "chunked-not-final", 400),
    _coding("coding-gzip-chunked", _UNKNOWN, POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + LAST, "coding-unknown", 501),
    _coding("coding-1.0", _OLD, b"POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + LAST, "coding-in-1.0", 400, any_of(refused(400, 501), answered(200, closed=True))),
    _chunks("chunk-size-empty", b"\r\nabc\r\n" + LAST),
    _chunks("chunk-size-sign", b"+3\r\nabc\r\n" + LAST),
    _chunks("chunk-size-0x", b"0x3\r\nabc\r\n" + LAST),
    _chunks("chunk-size-underscore", b"0_3\r\nabc\r\n" + LAST),
    _chunks("chunk-size-space", b" 3\r\nabc\r\n" + LAST),
    _chunks("chunk-size-letter", b"g\r\nabc\r\n" + LAST),
    _chunks("chunk-size-negative", b"-3\r\nabc\r\n" + LAST),
    _chunks("chunk-size-overflow", b"f" * 17 + b"\r\nabc\r\n" + LAST, "chunk-size", strictly=False),
    _chunks("chunk-size-too-large", b"fffffffff\r\nabc", "body-too-large", 413, strictly=False),
    _chunks("chunk-bare-lf", b"3\nabc\r\n" + LAST, "bare-lf", strictly=False),
    _chunks("chunk-extension-bare-cr", b"3;a\rb\r\nabc\r\n" + LAST, "bare-cr", strictly=False),
    _chunks("chunk-extension-control", b"3;a=\x00\r\nabc\r\n" + LAST, strictly=False),
    _chunks("chunk-extension-too-long", b"3;" + b"a" * 200_000 + b"\r\nabc\r\n" + LAST, "chunk-line-too-long", strictly=False),
    _chunks("chunk-too-short", b"3\r\nab\r\n" + LAST, "chunk-end"),
    _chunks("chunk-too-long", b"3\r\nabcd\r\n" + LAST, "chunk-end"),
    _chunks("chunk-end-lf", b"3\r\nabc\n" + LAST, "chunk-end"),
    _chunks("trailer-obs-fold", b"0\r\nX: a\r\n b\r\n\r\n", "obs-fold", strictly=False),
    _chunks("trailer-space-before-colon", b"0\r\nX : a\r\n\r\n", "space-before-colon"),
    _chunks("trailer-not-a-field", b"0\r\nGET / HTTP/1.1\r\n\r\n", "field-line"),
    _chunks("trailers-too-many", b"0\r\n" + b"X: a\r\n" * 200 + b"\r\n", "head-too-large", 431, strictly=False),
    *(
        case(
            f"chunk-size-{name}",
            *_CHUNK,
            CHUNKED.replace(b"/echo", path) + b"nonsense\r\n",
            refused(400),
            any_of(refused(400, 413, 431, 500, silently=True), answered(200), answered(500), waits),
            group=GROUP,
            closes=True,
            rule="chunk-size",
        )
        for name, path in (("careless", b"/careless"), ("careless-raise", b"/careless/raise"))
    ),
    case(
        "chunks-cut-off",
        "RFC 9112 §8",
        "A message body that uses the chunked transfer coding is incomplete if the zero-sized chunk that terminates "
        "the encoding has not been received.",
        [CHUNKED + b"3\r\nabc\r\n", None],
        refused(400),
        refused(400, 408, 500, silently=True),
        group=GROUP,
        closes=True,
        rule="incomplete",
    ),
    case(
        "length-cut-off",
        "RFC 9112 §8",
        "A message that uses a valid Content-Length is incomplete if the size of the message body received (in octets) "
        "is less than the value given by Content-Length.",
        [POST + b"Content-Length: 4\r\n\r\nabc", None],
        refused(400),
        any_of(refused(400, 408, 500, silently=True), answered(200), answered(500)),
        group=GROUP,
        closes=True,
        rule="incomplete",
    ),
    case(
        "body-too-large",
        "RFC 9110 §15.5.14",
        "The 413 (Content Too Large) status code indicates that the server is refusing to process a request because "
        "the request content is larger than the server is willing or able to process.",
        POST + b"Content-Length: 999999999999\r\n\r\n",
        refused(413),
        lambda talk: "",
        group=GROUP,
        closes=True,
        rule="body-too-large",
        lanes=("wsgi", "asgi"),
    ),
    # ---- what is to be served ----
    _served("length", ("RFC 9112 §6.2", "When a message does not have a Transfer-Encoding header field, a Content-Length header field (Section 8.6 of [HTTP]) can provide the anticipated size, as a decimal number of octets, for potential content."), POST + b"Content-Length: 3\r\n\r\nabc", "abc"),
    _served("length-zero", ("RFC 9110 §8.6", "Any Content-Length field value greater than or equal to zero is valid."), POST + b"Content-Length: 0\r\n\r\n", ""),
    _served("length-leading-zeros", ("RFC 9110 §8.6", "Content-Length = 1*DIGIT"), POST + b"Content-Length: 0003\r\n\r\nabc", "abc"),
    _served("no-length", ("RFC 9112 §6.3", "If this is a request message and none of the above are true, then the message body length is zero (no message body is present)."), POST + b"\r\n", ""),
    _served("get-with-body", ("RFC 9110 §9.3.1", "content received in a GET request has no generally defined semantics"), b"GET /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "abc"),
    _served("chunked", _DECODE, CHUNKED + b"3\r\nabc\r\n4\r\ndefg\r\n" + LAST, "abcdefg"),
    _served("chunked-case", _DECODE, POST + b"transfer-encoding: CHUNKED\r\n\r\n3\r\nabc\r\n" + LAST, "abc"),
    _served("chunked-hex", _DECODE, CHUNKED + b"A\r\n0123456789\r\n00b\r\n01234567890\r\n" + LAST, "012345678901234567890"),
    _served("chunked-many-zeros", _DECODE, CHUNKED + b"3\r\nabc\r\n000\r\n\r\n", "abc"),
    _served("chunk-extension", _EXTENSION, CHUNKED + b"3;a=b;c=\"d;\\\"e\";f\r\nabc\r\n0;g\r\n\r\n", "abc"),
    _served("chunk-extension-spaces", _EXTENSION, CHUNKED + b"3 ; a = b\r\nabc\r\n" + LAST, "abc", any_of(_SAME, refused(400))),
    _served("trailers", _TRAILER, CHUNKED + b"3\r\nabc\r\n0\r\nX-Sum: 7\r\nX-End: 1\r\n\r\n", "abc"),
    case("trailers-then-next", *_DECODE, CHUNKED + b"3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n" + b"GET /echo/2 HTTP/1.1\r\nHost: a\r\n\r\n", all_of(answered(200, 200, closed=False), in_order("/echo", "/echo/2")), any_of(all_of(answered(200, 200), in_order("/echo", "/echo/2")), answered(200, closed=True), refused(400, 411, 501)), group=GROUP, responses=2),
    *(
        case(
            f"trailer-{name.decode().lower()}",
            "RFC 9110 §6.5.1",
            "A sender MUST NOT generate a trailer field unless the sender knows the corresponding header field name's "
            "definition permits the field to be sent in trailers.",
            CHUNKED + b"3\r\nabc\r\n0\r\nX: y\r\n" + name + b": " + value + b"\r\n\r\n",
            refused(400),
            any_of(_SAME, refused(400, 501, silently=True)),
            group=GROUP,
            closes=True,
            rule="trailer-framing",
        )
        for name, value in ((b"Content-Length", b"0"), (b"Transfer-Encoding", b"gzip, chunked"), (b"Host", b"b"))
    ),
    case(
        "trailers-not-merged",
        "RFC 9110 §6.5.1",
        "A recipient MUST NOT merge a trailer field into a header section unless",
        CHUNKED + b"0\r\nX-Sum: 7\r\n\r\n",
        answered(200, where=said(headers=lambda found: "x-sum" not in found)),
        group=GROUP,
    ),
    case(
        "chunked-in-pieces",
        *_DECODE,
        [bytes([byte]) for byte in CHUNKED + b"3\r\nabc\r\n" + LAST],
        answered(200, where=said(body="abc")),
        group=GROUP,
    ),
)  # fmt: skip
