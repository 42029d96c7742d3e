"""A request that both servers refuse: hostile bytes in the path, a 400, and no application that is called."""

from tests.build import Builder
from tests.golden.client import closed, receive_response, send_request, served
from visualizer.trace import Place, SourceFile

REQUEST = b"GET /[red]\x1b]0;owned\x07/\x00/\xff HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n"
SENTENCE = (
    "Recipients of an invalid request-line SHOULD respond with either a 400 (Bad Request) error or a 301 (Moved "
    "Permanently) redirect with the request-target properly encoded."
)
_BODY = f"400 Bad Request\nrequest-line: RFC 9112 §3.2\n{SENTENCE}\n".encode()
RESPONSE = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nDate: Mon, 01 Jun 2026 12:00:00 GMT\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(_BODY), _BODY)
)


def refused(lane: Builder, place: Place, server: SourceFile) -> None:
    """The exchange, the same in either lane: the server answers and closes the connection."""
    found = REQUEST.split(b"\r\n")[0]
    send_request(lane, REQUEST)
    with served(lane, place, REQUEST, server, "data = ", "raised"):
        lane.enter("parse", "head", size=len(REQUEST))
        lane.time += 25_000
        lane.leave("parse", "head", "raised")
        lane.point(
            "parse", "refusal", rule="request-line", status=400, source="RFC 9112 §3.2", sentence=SENTENCE, found=found
        )
        lane.point("socket", "send", bytes=RESPONSE, size=len(RESPONSE))
    closed(lane, place, by="server", reason="request-line")
    receive_response(lane, RESPONSE, status=400, closed_by="server")
