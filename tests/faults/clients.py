"""Clients that misbehave, each kind a coroutine: what it does to the server, until the server or the client gives up.

Whether the server answers, refuses or hangs up is not judged here: what it holds afterwards is.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable

Address = tuple[str, int]
Misbehaviour = Callable[[Address, float], Awaitable[None]]
"""Misbehaves on one connection; the seconds are between two bytes, for those who are slow."""

_HALF_HEAD = b"POST /small HTTP/1.1\r\nHost: a\r\nX-Half: yes"
_HALF_BODY = b"POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + b"x" * 1000
_LARGE = b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
_SLOW_BYTES = 8
_SLOW_HEAD = b"POST /small HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % _SLOW_BYTES
GIVE_UP = 40
"""Paces after which a client leaves by itself."""


async def stop_in_head(address: Address, pace: float) -> None:
    """Send half a head, and wait for what the server does about it."""
    await _send_and_wait(address, _HALF_HEAD)


async def stop_in_body(address: Address, pace: float) -> None:
    """Send a part of a body, and wait for what the server does about it."""
    await _send_and_wait(address, _HALF_BODY)


async def say_nothing(address: Address, pace: float) -> None:
    """Connect, and wait for what the server does about it."""
    await _send_and_wait(address, b"")


async def leave_mid_request(address: Address, pace: float) -> None:
    """Send half a request, and go."""
    async with _connected(address) as sock:
        await asyncio.get_running_loop().sock_sendall(sock, _HALF_BODY)


async def reset_mid_response(address: Address, pace: float) -> None:
    """Ask for much, read a little, and reset the connection."""
    async with _connected(address) as sock:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(sock, _LARGE)
        await loop.sock_recv(sock, 1000)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def read_slowly(address: Address, pace: float) -> None:
    """Ask for much, and read one byte at a time, until the server has had enough or all is read."""
    async with _connected(address) as sock:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(sock, _LARGE)
        while await loop.sock_recv(sock, 1):
            await _patience(pace)


async def write_slowly(address: Address, pace: float) -> None:
    """Send a request whose body comes one byte at a time, whether the server has had enough or not."""
    async with _connected(address) as sock:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(sock, _SLOW_HEAD)
        for _ in range(_SLOW_BYTES):
            await _patience(pace)
            await loop.sock_sendall(sock, b"x")
        while await loop.sock_recv(sock, 65536):
            pass


KINDS: tuple[Misbehaviour, ...] = (
    stop_in_head, stop_in_body, say_nothing, leave_mid_request, reset_mid_response, read_slowly, write_slowly,
)  # fmt: skip


async def crowd(kinds: tuple[Misbehaviour, ...], count: int, address: Address, pace: float) -> None:
    """So many clients at once, of each kind in turn."""
    ways = [_bounded(kinds[number % len(kinds)], address, pace) for number in range(count)]
    await asyncio.gather(*ways)


async def _bounded(kind: Misbehaviour, address: Address, pace: float) -> None:
    with contextlib.suppress(OSError, asyncio.TimeoutError):  # The server hung up, as it may.
        await asyncio.wait_for(kind(address, pace), GIVE_UP * pace)


@contextlib.asynccontextmanager
async def _connected(address: Address) -> AsyncIterator[socket.socket]:
    with socket.socket() as sock:
        sock.setblocking(False)
        # A small window: what is not read is soon not taken either.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        await asyncio.get_running_loop().sock_connect(sock, address)
        yield sock


async def _send_and_wait(address: Address, data: bytes) -> None:
    async with _connected(address) as sock:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(sock, data)
        while await loop.sock_recv(sock, 65536):
            pass


async def _patience(seconds: float) -> None:
    """Let so much time pass: being slow is what these clients do."""
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.get_running_loop().create_future(), seconds)
