"""The server without a socket: http1 driven as both lanes drive it, with an application that reads everything."""

from collections.abc import Generator, Iterable
from typing import NamedTuple

from tests.fuzz.requests import LIMITS, Request
from visualizer.server.http1 import response
from visualizer.server.http1.connection import Connection
from visualizer.server.http1.head import Head
from visualizer.server.http1.rules import Refusal


class Outcome(NamedTuple):
    """What became of a client's bytes."""

    requests: tuple[Request, ...]
    """What the application saw whole."""
    end: str
    """The rule that the last request broke; `closed` where the connection just ended."""
    written: bytes
    methods: tuple[str, ...]
    """Of every request that got an answer, as the reader of the answers wants them."""
    statuses: tuple[int, ...]
    """Of the final responses."""


class Server:
    """One connection, from its first byte to its end."""

    def __init__(self) -> None:
        self.http = Connection(LIMITS)
        self.requests: list[Request] = []
        self.methods: list[str] = []
        self.statuses: list[int] = []
        self.written = bytearray()
        self.end = ""

    def run(self) -> Generator[None]:
        """Serve; each yield asks for the client's next piece."""
        try:
            while not self.end:
                if not self.http.waiting:
                    if self.http.ended:
                        break
                    yield
                else:
                    yield from self._exchange()
        except Refusal as refusal:
            self.written += response.refuse(self.http, refusal)
            self.end = refusal.rule.id
            self.statuses.append(refusal.rule.status)
            self.methods.append(self.http.method.decode() or "GET")
        self.end = self.end or "closed"

    def _exchange(self) -> Generator[None]:
        while (head := self.http.read_head()) is None:
            yield
        body = bytearray()
        while (piece := self.http.read_body()) != b"":
            if piece is None:
                self.written += self.http.go_on()
                yield
            else:
                body += piece
        self._answer(head, bytes(body))
        if not self.http.next_request():
            self.end = "closed"

    def _answer(self, head: Head, body: bytes) -> None:
        request = Request(
            head.method, head.target.raw, head.version, tuple(head.fields), body, tuple(self.http.trailers)
        )
        self.requests.append(request)
        self.methods.append(head.method.decode())
        self.statuses.append(200)
        content = request.digest
        fields = response.complete(head, 200, (), len(content), close=False)
        self.written += self.http.respond(200, b"OK", fields)
        self.written += self.http.data(content if response.has_content(head, 200) else b"") + self.http.finish()


def play(pieces: Iterable[bytes]) -> Outcome:
    """Feed the pieces, then the end, as far as the server wants them."""
    server = Server()
    wants = server.run()
    next(wants, None)
    for piece in (*pieces, b""):
        if server.end:
            break
        server.http.feed(piece)
        next(wants, None)
    return Outcome(
        tuple(server.requests), server.end, bytes(server.written), tuple(server.methods), tuple(server.statuses)
    )
