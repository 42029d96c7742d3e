"""A client that reads slowly is waited for, one that reads nothing is cut off: on a transport that only counts."""

import asyncio
from typing import cast

from visualizer.server.asgi.wire import Wire
from visualizer.server.limits import Limits


class Transport:
    def __init__(self) -> None:
        self.left = 0
        self.aborted = False

    def get_write_buffer_size(self) -> int:
        return self.left

    def write_eof(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass

    def is_closing(self) -> bool:
        return self.aborted

    def abort(self) -> None:
        self.aborted = True


async def _wire() -> tuple[Wire, Transport]:
    wire = Wire(asyncio.get_running_loop(), Limits(write=1000), lambda: None)
    transport = Transport()
    wire.transport = cast(asyncio.Transport, transport)
    return wire, transport


async def test_what_shrinks_is_waited_for_and_what_does_not_is_cut() -> None:
    wire, transport = await _wire()
    transport.left = 100
    wire.pause_writing()
    transport.left = 50
    wire._cut_reader()
    aborted = [transport.aborted]
    wire._cut_reader()
    assert [*aborted, transport.aborted] == [False, True]
    assert wire.ended_by == ("server", "the client did not read the response")
    wire.connection_lost(None)


async def test_a_drain_ends_when_the_client_reads_again() -> None:
    wire, transport = await _wire()
    transport.left = 100
    wire.pause_writing()
    draining = asyncio.ensure_future(wire.drain())
    await asyncio.sleep(0)
    assert not draining.done()
    wire.resume_writing()
    await draining
    wire.wake()
    wire.connection_lost(OSError("reset"))
    assert wire.ended_by == ("client", "reset")
    await wire.drain()


async def test_what_is_closing_takes_no_bytes() -> None:
    wire, transport = await _wire()
    transport.aborted = True
    wire.write(b"late")
    assert wire.gone
    wire.connection_lost(None)


async def test_who_lingers_is_not_left_while_bytes_of_the_response_have_not_left() -> None:
    wire, transport = await _wire()
    transport.left = 100
    wire.linger("the response ends the connection")
    wire._leave()
    aborted = [transport.aborted]
    transport.left = 0
    wire._leave()
    assert [*aborted, transport.aborted] == [False, True]
    wire.connection_lost(None)


async def test_who_lingers_and_reads_nothing_is_cut_off_as_before() -> None:
    wire, transport = await _wire()
    transport.left = 100
    wire.linger("the response ends the connection")
    wire.resume_writing()
    wire._cut_reader()
    assert transport.aborted
    transport.left = 0
    wire.connection_lost(None)


async def test_who_receives_and_who_sends_wait_for_the_same_change() -> None:
    wire, _ = await _wire()
    waiting = [asyncio.ensure_future(wire.changed()) for _ in range(2)]
    await asyncio.sleep(0)
    assert not any(one.done() for one in waiting)
    wire.wake()
    await asyncio.gather(*waiting)
    wire.connection_lost(None)
