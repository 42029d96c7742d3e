"""The rules for which a request is refused: an id, its answer's status, the sentence that demands or permits it."""

import sys
from typing import NamedTuple


class Rule(NamedTuple):
    """One rule of a standard, as events, tests and lessons name it."""

    id: str
    status: int
    """The status that answers a request that breaks the rule."""
    source: str
    """The standard and its section: `RFC 9112 §3.2`."""
    sentence: str
    """The sentence, quoted word for word; "…" where something is left out."""


IGNORED = 0
"""The status of a rule by which a part of the request is ignored and the request served all the same."""

RULES: dict[str, Rule] = {}
"""Every rule by its id."""


def _rule(name: str, status: int, source: str, sentence: str) -> Rule:
    RULES[name] = rule = Rule(name, status, source, sentence)
    return rule


# ---- Lines ----------------------------------------------------------------------------------------------------------

BARE_LF = _rule(
    "bare-lf",
    400,
    "RFC 9112 §2.2",
    "Although the line terminator for the start-line and fields is the sequence CRLF, a recipient MAY recognize a "
    "single LF as a line terminator and ignore any preceding CR.",
)
BARE_CR = _rule(
    "bare-cr",
    400,
    "RFC 9112 §2.2",
    "A recipient of such a bare CR MUST consider that element to be invalid or replace each bare CR with SP before "
    "processing the element or forwarding the message.",
)
SPACE_BEFORE_FIRST_FIELD = _rule(
    "space-before-first-field",
    400,
    "RFC 9112 §2.2",
    "A recipient that receives whitespace between the start-line and the first header field MUST either reject the "
    "message as invalid or consume each whitespace-preceded line without further processing of it",
)
OBS_FOLD = _rule(
    "obs-fold",
    400,
    "RFC 9112 §5.2",
    'A server that receives an obs-fold in a request message that is not within a "message/http" container MUST '
    "either reject the message by sending a 400 (Bad Request), preferably with a representation explaining that "
    "obsolete line folding is unacceptable, or replace each received obs-fold with one or more SP octets prior to "
    "interpreting the field value or forwarding the message downstream.",
)

# ---- The request line -----------------------------------------------------------------------------------------------

REQUEST_LINE = _rule(
    "request-line",
    400,
    "RFC 9112 §3.2",
    "Recipients of an invalid request-line SHOULD respond with either a 400 (Bad Request) error or a 301 (Moved "
    "Permanently) redirect with the request-target properly encoded.",
)
TARGET_FORM = _rule(
    "target-form",
    400,
    "RFC 9112 §3.2",
    "There are four distinct formats for the request-target, depending on both the method being requested and whether "
    "the request is to a proxy.",
)
TARGET_TOO_LONG = _rule(
    "target-too-long",
    414,
    "RFC 9112 §3",
    "A server that receives a request-target longer than any URI it wishes to parse MUST respond with a 414 (URI Too "
    "Long) status code",
)
VERSION = _rule(
    "version",
    505,
    "RFC 9110 §15.6.6",
    "The 505 (HTTP Version Not Supported) status code indicates that the server does not support, or refuses to "
    "support, the major version of HTTP that was used in the request message.",
)
METHOD = _rule(
    "method",
    501,
    "RFC 9110 §9.1",
    "An origin server that receives a request method that is unrecognized or not implemented SHOULD respond with the "
    "501 (Not Implemented) status code.",
)

# ---- Header fields --------------------------------------------------------------------------------------------------

FIELD_LINE = _rule(
    "field-line",
    400,
    "RFC 9112 §5",
    'Each field line consists of a case-insensitive field name followed by a colon (":"), optional leading '
    "whitespace, the field line value, and optional trailing whitespace.",
)
SPACE_BEFORE_COLON = _rule(
    "space-before-colon",
    400,
    "RFC 9112 §5.1",
    "A server MUST reject, with a response status code of 400 (Bad Request), any received request message that "
    "contains whitespace between a header field name and colon.",
)
FIELD_VALUE = _rule(
    "field-value",
    400,
    "RFC 9110 §5.5",
    "Field values containing CR, LF, or NUL characters are invalid and dangerous, due to the varying ways that "
    "implementations might parse and interpret those characters; … Field values containing other CTL characters are "
    "also invalid",
)
HOST = _rule(
    "host",
    400,
    "RFC 9112 §3.2",
    "A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request message that lacks a Host "
    "header field and to any request message that contains more than one Host header field line or a Host header "
    "field with an invalid field value.",
)
HEAD_TOO_LARGE = _rule(
    "head-too-large",
    431,
    "RFC 6585 §5",
    "The 431 status code indicates that the server is unwilling to process the request because its header fields are "
    "too large.",
)
EXPECTATION = _rule(
    "expectation",
    417,
    "RFC 9110 §10.1.1",
    "A server that receives an Expect field value containing a member other than 100-continue MAY respond with a 417 "
    "(Expectation Failed) status code to indicate that the unexpected expectation cannot be met.",
)

# ---- Framing of the body --------------------------------------------------------------------------------------------

LENGTH_AND_CODING = _rule(
    "length-and-coding",
    400,
    "RFC 9112 §6.1",
    "A server MAY reject a request that contains both Content-Length and Transfer-Encoding or process such a request "
    "in accordance with the Transfer-Encoding alone.",
)
CONTENT_LENGTH = _rule(
    "content-length",
    400,
    "RFC 9112 §6.3",
    "If a message is received without Transfer-Encoding and with an invalid Content-Length header field, then the "
    "message framing is invalid and the recipient MUST treat it as an unrecoverable error, unless the field value can "
    "be successfully parsed as a comma-separated list …, all values in the list are valid, and all values in the list "
    "are the same",
)
CODING_IN_1_0 = _rule(
    "coding-in-1.0",
    400,
    "RFC 9112 §6.1",
    "A server or client that receives an HTTP/1.0 message containing a Transfer-Encoding header field MUST treat the "
    "message as if the framing is faulty, even if a Content-Length is present, and close the connection after "
    "processing the message.",
)
CHUNKED_NOT_FINAL = _rule(
    "chunked-not-final",
    400,
    "RFC 9112 §6.3",
    "If a Transfer-Encoding header field is present in a request and the chunked transfer coding is not the final "
    "encoding, the message body length cannot be determined reliably; the server MUST respond with the 400 (Bad "
    "Request) status code and then close the connection.",
)
CODING_UNKNOWN = _rule(
    "coding-unknown",
    501,
    "RFC 9112 §6.1",
    "A server that receives a request message with a transfer coding it does not understand SHOULD respond with 501 "
    "(Not Implemented).",
)
CHUNK_SIZE = _rule(
    "chunk-size",
    400,
    "RFC 9112 §7.1",
    "The chunk-size field is a string of hex digits indicating the size of the chunk-data in octets.",
)
CHUNK_END = _rule(
    "chunk-end",
    400,
    "RFC 9112 §7.1",
    "chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF",
)
CHUNK_TOO_LONG = _rule(
    "chunk-line-too-long",
    400,
    "RFC 9112 §7.1.1",
    "A server ought to limit the total length of chunk extensions received in a request to an amount reasonable for "
    "the services provided, in the same way that it applies length limitations and timeouts for other parts of a "
    "message, and generate an appropriate 4xx (Client Error) response if that amount is exceeded.",
)
TRAILER_FRAMING = _rule(
    "trailer-framing",
    400,
    "RFC 9110 §6.5.1",
    "Many fields cannot be processed outside the header section because their evaluation is necessary prior to "
    "receiving the content, such as those that describe message framing, routing, authentication, request modifiers, "
    "response controls, or content format.",
)
BODY_TOO_LARGE = _rule(
    "body-too-large",
    413,
    "RFC 9110 §15.5.14",
    "The 413 (Content Too Large) status code indicates that the server is refusing to process a request because the "
    "request content is larger than the server is willing or able to process.",
)
INCOMPLETE = _rule(
    "incomplete",
    400,
    "RFC 9112 §8",
    "A server that receives an incomplete request message, usually due to a canceled request or a triggered timeout "
    "exception, MAY send an error response prior to closing the connection.",
)

# ---- The WebSocket handshake ----------------------------------------------------------------------------------------

WEBSOCKET_VERSION = _rule(
    "websocket-version",
    426,
    "RFC 6455 §4.2.2",
    "If this version does not match a version understood by the server, the server MUST abort the WebSocket handshake "
    "described in this section and instead send an appropriate HTTP error code (such as 426 Upgrade Required) and a "
    "|Sec-WebSocket-Version| header field indicating the version(s) the server is capable of understanding.",
)
WEBSOCKET_KEY = _rule(
    "websocket-key",
    400,
    "RFC 6455 §4.2.1",
    "A |Sec-WebSocket-Key| header field with a base64-encoded (see Section 4 of [RFC4648]) value that, when decoded, "
    "is 16 bytes in length.",
)

# ---- Ignored, and the request served all the same --------------------------------------------------------------------

UPGRADE = _rule(
    "upgrade",
    IGNORED,
    "RFC 9110 §7.8",
    "A server MAY ignore a received Upgrade header field if it wishes to continue using the current protocol on that "
    "connection.",
)
UNDERSCORE = _rule(
    "underscore",
    IGNORED,
    "RFC 3875 §4.1.18",
    "The server is not required to create meta-variables for all the header fields that it receives.",
)

# ---- Time and load --------------------------------------------------------------------------------------------------

TIMEOUT = _rule(
    "timeout",
    408,
    "RFC 9110 §15.5.9",
    "The 408 (Request Timeout) status code indicates that the server did not receive a complete request message "
    "within the time that it was prepared to wait.",
)
OVERLOADED = _rule(
    "overloaded",
    503,
    "RFC 9110 §15.6.4",
    "The 503 (Service Unavailable) status code indicates that the server is currently unable to handle the request "
    "due to a temporary overload or scheduled maintenance, which will likely be alleviated after some delay.",
)


class Refusal(Exception):
    """A request that the server does not serve: the rule that it breaks, and what in it does."""

    def __init__(self, rule: Rule, found: bytes | str = b"") -> None:
        super().__init__(f"{rule.id}: {found!r} ({rule.source})")
        self.rule = rule
        self.found = found
        frame = sys._getframe(1)
        self.site = "at", frame.f_code.co_filename, frame.f_lineno, frame.f_globals["__name__"]
        """The line that refuses, as `visualizer.probe.emit` names places."""
