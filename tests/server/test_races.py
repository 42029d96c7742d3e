"""What else only a race between processes would decide, brought about on purpose."""

import asyncio
import select
import socket
import struct
from typing import Any, cast

import pytest

from visualizer.server.asgi.connection import Connection as AsgiConnection
from visualizer.server.asgi.server import Server as AsgiServer
from visualizer.server.http1 import rules
from visualizer.server.http1.rules import Refusal
from visualizer.server.settings import Settings
from visualizer.server.wsgi.connection import Connection, Next
from visualizer.server.wsgi.server import Server
from visualizer.server.wsgi.waiting import Waiting


def _application(environ: Any, start_response: Any) -> list[bytes]:
    raise AssertionError("nobody asks for anything")


@pytest.fixture
def listener() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def test_whoever_is_turned_away_may_have_gone(listener: socket.socket) -> None:
    client = socket.create_connection(listener.getsockname())
    accepted, peer = listener.accept()
    with accepted:
        # A linger time of 0 makes close() send a reset, which is here when the socket has become readable.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
        assert select.select([accepted], [], [], 10)[0]
        connection = Connection(accepted, peer, _application, Settings())
        assert connection.turn_away(rules.OVERLOADED, "too many") is Next.CLOSE


def test_a_client_that_has_left_the_backlog_is_not_waited_for() -> None:
    server = Server(_application, Settings())
    server._accept()
    assert len(server._waiting) == 0
    server._waiting.close()
    server._listener.close()


def test_waking_twice_is_waking_once(listener: socket.socket) -> None:
    waiting = Waiting(listener)
    for _ in range(100_000):  # More than any socket keeps unread.
        waiting.wake()
    assert waiting.ready(anybody=False) == []
    waiting.close()


async def test_a_client_that_has_gone_is_refused_nothing() -> None:
    server = AsgiServer(cast(Any, None), Settings())
    server.loop = asyncio.get_running_loop()
    connection = AsgiConnection(server, ("127.0.0.1", 1))
    connection.gone = True
    connection.refuse(Refusal(rules.OVERLOADED, "too many"))  # Without a transport: writing would raise.
    assert connection.http.response_begun is False
    server._listener.close()
