import asyncio
from typing import Any

import pytest

from visualizer.probe import emit
from visualizer.probe.asgi import Message, Receive, Scope, Send, wrap
from visualizer.probe.memory import Memory

SCOPE: Scope = {"type": "http", "headers": [(b"host", b"a"), (b"x-visualizer-exchange", b"5.1")]}


def names(memory: Memory) -> list[str]:
    return [f"{event[5]} {event[6]} {event[8] or event[7]}" for event in memory.events]


async def receive() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


async def served(scope: Scope, app: Any = application) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await wrap(app)(scope, receive, send)
    return sent


async def test_every_receive_and_send_is_a_span_with_its_exact_message(memory: Memory) -> None:
    await served(SCOPE)
    assert names(memory) == [
        "scope application enter",
        "scope receive enter",
        "scope receive returned",
        "response http.response.start enter",
        "response http.response.start returned",
        "response http.response.body enter",
        "response http.response.body returned",
        "scope application returned",
    ]
    assert {event[3:5] for event in memory.events} == {(5, 1)}
    assert ["body", ["bytes", "hello"]] in memory.events[5][10]["message"][1]
    assert memory.events[2][10]["message"][1][0] == ["type", "http.request"]
    assert memory.events[1][11][1:] == (__file__, application.__code__.co_firstlineno + 1, __name__)
    assert emit.identity.get() is None


async def test_the_messages_are_the_same_with_and_without(memory: Memory) -> None:
    reported = await served(SCOPE)
    assert memory.events
    emit.detach()
    assert await served(SCOPE) == reported


async def test_our_own_servers_identity_stands(memory: Memory) -> None:
    emit.identity.set((7, 2))
    await served(SCOPE)
    assert {event[3:5] for event in memory.events} == {(7, 2)}
    assert emit.identity.get() == (7, 2)


async def test_lifespan_and_websocket_have_their_names(memory: Memory) -> None:
    async def starting(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})

    async def accepting(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})

    await served({"type": "lifespan"}, starting)
    assert names(memory)[::2] == [
        "lifespan application enter",
        "lifespan receive returned",
        "lifespan lifespan.startup.complete returned",
    ]
    memory.events.clear()
    await served({"type": "websocket", "headers": []}, accepting)
    assert names(memory)[:2] == ["scope application enter", "response websocket.accept enter"]


@pytest.mark.parametrize("message", ["nonsense", {"type": 5}, {}])
async def test_a_message_that_is_none_is_reported_and_handed_on(memory: Memory, message: Any) -> None:
    async def talking(scope: Scope, receive: Receive, send: Send) -> None:
        await send(message)

    assert await served(SCOPE, talking) == [message]
    assert "response send enter" in names(memory)


async def test_a_receive_that_is_cancelled_says_so(memory: Memory) -> None:
    listening = asyncio.Event()

    async def silent() -> Message:
        listening.set()
        never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        return await never

    async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.ensure_future(receive())
        await listening.wait()
        task.cancel()
        await asyncio.wait([task])

    async def send(message: Message) -> None:
        raise AssertionError

    await wrap(waiting)(SCOPE, silent, send)
    assert "scope receive cancelled" in names(memory)


async def test_an_application_that_raises_has_an_exit(memory: Memory) -> None:
    async def raising(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await served(SCOPE, raising)
    assert names(memory)[-1] == "scope application raised"
