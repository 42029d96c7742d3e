"""Accepting on the event loop: clients wait in the backlog while it fails, and nothing is left of it when it stops."""

import asyncio
import errno
import socket

import pytest

from visualizer.server.asgi.accepting import Acceptor


class Listener(socket.socket):
    """A listening socket whose first accepts fail."""

    failures: list[OSError]
    asked: asyncio.Event

    def accept(self) -> tuple[socket.socket, object]:
        self.asked.set()
        if self.failures:
            raise self.failures.pop()
        return super().accept()


class Protocol(asyncio.Protocol):
    def __init__(self, peer: tuple[str, int]) -> None:
        self.peer = peer
        self.made = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.made.set()
        transport.close()


def listening(*failures: OSError) -> Listener:
    listener = Listener()
    listener.failures = list(failures)
    listener.asked = asyncio.Event()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener


@pytest.mark.parametrize(
    "failures", [(), (OSError(errno.EMFILE, "none left"),), (BlockingIOError(),)], ids=["at once", "no room", "gone"]
)
async def test_a_client_is_accepted(failures: tuple[OSError, ...]) -> None:
    protocols: asyncio.Queue[Protocol] = asyncio.Queue()

    def protocol(peer: tuple[str, int]) -> Protocol:
        protocols.put_nowait(made := Protocol(peer))
        return made

    listener = listening(*failures)
    acceptor = Acceptor(asyncio.get_running_loop(), listener, protocol)
    reader, writer = await asyncio.open_connection(*listener.getsockname())
    accepted = await protocols.get()
    await accepted.made.wait()
    assert accepted.peer == writer.get_extra_info("sockname")
    assert await reader.read() == b""
    assert not listener.failures
    writer.close()
    await writer.wait_closed()
    await acceptor.stop()
    assert listener.fileno() == -1


async def test_stopping_during_a_pause_and_while_a_client_is_handed_over() -> None:
    loop = asyncio.get_running_loop()
    short = listening(OSError(errno.EMFILE, "none left"))
    acceptor = Acceptor(loop, short, Protocol)
    with socket.create_connection(short.getsockname()):
        await short.asked.wait()
        await acceptor.stop()
    listener = listening()
    made: list[Protocol] = []

    def protocol(peer: tuple[str, int]) -> Protocol:
        made.append(Protocol(peer))
        return made[-1]

    acceptor = Acceptor(loop, listener, protocol)
    with socket.create_connection(listener.getsockname()):
        await listener.asked.wait()
        await acceptor.stop()
        assert made[0].made.is_set()
