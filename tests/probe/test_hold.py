import asyncio
import socket
import struct
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.probe.program import SECONDS, Conversation, Program
from visualizer.probe import emit, hold
from visualizer.probe.memory import Memory

VIEW = {"connection": 5, "exchange": 1, "stage": "view", "name": None, "phase": "enter"}


@pytest.fixture
def armed(program: Program, memory: Memory) -> Program:
    hold.settings = program.settings
    hold.arm([VIEW])
    emit.identity.set((5, 1))
    return program


def entered(name: str = "hello") -> emit.Event:
    event = emit.enter("view", name)
    assert event is not None
    return event


def blocked(program: Program, let_go: Callable[[Conversation], None]) -> Any:
    """What the program hears from a thread that blocks, after which it lets go."""
    event = entered()
    thread = threading.Thread(target=hold.block, args=(event,))
    thread.start()
    held = program.next("hold")
    assert held.hello["role"] == "hold"
    said = held.read()
    assert thread.is_alive()
    let_go(held)
    thread.join(SECONDS)
    assert not thread.is_alive()
    return said


def release(held: Conversation) -> None:
    held.send({"release": 1})


def end(held: Conversation) -> None:
    held.connection.shutdown(socket.SHUT_RDWR)


def reset(held: Conversation) -> None:
    held.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    held.close()


@pytest.mark.parametrize("let_go", [release, end, reset])
def test_a_thread_waits_until_it_is_let_go(armed: Program, let_go: Callable[[Conversation], None]) -> None:
    said = blocked(armed, let_go)
    assert said["held"] == said["event"][0]
    assert said["event"][2:8] == ["wsgi", 5, 1, "view", "hello", "enter"]
    assert said["event"][11] is None


@pytest.mark.parametrize("let_go", [release, end, reset])
async def test_a_task_waits_and_the_loop_goes_on(armed: Program, let_go: Callable[[Conversation], None]) -> None:
    waiting = asyncio.create_task(hold.wait(entered()))
    held = await asyncio.to_thread(armed.next, "hold")
    said = await asyncio.to_thread(held.read)
    assert said["event"][5:8] == ["view", "hello", "enter"]
    assert not waiting.done()
    let_go(held)
    await asyncio.wait_for(waiting, SECONDS)


async def test_a_cancelled_wait_says_so_and_closes_its_connection(armed: Program) -> None:
    waiting = asyncio.create_task(hold.wait(entered()))
    held = await asyncio.to_thread(armed.next, "hold")
    said = await asyncio.to_thread(held.read)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await asyncio.to_thread(held.read) == {"cancelled": said["held"]}
    assert await asyncio.to_thread(held.read) is None


def test_the_time_limit_lets_a_thread_go(armed: Program) -> None:
    hold.settings = armed.settings._replace(hold_seconds=0.01)
    hold.block(entered())
    held = armed.next("hold")
    waiting = held.read()
    assert waiting["event"][6] == "hello"
    assert held.read() == {"expired": waiting["held"]}


async def test_the_time_limit_lets_a_task_go(armed: Program) -> None:
    hold.settings = armed.settings._replace(hold_seconds=0.01)
    await hold.wait(entered())
    held = await asyncio.to_thread(armed.next, "hold")
    waiting = await asyncio.to_thread(held.read)
    assert waiting["event"][6] == "hello"
    assert await asyncio.to_thread(held.read) == {"expired": waiting["held"]}


async def test_a_program_that_has_gone_holds_nobody(armed: Program) -> None:
    armed.stop()
    event = entered()
    await hold.wait(event)
    await asyncio.to_thread(hold.block, event)


async def test_sync_code_on_a_thread_that_runs_a_loop_is_no_place_to_hold(armed: Program) -> None:
    hold.block(entered())
    assert armed.idle("hold")


def test_an_exchange_without_identity_is_never_held(armed: Program) -> None:
    emit.identity.set(None)
    hold.arm([{}])
    hold.block(entered())
    assert armed.idle("hold")


@pytest.mark.parametrize("key", ["connection", "exchange", "stage", "phase", "name"])
async def test_every_key_of_a_breakpoint_must_fit(armed: Program, key: str) -> None:
    hold.arm([{**VIEW, key: 99}])
    await hold.wait(entered())
    hold.arm([{**VIEW, key: None}])
    assert hold.matches(entered())
    assert armed.idle("hold")


async def test_nothing_that_can_be_held_is_not_held(armed: Program) -> None:
    await hold.wait(None)
    await asyncio.to_thread(hold.block, None)
    hold.settings = None
    await hold.wait(entered())
    assert armed.idle("hold")


@pytest.mark.parametrize("nonsense", [None, 5, [5], {"stage": "view"}])
def test_only_a_list_of_breakpoints_arms(nonsense: object) -> None:
    with pytest.raises(ValueError, match="arm wants a list"):
        hold.arm(nonsense)
    assert hold.table == ()
