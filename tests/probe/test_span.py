import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

import pytest

from tests.probe.program import Program
from visualizer.probe import emit, hold, span
from visualizer.probe.asgi import wrap
from visualizer.probe.memory import Memory
from visualizer.probe.span import Span, acall, call, caller, user

SITE = ("at", __file__, 1, __name__)
SPAN = Span("view", "hello", SITE, {"mode": "sync"}, lambda result: {"status": result}, held=True)


def summary(memory: Memory) -> list[Any]:
    return [(event[7], event[8], event[10]) for event in memory.events]


class Speechless(Exception):
    def __str__(self) -> str:
        raise ValueError


def fail(error: BaseException) -> None:
    raise error


async def afail(error: BaseException) -> None:
    raise error


def test_a_call_has_enter_and_exit(memory: Memory) -> None:
    assert call(SPAN, int, "5") == 5
    assert summary(memory) == [("enter", None, {"mode": "sync"}), ("exit", "returned", {"status": 5})]
    assert [event[11] for event in memory.events] == [SITE, SITE]


def test_the_exit_may_be_other_code(memory: Memory) -> None:
    call(SPAN._replace(exit_site=("whole", __file__, 2, __name__), result=span.nothing), int)
    assert memory.events[1][11] == ("whole", __file__, 2, __name__)
    assert memory.events[1][10] == {}


@pytest.mark.parametrize("asynchronous", [False, True])
async def test_an_exception_is_an_exit_that_says_where(memory: Memory, asynchronous: bool) -> None:
    with pytest.raises(KeyError):
        await acall(SPAN, afail, KeyError("no")) if asynchronous else call(SPAN, fail, KeyError("no"))
    _, (phase, outcome, data) = summary(memory)
    assert (phase, outcome) == ("exit", "raised")
    line = fail.__code__.co_firstlineno + 1 if not asynchronous else afail.__code__.co_firstlineno + 1
    assert data == {"exception": "KeyError", "message": "'no'", "file": "tests/probe/test_span.py", "line": line}


def parse(text: str) -> object:
    return json.loads(text)


def test_an_exception_in_a_library_says_too_where_the_user_led_there(memory: Memory) -> None:
    with pytest.raises(json.JSONDecodeError):
        call(SPAN, parse, "{")
    _, (_, _, data) = summary(memory)
    assert (data["exception"], data["file"]) == ("JSONDecodeError", "json/decoder.py")
    assert (data["user_file"], data["user_line"]) == ("tests/probe/test_span.py", parse.__code__.co_firstlineno + 1)


def test_an_exception_that_no_code_of_the_users_led_to_says_the_raise_alone(memory: Memory) -> None:
    with pytest.raises(json.JSONDecodeError):
        call(SPAN, json.loads, "{")
    _, (_, _, data) = summary(memory)
    assert set(data) == {"exception", "message", "file", "line"}


async def test_a_cancelled_call_is_an_exit_too(memory: Memory) -> None:
    with pytest.raises(asyncio.CancelledError):
        await acall(SPAN, afail, asyncio.CancelledError())
    assert summary(memory)[1] == ("exit", "cancelled", {})


def test_an_exception_without_words_or_traceback() -> None:
    assert span.ended(Speechless()) == (
        "raised",
        {"exception": "Speechless", "message": "<str() raised ValueError>"},
    )


@pytest.mark.parametrize("asynchronous", [False, True])
@pytest.mark.parametrize("raises", [False, True])
async def test_enter_and_exit_are_boundaries(
    memory: Memory, program: Program, asynchronous: bool, raises: bool
) -> None:
    hold.settings = program.settings
    hold.arm([{"stage": "view"}])
    emit.identity.set((5, 1))

    def sync_function() -> None:
        if raises:
            raise ValueError

    async def async_function() -> None:
        sync_function()

    called = acall(SPAN, async_function) if asynchronous else asyncio.to_thread(call, SPAN, sync_function)
    running = asyncio.create_task(called)
    for phase in ("enter", "exit"):
        held = await asyncio.to_thread(program.next, "hold")
        assert (await asyncio.to_thread(held.read))["event"][7] == phase
        held.send({"release": 1})
    await asyncio.wait([running])
    assert (running.exception() is not None) is raises


async def test_a_call_that_is_cancelled_while_it_is_held_has_an_exit(memory: Memory, program: Program) -> None:
    hold.settings = program.settings
    hold.arm([{"stage": "view"}])
    emit.identity.set((5, 1))
    running = asyncio.create_task(acall(SPAN, afail, ValueError()))
    held = await asyncio.to_thread(program.next, "hold")
    await asyncio.to_thread(held.read)
    running.cancel()
    await asyncio.wait([running])
    assert [event[8] for event in memory.events] == [None, "cancelled"]
    assert program.idle("hold")


def test_the_caller_is_the_statement_outside_of_the_probe() -> None:
    found, first = caller(), test_the_caller_is_the_statement_outside_of_the_probe.__code__.co_firstlineno
    assert found == ("at", __file__, first + 1, __name__)
    found = user()
    assert found == ("at", __file__, first + 3, __name__)


async def test_what_the_loop_starts_has_no_caller(memory: Memory) -> None:
    async def receive() -> Any:
        return {"type": "http.request"}

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.create_task(receive())

    async def send(message: Any) -> None:
        raise AssertionError

    await wrap(application)({"type": "http"}, receive, send)
    assert [event[11] for event in memory.events if event[6] == "receive"] == [None, None]


async def test_in_a_thread_the_user_is_the_one_who_hopped() -> None:
    token = span.origin.set(SITE)
    with ThreadPoolExecutor() as pool:
        found = await asyncio.get_running_loop().run_in_executor(pool, copy_context().run, user)
    span.origin.reset(token)
    assert found == SITE
