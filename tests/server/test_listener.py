"""The listening socket hands on to each accepted one what both lanes need of it."""

import socket

from visualizer.server.listener import listen
from visualizer.server.settings import Settings


def test_what_a_client_is_written_waits_for_no_acknowledgement() -> None:
    with listen(Settings(port=0)) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
