"""A connection from its first request to its end: persistence, pipelining, HTTP/1.0, 100 (Continue)."""

from tests.conformance.case import Case, Heard, case
from tests.conformance.checks import all_of, answered, any_of, in_order, refused, said, waits

GROUP = "connection"
GET = b"GET /echo/%d HTTP/1.1\r\nHost: a\r\n\r\n"
EXPECT = b"POST /%s HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"

_PERSIST = (
    "RFC 9112 §9.3",
    'HTTP/1.1 defaults to the use of "persistent connections", allowing multiple requests and responses to be carried over a single connection.',
)
_PIPELINE = (
    "RFC 9112 §9.3.2",
    "A server MAY process a sequence of pipelined requests in parallel if they all have safe methods (Section 9.2.1 of [HTTP]), but it MUST send the corresponding responses in the same order that the requests were received.",
)
_CLOSE = (
    "RFC 9112 §9.6",
    'A server that receives a "close" connection option MUST initiate closure of the connection (see below) after it sends the final response to the request that contained the "close" connection option.',
)
_SAYS_CLOSE = (
    "RFC 9112 §9.6",
    'The server SHOULD send a "close" connection option in its final response on that connection.',
)
_CONTINUE = (
    "RFC 9110 §10.1.1",
    "Upon receiving an HTTP/1.1 (or later) request that has a method, target URI, and complete header section that contains a 100-continue expectation and an indication that request content will follow, an origin server MUST send either: an immediate response with a final status code, if that status can be determined by examining just the method, target URI, and header fields, or an immediate 100 (Continue) response to encourage the client to send the request content.",
)
_LATE = (
    "PEP 3333, HTTP 1.1 Expect/Continue",
    'Proceed with the request normally, but provide the application with a wsgi.input stream that will send the "100 Continue" response if/when the application first attempts to read from the input stream.',
)
_OLD = (
    "RFC 9110 §10.1.1",
    "A server that receives a 100-continue expectation in an HTTP/1.0 request MUST ignore that expectation.",
)

_ORDER = in_order("/echo/1", "/echo/2", "/echo/3")
_BODIES = all_of(
    _ORDER,
    lambda talk: next(
        filter(None, (said(body=body)(one) for body, one in zip(("abc", "def", ""), talk.responses, strict=False))), ""
    ),
)

CASES: tuple[Case, ...] = (
    case("keep-alive", *_PERSIST, [GET % 1, 1, GET % 2], answered(200, 200, closed=False, where=said(path="/echo/2")), any_of(answered(200, 200), answered(200, closed=True, fields={"connection": "close"})), group=GROUP, responses=2),
    case("pipelined", *_PIPELINE, GET % 1 + GET % 2 + GET % 3, all_of(answered(200, 200, 200, closed=False), _ORDER), any_of(all_of(answered(200, 200, 200), _ORDER), answered(200, fields={"connection": "close"}), answered(200, closed=True)), group=GROUP, responses=3),
    case("pipelined-bodies", *_PIPELINE, b"POST /echo/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + b"POST /echo/2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ndef\r\n0\r\n\r\n" + GET % 3, all_of(answered(200, 200, 200, closed=False), _BODIES), any_of(all_of(answered(200, 200, 200), _BODIES), answered(200, closed=True)), group=GROUP, responses=3),
    case("pipelined-unread-body", *_PIPELINE, b"POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + GET % 2, answered(200, 200, closed=False, where=said(path="/echo/2")), any_of(answered(200, 200), answered(200, closed=True)), group=GROUP, responses=2),
    case("pipelined-then-refused", *_PIPELINE, GET % 1 + b"GET foo HTTP/1.1\r\nHost: a\r\n\r\n", answered(200, 400, closed=True), any_of(answered(200, 400), answered(200, 404), answered(200, 200), answered(200, closed=True)), group=GROUP, responses=2, closes=True),
    case("pipelined-in-pieces", *_PIPELINE, [(GET % 1 + GET % 2)[:50], (GET % 1 + GET % 2)[50:]], answered(200, 200, closed=False), any_of(answered(200, 200), answered(200, closed=True)), group=GROUP, responses=2),
    case("close", *_CLOSE, b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", answered(200, closed=True), group=GROUP, closes=True),
    case("close-said", *_SAYS_CLOSE, b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", answered(200, fields={"connection": "close"}), answered(200), group=GROUP, closes=True),
    case("close-in-list", *_CLOSE, b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", answered(200, closed=True), group=GROUP, closes=True),
    case("close-then-more", "RFC 9112 §9.6", "The server MUST NOT process any further requests received on that connection.", b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + GET % 2, answered(200, closed=True), group=GROUP, closes=True),
    case("http-1.0-closes", "RFC 9112 §9.3", "If the received protocol is HTTP/1.0, the \"keep-alive\" connection option is present, either the recipient is not a proxy or the message is a response, and the recipient wishes to honor the HTTP/1.0 \"keep-alive\" mechanism, the connection will persist after the current response; otherwise, The connection will close after the current response.", b"GET /echo HTTP/1.0\r\n\r\n", answered(200, closed=True, where=said(version="HTTP/1.0")), group=GROUP, closes=True),
    case("http-1.0-keep-alive", "RFC 9112 §9.3", "the recipient wishes to honor the HTTP/1.0 \"keep-alive\" mechanism", b"GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", answered(200, closed=True), answered(200), group=GROUP, closes=True),
    case("http-1.0-not-chunked", "RFC 9112 §6.1", "A server MUST NOT send a response containing Transfer-Encoding unless the corresponding request indicates HTTP/1.1 (or later minor revisions).", b"GET /stream HTTP/1.0\r\n\r\n", answered(200, closed=True, chunked=False, body=b"onetwothree"), group=GROUP, closes=True),
    case("half-close", "RFC 9293 §3.6", "CLOSE is an operation meaning \"I have no more data to send.\"", [GET % 1, None], answered(200, closed=True), any_of(answered(200), lambda talk: "" if not talk.responses and talk.end != "open" else "neither an answer nor an end"), group=GROUP, closes=True),
    case("continue", *_CONTINUE, [EXPECT % b"echo", 1, b"abc"], answered(200, interim=(100,), closed=False, where=said(body="abc")), any_of(answered(200, interim=(100,)), answered(200, interim=())), group=GROUP),
    case("continue-chunked", *_CONTINUE, [b"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nTransfer-Encoding: chunked\r\n\r\n", 1, b"3\r\nabc\r\n0\r\n\r\n"], answered(200, interim=(100,), where=said(body="abc")), any_of(answered(200, where=said(body="abc")), answered(200), refused(400, 411, 501)), group=GROUP),
    case("continue-after-the-response", *_LATE, [EXPECT % b"dialogue", Heard(b"first"), b"abc"], answered(200, interim=(), closed=True, body=b"firstabc", fields={"connection": "close"}), any_of(answered(200, interim=(), body=b"firstabc"), answered(200, interim=(100,), body=b"firstabc"), waits), group=GROUP, closes=True),
    case("continue-not-read", *_LATE, [EXPECT % b"unread"], answered(200, interim=(), closed=True, body=b"unread", fields={"connection": "close"}), any_of(answered(200, interim=()), answered(200, interim=(100,)), waits), group=GROUP, closes=True),
    case("continue-sent-along", "RFC 9110 §10.1.1", "A server MAY omit sending a 100 (Continue) response if it has already received some or all of the content for the corresponding request, or if the framing indicates that there is no content.", [EXPECT % b"echo" + b"abc"], answered(200, where=said(body="abc")), group=GROUP),
    case("continue-no-content", "RFC 9110 §10.1.1", "A server MAY omit sending a 100 (Continue) response if … the framing indicates that there is no content.", [b"GET /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n"], answered(200, interim=(), closed=False), answered(200), group=GROUP),
    case("continue-1.0", *_OLD, [b"POST /echo HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n", b"abc"], answered(200, interim=(), where=said(body="abc")), group=GROUP),
    case("continue-too-large", *_CONTINUE, [b"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 999999999999\r\n\r\n"], refused(413), lambda talk: "", group=GROUP, closes=True),
    case("unread-large-body", "RFC 9110 §10.1.1", "A server that responds with a final status code before reading the entire request content SHOULD indicate whether it intends to close the connection (e.g., see Section 9.6 of [HTTP/1.1]) or continue reading the request content.", [b"POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 200_000], answered(200, closed=True, body=b"unread"), any_of(answered(200), waits), group=GROUP, closes=True),
)  # fmt: skip
