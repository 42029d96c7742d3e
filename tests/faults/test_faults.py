"""The fault run in little: every kind of client on both lanes, and a server short of descriptors, in seconds."""

import asyncio
import contextlib
import os
import sys

import pytest

from tests.faults import holdings
from tests.faults.__main__ import main
from tests.faults.clients import KINDS, Address
from tests.faults.run import QUICK, run
from tests.faults.server import Changed, child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is told by /proc")


@pytest.mark.parametrize("lane", ["wsgi", "asgi"])
async def test_nothing_is_left_of_the_faults(lane: str) -> None:
    said: list[str] = []
    await run(lane, QUICK, said.append)
    assert len(said) == 1 + QUICK.rounds


async def test_a_client_that_stays_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    with child("asgi", QUICK.speed._replace(limit=20), threads=1) as server:
        before = await server.settled()
        _, writer = await asyncio.open_connection(*server.address)
        with monkeypatch.context() as short:
            short.setattr("tests.faults.server.SETTLE_SECONDS", 0.5)
            with pytest.raises(Changed, match="it held"):
                await server.settled(before)
        writer.close()
        await writer.wait_closed()
        assert await server.settled(before) == before


async def test_a_server_that_cannot_answer_is_seen() -> None:
    with child("wsgi", QUICK.speed, threads=1) as server:
        with server.few_descriptors(0):
            _, writer = await asyncio.open_connection(*server.address)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    await server.ask()
            writer.close()
            await writer.wait_closed()
        assert await server.ask()


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_connects_and_ends(kind: object) -> None:
    assert callable(kind)
    connected = asyncio.Event()

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        writer.write(b"x" * 3)
        writer.close()

    listening = await asyncio.start_server(served, "127.0.0.1", 0)
    address: Address = listening.sockets[0].getsockname()
    with contextlib.suppress(ConnectionError):  # The server was first.
        await kind(address, 0.001)
    await connected.wait()
    listening.close()
    await listening.wait_closed()


def test_memory_is_more_than_nothing() -> None:
    assert holdings.memory(os.getpid()) > 2**20


def test_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("tests.faults.__main__.FULL", QUICK)
    assert main(["--clients", "7", "--rounds", "1"]) == 0
    out = capsys.readouterr().out
    assert "wsgi: everything is as it was" in out
    assert "asgi: everything is as it was" in out


def test_the_command_says_what_has_changed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("tests.faults.__main__.FULL", QUICK)
    monkeypatch.setattr("tests.faults.run.GROWTH", 0.0)
    assert main(["--clients", "7", "--rounds", "1", "--lane", "asgi"]) == 1
    assert "bytes of memory after the last round" in capsys.readouterr().out
