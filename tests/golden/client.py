"""The client's side of an exchange, and what both servers do before and after the application: shared by the lanes."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.build import Builder, statement
from tests.golden.material import CLIENT, CLIENT_PLACE, LOWER, SERVER, request_bytes
from visualizer.trace import Outcome, Place, SourceFile


def _client(lane: Builder) -> list[object]:
    """The client's end of the lane's current connection."""
    host, port = CLIENT
    return [host, port + (lane.connection or 1) - 1]


def send_request(lane: Builder, data: bytes) -> None:
    """The client connects and sends `data`."""
    with lane.at(CLIENT_PLACE, "client"):
        lane.enter("client", "request", line=data.split(b"\r\n")[0])
        lane.time += 40_000
        lane.point("client", "connect", peer=list(SERVER), local=_client(lane))
        lane.point("client", "send", bytes=data, size=len(data))


def receive_response(lane: Builder, *pieces: bytes, status: int, closed_by: str = "client") -> None:
    """The client reads the response, and the connection ends."""
    with lane.at(CLIENT_PLACE, "client"):
        for piece in pieces:
            lane.point("client", "receive", bytes=piece, size=len(piece))
        lane.leave("client", "request", status=status, size=sum(map(len, pieces)))
        lane.point("client", "close", by=closed_by)


@contextmanager
def served(
    lane: Builder, place: Place, data: bytes, server: SourceFile, receives: str, outcome: Outcome = "returned"
) -> Iterator[None]:
    """The server takes the connection and reads the request, works on it inside, and is done."""
    with lane.at(place):
        with lane.request(lane.connection, None):
            lane.point("socket", "accept", peer=_client(lane), local=list(SERVER))
        lane.enter("socket", "exchange")
        lane.time += 10_000
        lane.point("socket", "recv", acts=statement(server, receives), bytes=data, size=len(data))
        yield
        lane.leave("socket", "exchange", outcome)


def parse_head(lane: Builder, target: bytes, server: SourceFile) -> None:
    """The server makes a request line and headers of the bytes."""
    acts = statement(server, "head = parse(data)")
    lane.enter("parse", "head", acts=acts, size=len(request_bytes(target)))
    lane.time += 55_000
    lane.leave("parse", "head", acts=acts, method=b"GET", target=target, version=b"1.1", headers=LOWER)


def closed(lane: Builder, place: Place, by: str = "client", reason: str = "the client closed the connection") -> None:
    """The connection ends, as the server sees it."""
    with lane.at(place), lane.request(lane.connection, None):
        lane.point("socket", "close", by=by, reason=reason)
