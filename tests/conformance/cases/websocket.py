"""WebSocket: the handshake by RFC 6455 §4, frames by §5, the close by §7, compression by RFC 7692, and the ASGI messages."""

import struct
import zlib
from collections.abc import Sequence

from tests.conformance.case import Case, Check, Step, case
from tests.conformance.checks import answered, any_of, refused
from tests.conformance.frames import BINARY, CLOSE, PING, PONG, TEXT, Frame, close, frame, long_frame, parse, spoke
from tests.conformance.reader import Conversation

GROUP = "websocket"
LANES = ("asgi",)
KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
VERSION = "Sec-WebSocket-Version: 13\r\n"
DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n"

_SERVER = "RFC 6455 §4.2.2"
_VIOLATION = (
    "RFC 6455 §7.1.7",
    "Certain algorithms and specifications require an endpoint to _Fail the WebSocket Connection_.",
)
_SCOPE = "ASGI, Websocket Connection Scope"


def _open(path: str = "echo", fields: str = "", key: str = KEY, version: str = VERSION, method: str = "GET") -> bytes:
    return f"{method} /{path} HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n{key}{version}{fields}\r\n".encode()


def _ws(
    id: str,
    source: str,
    sentence: str,
    steps: Sequence[Step],
    strict: Check,
    permitted: Check | None = None,
    path: str = "echo",
    fields: str = "",
) -> Case:
    return case(
        id, source, sentence, [_open(path, fields), 1, *steps], strict, permitted, group=GROUP, lanes=LANES, closes=True
    )


def _fails(
    id: str, source: str, sentence: str, code: int, *steps: bytes, fields: str = "", permitted: tuple[int, ...] = ()
) -> Case:
    lenient = any_of(*(spoke(closed_with=other) for other in (code, *permitted)), _just_ends)
    return _ws(id, source, sentence, steps, spoke(closed_with=code), lenient, fields=fields)


def _just_ends(talk: Conversation) -> str:
    return "" if [one.status for one in talk.responses] == [101] and talk.end != "open" else "the connection lives on"


def _deflated(data: bytes) -> bytes:
    return _deflated_in_a_row(data)[0]


def _deflated_in_a_row(*texts: bytes) -> list[bytes]:
    compressor = zlib.compressobj(wbits=-15)
    return [(compressor.compress(text) + compressor.flush(zlib.Z_SYNC_FLUSH))[:-4] for text in texts]


def _handshake(
    id: str, source: str, sentence: str, data: bytes, strict: Check, permitted: Check | None = None, rule: str = ""
) -> Case:
    return case(id, source, sentence, data, strict, permitted, group=GROUP, lanes=LANES, closes=True, rule=rule)


def _fields(**wanted: str | None) -> Check:
    def check(talk: Conversation) -> str:
        for name, value in wanted.items():
            found = talk.responses[0].get(name.replace("_", "-")) if talk.responses else None
            if found != value:
                return f"{name} is {found!r}, where {value!r} is due"
        return ""

    return check


def _closed(code: int, reason: str) -> Check:
    def check(talk: Conversation) -> str:
        closes = [one.payload for one in parse(talk.rest) if one.opcode == CLOSE]
        due = struct.pack("!H", code) + reason.encode()
        return "" if closes == [due] else f"closed with {closes}, where {due!r} is due"

    return check


def _inflates(*texts: bytes, wbits: int = 15) -> Check:
    """The messages are these, each compressed or not, with a window of so many bits."""

    def check(talk: Conversation) -> str:
        inflater = zlib.decompressobj(-wbits)
        found = [one for one in parse(talk.rest) if one.opcode == TEXT]
        try:
            said = [inflater.decompress(one.payload + b"\0\0\xff\xff") if one.rsv else one.payload for one in found]
        except zlib.error as problem:
            return str(problem)
        return "" if said == list(texts) else f"messages {said}"

    return check


_TYPES = {
    "type": "str", "asgi": "dict", "http_version": "str", "scheme": "str", "path": "str", "raw_path": "bytes",
    "query_string": "bytes", "root_path": "str", "headers": "list", "client": "list", "server": "list",
    "subprotocols": "list", "state": "dict", "extensions": "dict",
}  # fmt: skip
_MINIMAL = ("RFC 6455 §5.2", "Note that in all cases, the minimal number of bytes MUST be used to encode the length")
_TOO_BIG = (
    "RFC 6455 §7.4.1",
    "1009 indicates that an endpoint is terminating the connection because it has received a message that is too big for it to process.",
)
_FIRST_ALONE = (
    "RFC 7692 §6",
    'An endpoint MUST NOT set the "Per-Message Compressed" bit of control frames and non-first fragments of a data message. An endpoint receiving such a frame MUST _Fail the WebSocket Connection_.',
)
_LONG = b"".join(b"%d, " % number for number in range(400)) * 2
"""It repeats itself farther back than a window of nine bits reaches."""
_BYE = close(1000)
_TWICE = _deflated_in_a_row(b"hello", b"hello")
_COMPRESSED = Frame(TEXT, _deflated(b"hello"), rsv=4)

CASES: tuple[Case, ...] = (
    # ---- the handshake ----
    _ws("ws-accept-key", _SERVER, "A |Sec-WebSocket-Accept| header field. The value of this header field is constructed by concatenating /key/, defined above in step 4 in Section 4.2.2, with the string \"258EAFA5-E914-47DA-95CA-C5AB0DC85B11\", taking the SHA-1 hash of this concatenated value to obtain a 20-byte value and base64-encoding (see Section 4 of [RFC4648]) this 20-byte hash.", [_BYE], _fields(sec_websocket_accept="s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", upgrade="websocket"), any_of(_fields(sec_websocket_accept="s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), _just_ends)),
    _ws("ws-no-subprotocol", _SERVER, "The absence of such a field is equivalent to the null value (meaning that if the server does not wish to agree to one of the suggested subprotocols, it MUST NOT send back a |Sec-WebSocket-Protocol| header field in its response).", [_BYE], _fields(sec_websocket_protocol=None), fields="Sec-WebSocket-Protocol: a, b\r\n"),
    _ws("ws-subprotocol", "ASGI, Accept - send event", "subprotocol (Unicode string) -- The subprotocol the server wishes to accept.", [_BYE], _fields(sec_websocket_protocol="b", x_own="1"), path="subprotocol", fields="Sec-WebSocket-Protocol: a, b\r\n"),
    _ws("ws-wrong-subprotocol", _SERVER, "The value chosen MUST be derived from the client's handshake, specifically by selecting one of the values from the |Sec-WebSocket-Protocol| field that the server is willing to use for this connection (if any).", [1, _BYE], spoke(where=lambda said: "" if said["told"] != "accepted" else "accepted"), any_of(spoke(where=lambda said: ""), _just_ends, lambda talk: "" if talk.end != "open" else "open"), path="wrong-subprotocol", fields="Sec-WebSocket-Protocol: a, b\r\n"),
    _handshake("ws-reject", "ASGI, Close - send event", "If this is sent before the socket is accepted, the server must close the connection with a HTTP 403 error code (Forbidden), and not complete the WebSocket handshake", _open("reject"), answered(403, closed=True), answered(403)),
    _handshake("ws-denial", "ASGI, Extensions, Websocket Denial Response", "This will allow the ASGI Framework to send HTTP response messages after the websocket.connect message.", _open("denial"), answered(418, closed=True, body=b"teapot", fields={"x-application": "asgi"}), any_of(answered(418), answered(403), answered(500))),
    _handshake("ws-raise-early", "RFC 9110 §15.6.1", "The 500 (Internal Server Error) status code indicates that the server encountered an unexpected condition that prevented it from fulfilling the request.", _open("raise-early"), answered(500, closed=True), any_of(answered(500), answered(403))),
    _handshake("ws-version", _SERVER, "If this version does not match a version understood by the server, the server MUST abort the WebSocket handshake described in this section and instead send an appropriate HTTP error code (such as 426 Upgrade Required) and a |Sec-WebSocket-Version| header field indicating the version(s) the server is capable of understanding.", _open(version="Sec-WebSocket-Version: 12\r\n"), answered(426, closed=True, fields={"sec-websocket-version": "13", "upgrade": "websocket", "x-application": None}), refused(426, 400), "websocket-version"),
    _handshake("ws-version-missing", "RFC 6455 §4.2.1", "A |Sec-WebSocket-Version| header field, with a value of 13.", _open(version=""), answered(426, closed=True), any_of(refused(426, 400), answered(200)), "websocket-version"),
    _handshake("ws-key-missing", "RFC 6455 §4.2.1", "A |Sec-WebSocket-Key| header field with a base64-encoded (see Section 4 of [RFC4648]) value that, when decoded, is 16 bytes in length.", _open(key=""), refused(400), any_of(refused(400), answered(200)), "websocket-key"),
    _handshake("ws-key-short", "RFC 6455 §4.2.1", "A |Sec-WebSocket-Key| header field with a base64-encoded (see Section 4 of [RFC4648]) value that, when decoded, is 16 bytes in length.", _open(key="Sec-WebSocket-Key: YWJj\r\n"), refused(400), any_of(refused(400), lambda talk: ""), "websocket-key"),
    _handshake("ws-key-not-base64", "RFC 6455 §4.2.1", "A |Sec-WebSocket-Key| header field with a base64-encoded (see Section 4 of [RFC4648]) value that, when decoded, is 16 bytes in length.", _open(key="Sec-WebSocket-Key: not base 64 at all!!\r\n"), refused(400), any_of(refused(400), lambda talk: ""), "websocket-key"),
    case("ws-post-is-http", "RFC 6455 §4.1", "The method of the request MUST be GET, and the HTTP version MUST be at least 1.1.", _open(method="POST"), answered(200), any_of(answered(200), answered(400), answered(405)), group=GROUP, lanes=LANES),
    case("ws-http-1.0-is-http", "RFC 9110 §7.8", "A server that receives an Upgrade header field in an HTTP/1.0 request MUST ignore that Upgrade field.", _open().replace(b"HTTP/1.1", b"HTTP/1.0"), answered(200), any_of(answered(200), refused(400)), group=GROUP, lanes=LANES, closes=True),
    case("ws-without-connection-is-http", "RFC 9110 §7.8", "A sender of Upgrade MUST also send an \"Upgrade\" connection option in the Connection header field (Section 7.6.1) to inform intermediaries not to forward this field.", _open().replace(b"keep-alive, Upgrade", b"keep-alive"), answered(200), any_of(answered(200), refused(400), spoke()), group=GROUP, lanes=LANES),
    case("ws-frames-at-once", "RFC 6455 §4.1", "Once the client's opening handshake has been sent, the client MUST wait for a response from the server before sending any further data.", [_open() + frame(TEXT, b"early"), 2, _BYE], spoke(Frame(TEXT, b"early"), closed_with=1000), any_of(spoke(Frame(TEXT, b"early")), lambda talk: "" if talk.end != "open" else "open"), group=GROUP, lanes=LANES, closes=True),
    # ---- the scope ----
    _ws("ws-scope", _SCOPE, "type (Unicode string) -- \"websocket\". … subprotocols (Iterable[Unicode string]) -- Subprotocols the client advertised.", [1, _BYE], spoke(where=lambda said: "" if (said["type"], said["scheme"], said["path"], said["query_string"], said["subprotocols"], said["extensions"]) == ("websocket", "ws", "/scope/\u00e9", "a=b", ["a", "b"], ["websocket.http.response"]) and "method" not in said["types"] else str(said)), spoke(where=lambda said: "" if said["type"] == "websocket" else str(said)), path="scope/%C3%A9?a=b", fields="Sec-WebSocket-Protocol: a, b\r\n"),
    _ws("ws-scope-types", _SCOPE, "The connection scope information passed in scope contains initial connection metadata (mostly from the HTTP request line and headers)", [1, _BYE], spoke(where=lambda said: "" if said["types"] == _TYPES else str(said["types"])), spoke(where=lambda said: ""), path="scope"),
    _ws("ws-order", "ASGI, Connect - receive event", "This message must be responded to with either an Accept message or a Close message before the socket will pass websocket.receive messages.", [1, _BYE], spoke(where=lambda said: "" if "accepted" not in said["told"] else str(said)), any_of(spoke(where=lambda said: ""), lambda talk: "" if talk.end != "open" else "open"), path="order"),
    # ---- messages ----
    _ws("ws-text", "RFC 6455 §5.6", "The \"Payload data\" is text data encoded as UTF-8.", [frame(TEXT, "h\u00e9llo".encode()), 1, _BYE], spoke(Frame(TEXT, "h\u00e9llo".encode()), closed_with=1000)),
    _ws("ws-binary", "RFC 6455 §5.6", "The \"Payload data\" is arbitrary binary data whose interpretation is solely up to the application layer.", [frame(BINARY, b"\x00\xff"), 1, _BYE], spoke(Frame(BINARY, b"\x00\xff"), closed_with=1000)),
    _ws("ws-empty", "RFC 6455 §5.2", "The length of the \"Payload data\", in bytes: if 0-125, that is the payload length.", [frame(TEXT), frame(BINARY), 2, _BYE], spoke(Frame(TEXT, b""), Frame(BINARY, b""), closed_with=1000)),
    _ws("ws-medium", "RFC 6455 §5.2", "If 126, the following 2 bytes interpreted as a 16-bit unsigned integer are the payload length.", [frame(BINARY, b"x" * 300), 1, _BYE], spoke(Frame(BINARY, b"x" * 300), closed_with=1000)),
    _ws("ws-large", "RFC 6455 §5.2", "If 127, the following 8 bytes interpreted as a 64-bit unsigned integer (the most significant bit MUST be 0) are the payload length.", [frame(BINARY, b"x" * 100_000), 1, _BYE], spoke(Frame(BINARY, b"x" * 100_000), closed_with=1000)),
    _ws("ws-fragmented", "RFC 6455 §5.4", "A fragmented message consists of a single frame with the FIN bit clear and an opcode other than 0, followed by zero or more frames with the FIN bit clear and the opcode set to 0, and terminated by a single frame with the FIN bit set and an opcode of 0.", [frame(TEXT, b"h\xc3", fin=False), frame(0, b"\xa9l", fin=False), frame(0, b"lo"), 1, _BYE], spoke(Frame(TEXT, "h\u00e9llo".encode()), closed_with=1000)),
    _ws("ws-ping", "RFC 6455 §5.5.3", "A Pong frame sent in response to a Ping frame must have identical \"Application data\" as found in the message body of the Ping frame being replied to.", [frame(PING, b"are you there"), 1, _BYE], spoke(Frame(PONG, b"are you there"), closed_with=1000)),
    _ws("ws-ping-between", "RFC 6455 §5.4", "Control frames (see Section 5.5) MAY be injected in the middle of a fragmented message.", [frame(TEXT, b"one", fin=False), frame(PING, b"p"), frame(0, b"two"), 2, _BYE], spoke(Frame(PONG, b"p"), Frame(TEXT, b"onetwo"), closed_with=1000)),
    _ws("ws-pong-unasked", "RFC 6455 §5.5.3", "A Pong frame MAY be sent unsolicited. This serves as a unidirectional heartbeat. A response to an unsolicited Pong frame is not expected.", [frame(PONG, b"x"), frame(TEXT, b"y"), 1, _BYE], spoke(Frame(TEXT, b"y"), closed_with=1000)),
    _ws("ws-byte-by-byte", "RFC 6455 §5.4", "An intermediary might coalesce and/or split frames, if no extensions were negotiated", [*(bytes([byte]) for byte in frame(TEXT, b"hello")), 1, *(bytes([byte]) for byte in _BYE)], spoke(Frame(TEXT, b"hello"), closed_with=1000)),
    # ---- the close ----
    _ws("ws-close", "RFC 6455 §5.5.1", "If an endpoint receives a Close frame and did not previously send a Close frame, the endpoint MUST send a Close frame in response. (When sending a Close frame in response, the endpoint typically echos the status code it received.)", [close(3000, "bye")], spoke(closed_with=3000), any_of(spoke(closed_with=3000), spoke(closed_with=1000))),
    _ws("ws-close-empty", "RFC 6455 §7.1.5", "If this Close control frame contains no status code, _The WebSocket Connection Close Code_ is considered to be 1005.", [frame(8)], spoke(closed_with=0), any_of(spoke(closed_with=0), spoke(closed_with=1000), spoke(closed_with=1005))),
    _ws("ws-close-by-application", "ASGI, Close - send event", "If this is sent after the socket is accepted, the server must close the socket with the close code passed in the message (or 1000 if none is specified).", [close(4001)], spoke(closed_with=4001), path="close"),
    _ws("ws-close-reason-by-application", "ASGI, Close - send event", "reason (Unicode string) -- A reason given for the closure, can be any string.", [close(4001)], _closed(4001, "enough"), any_of(_closed(4001, "enough"), _closed(4001, "")), path="close"),
    _ws("ws-close-code-wrong", "RFC 6455 §7.4.1", "1006 is a reserved value and MUST NOT be set as a status code in a Close control frame by an endpoint.", [1, _BYE], spoke(where=lambda said: "" if said["told"] == ["ValueError"] * 4 else str(said)), any_of(spoke(where=lambda said: ""), _just_ends), path="close-wrong"),
    _ws("ws-return", "ASGI, Websocket Connection Scope", "if the application dies the socket should be closed, and vice-versa.", [_BYE], spoke(closed_with=1000), any_of(spoke(), _just_ends), path="return"),
    _ws("ws-raise", "RFC 6455 §7.4.1", "1011 indicates that a server is terminating the connection because it encountered an unexpected condition that prevented it from fulfilling the request.", [_BYE], spoke(closed_with=1011), any_of(spoke(), _just_ends), path="raise"),
    # ---- what breaks a rule ----
    _fails("ws-utf8", "RFC 6455 §8.1", "When an endpoint is to interpret a byte stream as UTF-8 but finds that the byte stream is not, in fact, a valid UTF-8 stream, that endpoint MUST _Fail the WebSocket Connection_.", 1007, frame(TEXT, b"\xff\xfe")),
    _fails("ws-utf8-cut", "RFC 6455 §8.1", "When an endpoint is to interpret a byte stream as UTF-8 but finds that the byte stream is not, in fact, a valid UTF-8 stream, that endpoint MUST _Fail the WebSocket Connection_.", 1007, frame(TEXT, b"caf\xc3")),
    _fails("ws-utf8-fragment", "RFC 6455 §8.1", "When an endpoint is to interpret a byte stream as UTF-8 but finds that the byte stream is not, in fact, a valid UTF-8 stream, that endpoint MUST _Fail the WebSocket Connection_.", 1007, frame(TEXT, b"caf\xc3", fin=False), frame(0, b"x")),
    _fails("ws-unmasked", "RFC 6455 §5.1", "The server MUST close the connection upon receiving a frame that is not masked.", 1002, frame(TEXT, b"hello", mask=False)),
    _fails("ws-opcode", "RFC 6455 §5.2", "If an unknown opcode is received, the receiving endpoint MUST _Fail the WebSocket Connection_.", 1002, frame(3, b"x")),
    _fails("ws-rsv", "RFC 6455 §5.2", "If a nonzero value is received and none of the negotiated extensions defines the meaning of such a nonzero value, the receiving endpoint MUST _Fail the WebSocket Connection_.", 1002, frame(TEXT, b"x", rsv=4)),
    _fails("ws-control-fragmented", "RFC 6455 §5.5", "All control frames MUST have a payload length of 125 bytes or less and MUST NOT be fragmented.", 1002, frame(PING, b"x", fin=False)),
    _fails("ws-control-long", "RFC 6455 §5.5", "All control frames MUST have a payload length of 125 bytes or less and MUST NOT be fragmented.", 1002, frame(PING, b"x" * 126)),
    _fails("ws-continuation-first", *_VIOLATION, 1002, frame(0, b"x")),
    _fails("ws-text-in-fragments", *_VIOLATION, 1002, frame(TEXT, b"x", fin=False), frame(TEXT, b"y")),
    _fails("ws-close-one-byte", "RFC 6455 §5.5.1", "If there is a body, the first two bytes of the body MUST be a 2-byte unsigned integer (in network byte order) representing a status code", 1002, frame(8, b"\x03")),
    _fails("ws-close-reserved", "RFC 6455 §7.4.1", "1006 is a reserved value and MUST NOT be set as a status code in a Close control frame by an endpoint.", 1002, frame(8, struct.pack("!H", 1006))),
    *(
        _fails(f"ws-close-{code}", source, sentence, 1002, frame(8, struct.pack("!H", code)))
        for code, source, sentence in (
            (999, "RFC 6455 §7.4.2", "Status codes in the range 0-999 are not used."),
            (1004, "RFC 6455 §7.4.1", "Reserved. The specific meaning might be defined in the future."),
            (1005, "RFC 6455 §7.4.1", "1005 is a reserved value and MUST NOT be set as a status code in a Close control frame by an endpoint."),
            (1015, "RFC 6455 §7.4.1", "1015 is a reserved value and MUST NOT be set as a status code in a Close control frame by an endpoint."),
            (2999, "RFC 6455 §7.4.2", "Status codes in the range 1000-2999 are reserved for definition by this protocol, its future revisions, and extensions specified in a permanent and readily available public specification."),
        )
    ),
    _fails("ws-length-16-too-short", *_MINIMAL, 1002, long_frame(TEXT, b"hello", struct.pack("!H", 5))),
    _fails("ws-length-64-too-short", *_MINIMAL, 1002, long_frame(TEXT, b"hello", struct.pack("!Q", 5))),
    _fails("ws-length-64-top-bit", "RFC 6455 §5.2", "If 127, the following 8 bytes interpreted as a 64-bit unsigned integer (the most significant bit MUST be 0) are the payload length.", 1002, long_frame(TEXT, b"hello", struct.pack("!Q", 1 << 63)), permitted=(1009,)),
    _ws("ws-length-enormous", *_TOO_BIG, [long_frame(BINARY, b"x" * 1_100_000, struct.pack("!Q", (1 << 63) - 1))], spoke(closed_with=1009), any_of(spoke(), *(spoke(closed_with=code) for code in (1000, 1002, 1009)), _just_ends)),
    _fails("ws-close-reason-utf8", "RFC 6455 §5.5.1", "the body MAY contain UTF-8-encoded data with value /reason/", 1007, frame(8, struct.pack("!H", 1000) + b"\xff"), permitted=(1002,)),
    _fails("ws-too-big", *_TOO_BIG, 1009, frame(BINARY, b"x" * 1_100_000), permitted=(1000,)),
    _fails("ws-too-big-in-fragments", *_TOO_BIG, 1009, frame(BINARY, b"x" * 600_000, fin=False), frame(0, b"x" * 600_000), permitted=(1000,)),
    # ---- compression ----
    _ws("ws-deflate", "RFC 7692 §7.2.2", "An endpoint uses the following algorithm to decompress a message.", [frame(TEXT, _deflated(b"hello"), rsv=4), 1, _BYE], spoke(_COMPRESSED, closed_with=1000), any_of(spoke(_COMPRESSED), spoke(Frame(TEXT, b"hello")), _just_ends), fields=DEFLATE),
    _ws("ws-deflate-declined", "RFC 7692 §7", "A server MUST decline an extension negotiation offer for this extension if any of the following conditions are met: The negotiation offer contains an extension parameter not defined for use in an offer.", [_BYE], _fields(sec_websocket_extensions=None), fields="Sec-WebSocket-Extensions: permessage-deflate; nonsense=1\r\n"),
    _ws("ws-deflate-second-offer", "RFC 7692 §7", "The negotiation offer contains an extension parameter with an invalid value.", [_BYE], _fields(sec_websocket_extensions="permessage-deflate; server_no_context_takeover"), any_of(spoke(), _just_ends), fields="Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=abc, permessage-deflate; server_no_context_takeover\r\n"),
    _ws("ws-deflate-twice-said", "RFC 7692 §7", "The negotiation offer contains multiple extension parameters with the same name.", [_BYE], _fields(sec_websocket_extensions=None), fields="Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits; client_max_window_bits=9\r\n"),
    _ws("ws-deflate-takeover", "RFC 7692 §7.2.2", "An endpoint uses the following algorithm to decompress a message.", [frame(TEXT, _TWICE[0], rsv=4), 1, frame(TEXT, _TWICE[1], rsv=4), 1, _BYE], spoke(Frame(TEXT, _TWICE[0], rsv=4), Frame(TEXT, _TWICE[1], rsv=4), closed_with=1000), any_of(_inflates(b"hello", b"hello"), _just_ends), fields=DEFLATE),
    _ws("ws-deflate-no-takeover", "RFC 7692 §7.1.1.1", "By including this extension parameter in an extension negotiation offer, a client prevents the peer server from using context takeover.", [frame(TEXT, _TWICE[0], rsv=4), 1, frame(TEXT, _TWICE[1], rsv=4), 1, _BYE], spoke(_COMPRESSED, _COMPRESSED, closed_with=1000), any_of(_inflates(b"hello", b"hello"), _just_ends), fields=DEFLATE.replace("deflate", "deflate; server_no_context_takeover")),
    _ws("ws-deflate-window", "RFC 7692 §7.1.2.1", "A server accepts an extension negotiation offer with this parameter by including the \"server_max_window_bits\" extension parameter in the extension negotiation response to send back to the client with the same or smaller value as the offer.", [frame(TEXT, _LONG), 1, _BYE], _inflates(_LONG, wbits=9), any_of(_inflates(_LONG, wbits=9), _just_ends), fields=DEFLATE.replace("deflate", "deflate; server_max_window_bits=9")),
    _ws("ws-deflate-not-compressed", "RFC 7692 §6", "On a WebSocket connection where a PMCE is in use, this bit indicates whether a message is compressed or not.", [frame(TEXT, b"hello"), 1, _BYE], _inflates(b"hello"), any_of(_inflates(b"hello"), _just_ends), fields=DEFLATE),
    _ws("ws-deflate-fragmented", "RFC 6455 §5.4", "Control frames (see Section 5.5) MAY be injected in the middle of a fragmented message.", [frame(TEXT, _deflated(b"hello")[:3], rsv=4, fin=False), frame(PING, b"p"), frame(0, _deflated(b"hello")[3:]), 2, _BYE], spoke(Frame(PONG, b"p"), _COMPRESSED, closed_with=1000), any_of(spoke(), _just_ends, lambda talk: "" if talk.responses else "nothing"), fields=DEFLATE),
    _fails("ws-deflate-rsv-on-continuation", *_FIRST_ALONE, 1002, frame(TEXT, _deflated(b"hello")[:3], rsv=4, fin=False), frame(0, _deflated(b"hello")[3:], rsv=4), fields=DEFLATE),
    _fails("ws-deflate-rsv-on-ping", *_FIRST_ALONE, 1002, frame(PING, b"p", rsv=4), fields=DEFLATE),
    _fails("ws-deflate-bomb", *_TOO_BIG, 1009, frame(BINARY, _deflated(b"x" * 50_000_000), rsv=4), fields=DEFLATE, permitted=(1000,)),
    _fails("ws-deflate-garbage", "RFC 7692 §7.2.2", "An endpoint uses the following algorithm to decompress a message.", 1007, frame(BINARY, b"\xff\xff\xff\xff", rsv=4), fields=DEFLATE, permitted=(1002, 1006, 1011)),
)  # fmt: skip
