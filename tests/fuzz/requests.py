"""What an application sees of a request, and what is wrong with it: a second reading of the RFC.

Plain loops over bytes and no code of the server's, so that a fault of its scanners is no fault of this judge.
"""

from typing import NamedTuple
from zlib import crc32

from visualizer.server.limits import Limits

LIMITS = Limits(
    request_line=300,
    header_size=900,
    header_count=12,
    chunk_line=60,
    body=2000,
    unread_body=100,
    window=256,
)
"""Small, so that short inputs reach every one of them."""

OPTIONS = tuple(
    text
    for name in ("request_line", "header_size", "header_count", "chunk_line", "body", "unread_body", "window")
    for text in (f"--{name.replace('_', '-')}", str(getattr(LIMITS, name)))
)
"""The same limits for the command line of the server."""

_TCHAR = frozenset(b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_TARGET = frozenset(b"%-._~!$&'()*+,;=:@/?0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ[]")


class Request(NamedTuple):
    """One request, whole."""

    method: bytes
    target: bytes
    version: bytes
    fields: tuple[tuple[bytes, bytes], ...]
    body: bytes
    trailers: tuple[tuple[bytes, bytes], ...] = ()

    @property
    def digest(self) -> bytes:
        """What the fuzzed application answers: the method, and the body's length and checksum."""
        return digest(self.method, self.body)


def digest(method: bytes, body: bytes) -> bytes:
    """One line that tells one request from another; the ASGI specification wants the method in upper case."""
    return b"%s %d %d\n" % (method.upper(), len(body), crc32(body))


def wrong(request: Request) -> str:
    """What no application should ever see; empty for a valid request."""
    if not request.method or not _TCHAR.issuperset(request.method) or request.method == b"CONNECT":
        return f"the method {request.method!r}"
    if not _TARGET.issuperset(request.target) or not _is_target(request.method, request.target):
        return f"the target {request.target!r}"
    if request.version not in (b"1.0", b"1.1"):
        return f"the version {request.version!r}"
    for name, value in (*request.fields, *request.trailers):
        if not _is_field(name, value):
            return f"the field {name!r}: {value!r}"
    return _wrong_fields(request) or _wrong_body(request)


def _is_target(method: bytes, target: bytes) -> bool:
    if target.startswith(b"/"):
        return not set(b"[]") & set(target)
    return target.lower().startswith((b"http://", b"https://")) or (target == b"*" and method == b"OPTIONS")


def _is_field(name: bytes, value: bytes) -> bool:
    controls = any(byte == 127 or (byte < 32 and byte != 9) for byte in value)
    return bool(name) and _TCHAR.issuperset(name) and not controls and value == value.strip(b" \t")


def _wrong_fields(request: Request) -> str:
    hosts = [value for name, value in request.fields if name == b"host"]
    if len(hosts) > 1 or (not hosts and request.version == b"1.1"):
        return f"the hosts {hosts!r}"
    if any(set(host) & set(b" \t/?#@\\") for host in hosts):
        return f"the host {hosts!r}"
    if len(request.fields) > LIMITS.header_count or len(request.trailers) > LIMITS.header_count:
        return "too many fields"
    return ""


def _wrong_body(request: Request) -> str:
    lengths = [value for name, value in request.fields if name == b"content-length"]
    codings = [value.lower() for name, value in request.fields if name == b"transfer-encoding"]
    if codings:
        framed = codings == [b"chunked"] and not lengths and request.version == b"1.1"
        return "" if framed and len(request.body) <= LIMITS.body else f"the framing {codings!r} {lengths!r}"
    if lengths:
        framed = len(lengths) == 1 and lengths[0].isdigit() and int(lengths[0]) == len(request.body) <= LIMITS.body
        return "" if framed else f"a body of {len(request.body)} bytes where {lengths!r} was said"
    return "a body of nobody's" if request.body or request.trailers else ""


def unsaid(data: bytes, requests: tuple[Request, ...]) -> str:
    """What the application sees although the client did not send it in these words; empty when there is nothing."""
    position, lower = 0, data.lower()
    for request in requests:
        line = b"%s %s HTTP/1." % (request.method, request.target)
        position = data.find(line, position)
        if position < 0:
            return f"nobody sent {line!r}"
        for name, value in request.fields:
            if value not in data or (name + b":" not in lower and name != b"host"):
                return f"nobody sent {name!r}: {value!r}"
        position += len(line)
    return ""
