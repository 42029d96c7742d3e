"""The link hears the lanes that know its token, and nobody else; real sockets on both ends."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from tests.build import Builder
from visualizer.lab.link import Held, LetGo, Link
from visualizer.lab.messages import Breakpoint, write
from visualizer.trace import Event, SourceFile
from visualizer.trace.codec import encode
from visualizer.vocabulary.link import VERSION
from visualizer.vocabulary.names import HOLD_ENDS


class Recorded:
    """A listener that remembers."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[tuple[Any, ...]] = asyncio.Queue()
        self.gone: list[tuple[int, LetGo]] = []

    def connected(self, lane: str, process: int) -> None:
        self.told.put_nowait(("connected", lane, process))

    def received(self, lane: str, process: int, items: Sequence[Event | SourceFile]) -> None:
        if items:
            self.told.put_nowait(("received", lane, process, *items))

    def held(self, held: Held) -> None:
        self.told.put_nowait(("held", held))

    def let_go(self, held: Held, why: LetGo) -> None:
        self.gone.append((held.number, why))

    async def next(self) -> tuple[Any, ...]:
        return await asyncio.wait_for(self.told.get(), 10)


class Caller:
    """A lane's end of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def say(self, *messages: dict[str, Any] | Event) -> None:
        for message in messages:
            self.writer.write(write(message) if isinstance(message, dict) else encode(message).encode())

    async def hear(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(await asyncio.wait_for(self.reader.readline(), 10))
        return message

    async def hung_up_on(self) -> bool:
        return await asyncio.wait_for(self.reader.read(), 10) == b""


class Switchboard:
    """A link, what it told, and callers."""

    def __init__(self) -> None:
        self.listener = Recorded()
        self.link = Link(["wsgi", "asgi"], self.listener)
        self._writers: list[asyncio.StreamWriter] = []

    def hello(self, role: str = "events", process: int = 7, **other: Any) -> dict[str, Any]:
        given = {"link": VERSION, "token": self.link.token, "lane": "wsgi", "process": process, "role": role}
        return {**given, **other}

    async def call(self) -> Caller:
        host, _, port = self.link.address.partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        self._writers.append(writer)
        return Caller(reader, writer)

    async def lane(self, process: int = 7) -> Caller:
        caller = await self.call()
        caller.say(self.hello(process=process))
        assert await self.listener.next() == ("connected", "wsgi", process)
        return caller

    async def close(self) -> None:
        await self.link.close()
        for writer in self._writers:
            writer.close()
            await writer.wait_closed()


@pytest.fixture
async def board() -> AsyncIterator[Switchboard]:
    board = Switchboard()
    await board.link.open()
    yield board
    await board.close()


def event(name: str = "accept") -> Event:
    return Builder("wsgi").point("socket", name)


async def test_events_arrive_in_order(board: Switchboard) -> None:
    lane = await board.lane()
    lane.say(event("a"), event("b"))

    assert await board.listener.next() == ("received", "wsgi", 7, event("a"), event("b"))


@pytest.mark.parametrize(
    "wrong", [{"token": "x"}, {"link": VERSION + 1}, {"lane": "other"}, {"role": "guest"}, {"process": None}]
)
async def test_who_is_no_lane_of_ours_is_hung_up_on(board: Switchboard, wrong: dict[str, Any]) -> None:
    caller = await board.call()
    caller.say(board.hello(**wrong))

    assert await caller.hung_up_on()
    assert board.listener.told.empty()


@pytest.mark.parametrize("words", [b"GET / HTTP/1.1\r\n\r\n", b"\xff\x00\n", b"[]\n"])
async def test_strangers_are_hung_up_on(board: Switchboard, words: bytes) -> None:
    caller = await board.call()
    caller.writer.write(words)

    assert await caller.hung_up_on()


async def test_who_hangs_up_first_is_no_lane(board: Switchboard) -> None:
    caller = await board.call()
    caller.writer.write_eof()

    assert await caller.hung_up_on()


async def test_who_says_nothing_is_hung_up_on(board: Switchboard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visualizer.lab.link.HELLO_SECONDS", 0.01)
    assert await (await board.call()).hung_up_on()


async def test_a_damaged_line_ends_the_connection(board: Switchboard) -> None:
    lane = await board.lane()
    lane.say({"nonsense": 1})

    assert await lane.hung_up_on()


async def test_a_pong_comes_after_the_events_before_it(board: Switchboard) -> None:
    lane = await board.lane()
    pinged = asyncio.create_task(board.link.ping("wsgi"))
    number = (await lane.hear())["ping"]
    lane.say(event(), {"pong": number, "lost": 0}, event("b"))

    await asyncio.wait_for(pinged, 10)
    assert await board.listener.next() == ("received", "wsgi", 7, event())


async def test_a_ping_waits_for_every_process(board: Switchboard) -> None:
    one, two = await board.lane(7), await board.lane(8)
    pinged = asyncio.create_task(board.link.ping("wsgi"))
    one.say({"pong": (await one.hear())["ping"], "lost": 0}, event())
    await board.listener.next()
    assert not pinged.done()

    two.say({"pong": (await two.hear())["ping"], "lost": 0})
    await asyncio.wait_for(pinged, 10)


async def test_a_ping_to_nobody_is_answered_at_once(board: Switchboard) -> None:
    await asyncio.wait_for(board.link.ping("asgi"), 10)


async def test_a_process_that_ends_owes_no_pong(board: Switchboard) -> None:
    lane = await board.lane()
    pinged = asyncio.create_task(board.link.ping("wsgi"))
    await lane.hear()
    lane.writer.close()

    await asyncio.wait_for(pinged, 10)


async def test_a_pong_that_nobody_asked_for_does_no_harm(board: Switchboard) -> None:
    lane = await board.lane()
    lane.say({"pong": 99, "lost": 0}, event())

    assert (await board.listener.next())[0] == "received"


async def test_arming_reaches_the_processes_that_are_there_and_those_to_come(board: Switchboard) -> None:
    first = await board.lane(7)
    board.link.arm("wsgi", [Breakpoint(stage="view")])
    second = await board.lane(8)

    assert (await first.hear())["arm"][0]["stage"] == "view"
    assert (await second.hear())["arm"][0]["stage"] == "view"


async def test_a_process_that_calls_anew_is_armed_anew(board: Switchboard) -> None:
    first = await board.lane(7)
    again = await board.lane(7)
    first.writer.close()
    board.link.arm("wsgi", [])

    assert await again.hear() == {"arm": []}


async def held(board: Switchboard) -> tuple[Caller, Held]:
    caller = await board.call()
    caller.say(board.hello("hold"), {"held": 5, "event": json.loads(encode(event()))})
    kind, found = await board.listener.next()
    assert kind == "held"
    return caller, found


async def test_what_is_held_is_released_once(board: Switchboard) -> None:
    caller, found = await held(board)
    assert found == Held("wsgi", 7, 5, event())

    assert board.link.release(found)
    assert await caller.hear() == {"release": 5}
    assert not board.link.release(found)
    caller.writer.write_eof()
    assert await caller.hung_up_on()
    assert board.listener.gone == [(5, LetGo.RELEASED)]


async def test_who_does_not_wait_any_more_cannot_be_released(board: Switchboard) -> None:
    caller, found = await held(board)
    caller.writer.write(b"anything\n")
    caller.writer.write_eof()
    assert await caller.hung_up_on()

    assert not board.link.release(found)
    assert board.listener.gone == [(5, LetGo.ENDED)]


@pytest.mark.parametrize(("word", "why"), [("expired", LetGo.EXPIRED), ("cancelled", LetGo.CANCELLED)])
async def test_a_hold_that_the_lane_gives_up_says_so(board: Switchboard, word: str, why: LetGo) -> None:
    caller, _ = await held(board)
    caller.say({word: 5})
    assert await caller.hung_up_on()
    assert board.listener.gone == [(5, why)]


def test_every_end_of_a_hold_is_in_the_vocabulary() -> None:
    assert [why.value for why in LetGo] == list(HOLD_ENDS)


async def test_closing_lets_go_of_what_is_held(board: Switchboard) -> None:
    caller, _ = await held(board)
    await board.link.close()

    assert await caller.hung_up_on()
