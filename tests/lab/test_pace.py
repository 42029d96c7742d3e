"""A client that sends slowly: the head at once, then pieces with a pause before each."""

import asyncio
from contextlib import suppress

import pytest

from visualizer.lab import Pace, Request
from visualizer.lab.client import send
from visualizer.lab.observer import Observer
from visualizer.trace import Event, plain

HEAD = b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("request_", "pieces"),
    [
        (Request(HEAD + b"hello"), [HEAD + b"hello"]),
        (Request(HEAD + b"hello", pace=Pace(2, 0)), [HEAD, b"he", b"ll", b"o"]),
        (Request(HEAD, pace=Pace(2, 0)), [HEAD]),
        (Request(b"abc", pace=Pace(2, 0)), [b"ab", b"c"]),
    ],
)
def test_a_request_is_sent_in_pieces(request_: Request, pieces: list[bytes]) -> None:
    assert request_.pieces() == pieces
    assert b"".join(pieces) == request_.data


async def sent(pace: Pace, *, answer_at_once: bool) -> list[bytes]:
    """What a client of this pace reports as sent, to a server that answers at once or when it has everything."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if not answer_at_once:
            await reader.readexactly(5)
        writer.write(ANSWER)
        await writer.drain()
        with suppress(ConnectionError):
            await reader.read()
        writer.close()

    events: list[Event] = []
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        address = server.sockets[0].getsockname()
        (response,) = await send(address, [Request(HEAD + b"hello", pace=pace)], Observer("wsgi", events.append), 30)
        assert response.status == 200
    sent = [plain(event.data["bytes"]) for event in events if event.name == "send"]
    return [piece for piece in sent if isinstance(piece, bytes)]


async def test_each_piece_is_an_event_of_its_own() -> None:
    assert await sent(Pace(4, 0.001), answer_at_once=False) == [HEAD, b"hell", b"o"]


async def test_a_pause_ends_when_the_server_answers() -> None:
    assert await sent(Pace(5, 20), answer_at_once=True) == [HEAD, b"hello"]
