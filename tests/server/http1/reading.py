"""Feeds bytes to a connection's protocol without a socket and tells what came of it, in a form that can be compared."""

from collections.abc import Iterable
from typing import NamedTuple

from visualizer.server.http1.connection import Connection
from visualizer.server.http1.rules import Refusal
from visualizer.server.limits import Limits


class Request(NamedTuple):
    """What an application would have been called with."""

    method: bytes
    target: bytes
    version: bytes
    fields: list[tuple[bytes, bytes]]
    body: bytes
    trailers: list[tuple[bytes, bytes]]


class Reading(NamedTuple):
    """What a server would have seen."""

    requests: tuple[Request, ...]
    """Those that were complete."""
    refused: str
    """The id of the rule that the first wrong request breaks; empty where none is wrong."""
    incomplete: bool


def read(pieces: Iterable[bytes], limits: Limits | None = None, end: bool = False) -> Reading:
    """Serve each request with an empty response and go on to the next, as pieces arrive; `end`: and then no more."""
    http = Connection(limits or Limits())
    requests: list[Request] = []
    body = bytearray()
    try:
        for piece in [*pieces, *([b""] if end else [])]:
            http.feed(piece)
            while (goes_on := _advance(http, body, requests)) is True:
                pass
            if goes_on is None:
                return Reading(tuple(requests), "", False)
    except Refusal as refusal:
        return Reading(tuple(requests), refusal.rule.id, False)
    return Reading(tuple(requests), "", http.head is not None or http.waiting > 0)


def _advance(http: Connection, body: bytearray, requests: list[Request]) -> bool | None:
    """Whether there may be more to read at once; None when the connection has to end."""
    head = http.read_head()
    if head is None:
        return False
    piece = http.read_body()
    if piece is None:
        return False
    body += piece
    if not piece:
        requests.append(Request(head.method, head.target.raw, head.version, head.fields, bytes(body), http.trailers))
        body.clear()
        http.respond(204, b"", [])
        http.finish()
        return http.next_request() or None
    return True
