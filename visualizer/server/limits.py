"""What the server gives one client at the most: each limit with its default and the status of a refusal."""

from dataclasses import dataclass, field, fields
from typing import Any


def _limit(default: float, says: str) -> Any:
    return field(default=default, metadata={"says": says})


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds. Each is an option of the command line: `request_line` is `--request-line`."""

    request_line: int = _limit(8192, "bytes of the request line; 414 for more")
    """RFC 9112 §3: "It is RECOMMENDED that all HTTP senders and recipients support, at a minimum, request-line lengths
    of 8000 octets." """
    header_size: int = _limit(32768, "bytes of all header lines together, and of all trailers; 431 for more")
    header_count: int = _limit(100, "header lines, and trailers; 431 for more")
    chunk_line: int = _limit(1024, "bytes of a line that begins a chunk, extensions included; 400 for more")
    body: int = _limit(16 * 1024 * 1024, "bytes of a request's body; 413 for more")
    unread_body: int = _limit(
        65536, "bytes of a body left by the application that are read so that the connection lives"
    )
    window: int = _limit(
        65536, "bytes taken from the client ahead of what the application has read, before reading pauses"
    )
    first_byte: float = _limit(30.0, "seconds a new connection may say nothing; 408 after")
    between_bytes: float = _limit(15.0, "seconds of silence within a request; 408 after")
    head: float = _limit(30.0, "seconds from a head's first byte to its last; 408 after")
    keep_alive: float = _limit(15.0, "seconds a connection may idle between requests; closed after")
    write: float = _limit(30.0, "seconds a client may leave bytes of the response unread; cut off after")
    linger: float = _limit(2.0, "seconds to go on reading from a client that was refused, so that it gets the answer")
    connections: int = _limit(1000, "connections at once; 503 for more")
    backlog: int = _limit(128, "connections that wait in the kernel's backlog")
    stop: float = _limit(10.0, "seconds that running exchanges have to finish when the server is told to stop")
    websocket_message: int = _limit(1024 * 1024, "bytes of a WebSocket message; closed with 1009 for more")
    ping: float = _limit(20.0, "seconds between the pings that keep a WebSocket alive")


LIMITS = tuple((item.name, item.default, item.metadata["says"]) for item in fields(Limits))
"""(name, default, what it says) of every limit, for the command line and the documentation."""
