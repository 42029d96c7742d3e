"""The opening handshake of a WebSocket (RFC 6455 §4.2), without a socket: is it one, is it right, what is agreed on."""

import base64
import binascii
import re
from collections.abc import Sequence

from wsproto.utilities import generate_accept_token

from visualizer.server.asgi.deflate import BoundedDeflate
from visualizer.server.http1 import rules
from visualizer.server.http1.head import Field, Head
from visualizer.server.http1.rules import Refusal

_PARAMETER = (
    rb"server_no_context_takeover|client_no_context_takeover"
    rb"|server_max_window_bits=(?:9|1[0-5])|client_max_window_bits(?:=(?:9|1[0-5]))?"
)
_OFFER = re.compile(rb"permessage-deflate((?:[ \t]*;[ \t]*(?:%s))*)" % _PARAMETER)


def wanted(head: Head) -> bool:
    """Whether the client wants a WebSocket. RFC 6455 §4.1: "The method of the request MUST be GET, and the HTTP version
    MUST be at least 1.1", with "websocket" in Upgrade and "Upgrade" in Connection; anything else is a plain request.
    """
    return (
        head.method == b"GET"
        and head.version == b"1.1"
        and head.length == 0
        and b"websocket" in head.members(b"upgrade")
        and b"upgrade" in head.members(b"connection")
    )


def check(head: Head) -> None:
    """Refuse a handshake that RFC 6455 §4.2.1 does not permit."""
    versions = head.values(b"sec-websocket-version")
    if versions != [b"13"]:
        raise Refusal(rules.WEBSOCKET_VERSION, b", ".join(versions))
    keys = head.values(b"sec-websocket-key")
    if len(keys) != 1 or not _is_key(keys[0]):
        raise Refusal(rules.WEBSOCKET_KEY, b", ".join(keys))


def _is_key(value: bytes) -> bool:
    try:
        return len(base64.b64decode(value, validate=True)) == 16
    except binascii.Error:
        return False


def subprotocols(head: Head) -> list[str]:
    """What the client offers, in its order of preference."""
    found = [one.strip(b" \t") for value in head.values(b"sec-websocket-protocol") for one in value.split(b",")]
    return [one.decode("latin-1") for one in found if one]


def extension(head: Head, limit: int) -> tuple[BoundedDeflate | None, bytes]:
    """The compression that was agreed on, and how the answer says so; the first offer that can be met (RFC 7692 §5)."""
    for value in head.values(b"sec-websocket-extensions"):
        for offer in value.split(b","):
            match = _OFFER.fullmatch(offer.strip(b" \t"))
            if match is None:
                continue
            names = [one.strip(b" \t").partition(b"=")[0] for one in match[1].split(b";")[1:]]
            if len(names) == len(set(names)):
                deflate = BoundedDeflate(limit)
                accepted = str(deflate.accept(offer.decode("ascii")))
                return deflate, f"permessage-deflate; {accepted}".removesuffix("; ").encode("ascii")
    return None, b""


def answer(head: Head, subprotocol: str | None, compression: bytes, fields: Sequence[Field]) -> list[Field]:
    """The fields of 101 (Switching Protocols): the key's proof, what was agreed on, and the application's own."""
    (key,) = head.values(b"sec-websocket-key")
    agreed: list[Field] = [
        (b"Upgrade", b"websocket"),
        (b"Connection", b"Upgrade"),
        (b"Sec-WebSocket-Accept", generate_accept_token(key)),
    ]
    if subprotocol is not None:
        agreed.append((b"Sec-WebSocket-Protocol", subprotocol.encode("latin-1")))
    if compression:
        agreed.append((b"Sec-WebSocket-Extensions", compression))
    return [*agreed, *fields]
