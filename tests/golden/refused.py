"""A request that both servers refuse: hostile bytes in the path, a 400, and no application that is called."""

from tests.build import Builder
from tests.golden.client import receive_response, send_request, served, server_closes
from visualizer.trace import Place, SourceFile

REQUEST = b"GET /[red]\x1b]0;owned\x07/\x00/\xff HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n"
RESPONSE = (
    b"HTTP/1.1 400 Bad Request\r\ndate: Mon, 01 Jun 2026 12:00:00 GMT\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 12\r\nconnection: close\r\n\r\nBad Request\n"
)
SENTENCE = (
    "Recipients of an invalid request-line SHOULD respond with either a 400 (Bad Request) error or a 301 (Moved "
    "Permanently) redirect with the request-target properly encoded."
)


def refused(lane: Builder, place: Place, server: SourceFile) -> None:
    """The exchange, the same in either lane."""
    send_request(lane, REQUEST)
    with served(lane, place, REQUEST, server, "data = "):
        lane.enter("parse", "head", size=len(REQUEST))
        lane.time += 25_000
        lane.leave("parse", "head", "raised")
        lane.point("parse", "refusal", rule="request-line", status=400, source="RFC 9112 §3", sentence=SENTENCE)
        lane.point("socket", "send", bytes=RESPONSE, size=len(RESPONSE))
    receive_response(lane, RESPONSE, status=400)
    server_closes(lane, place)
