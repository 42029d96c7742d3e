"""What is worth knowing before bytes are sent: remarks, never corrections, for a bad request may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)[ \t]*(?=\r\n)", re.IGNORECASE)
_HOST = re.compile(rb"\r\nhost:", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)


def remarks(data: bytes) -> list[str]:
    """One line each; empty for a request as any client would send it."""
    head, end, body = data.partition(b"\r\n\r\n")
    if not data:
        return ["Nothing will be sent: the server waits for a request until its time is over."]
    if not end:
        return ["There is no empty line (\\r\\n\\r\\n): the server waits for the rest of the head."]
    return list(_about(head + b"\r\n", body))


def _about(head: bytes, body: bytes) -> Iterator[str]:
    if not re.match(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~]+ HTTP/1\.[01]\r\n", head):
        yield "The first line is no request line of HTTP/1.1: expect a 400."
    if b"\n" in head.replace(b"\r\n", b"") or b"\r" in head.replace(b"\r\n", b""):
        yield "A CR or LF stands alone in the head: expect a 400."
    if not _HOST.search(head) and b" HTTP/1.0\r\n" not in head:
        yield "There is no Host, which HTTP/1.1 asks for: expect a 400."
    lengths = [int(length) for length in _LENGTH.findall(head)]
    if lengths and lengths[0] != len(body):
        yield f"Content-Length says {lengths[0]}, the body has {len(body)} bytes."
    if body and not lengths and not _CHUNKED.search(head):
        yield f"Without Content-Length or Transfer-Encoding the {len(body)} bytes below are the next request."
