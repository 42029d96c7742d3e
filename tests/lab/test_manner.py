"""Clients that are slow, that pause, that pipeline and that leave: as a script, and over sockets."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lab.servers import OK, say_nothing, serving
from visualizer.lab.client import Response, send
from visualizer.lab.manner import PLAIN, Act, How, Leave, Manner, Pause, Send, script
from visualizer.lab.observer import Observer
from visualizer.lab.request import Request, crowd
from visualizer.trace import Event

GET = Request.build("GET", "/").data


@pytest.mark.parametrize(
    ("manner", "acts"),
    [
        (PLAIN, [Send(b"abcdef")]),
        (Manner(pauses=((4, 2.0), (2, 1.0))), [Send(b"ab"), Pause(1.0), Send(b"cd"), Pause(2.0), Send(b"ef")]),
        (Manner(pauses=((0, 1.0), (9, 1.0))), [Pause(1.0), Send(b"abcdef")]),
        (Manner(send_rate=40), [Send(b"ab"), Pause(0.05), Send(b"cd"), Pause(0.05), Send(b"ef")]),
        (Manner(leave=Leave("close", sent=3)), [Send(b"abc"), Leave("close", sent=3)]),
        (Manner(pauses=((4, 1.0),), leave=Leave("reset", sent=3)), [Send(b"abc"), Leave("reset", sent=3)]),
        (Manner(leave=Leave("close", received=3)), [Send(b"abcdef")]),
        (Manner(leave=Leave("half-close", sent=99)), [Send(b"abcdef"), Leave("half-close", sent=99)]),
    ],
)
def test_a_script(manner: Manner, acts: list[Act]) -> None:
    assert script(b"abcdef", manner) == acts


@given(
    st.binary(max_size=50),
    st.lists(st.tuples(st.integers(0, 60), st.floats(0, 1)), max_size=5),
    st.none() | st.integers(1, 200),
)
def test_every_byte_is_sent_once_in_order(data: bytes, pauses: list[tuple[int, float]], rate: int | None) -> None:
    acts = script(data, Manner(pauses=tuple(pauses), send_rate=rate))
    assert b"".join(act.data for act in acts if isinstance(act, Send)) == data
    assert all(act.data for act in acts if isinstance(act, Send))


def test_a_crowd_has_a_connection_each() -> None:
    clients = crowd(Request(GET), 3, stagger=0.5)
    assert [client.connection for client in clients] == [0, 1, 2]
    assert [client.manner.wait for client in clients] == [0.0, 0.5, 1.0]
    assert {client.data for client in clients} == {GET}


async def exchanged(*requests: Request) -> tuple[list[Response], list[Event], list[bytes]]:
    """The responses, the client's events, and all that a server that answers each request was sent."""
    sent: asyncio.Queue[bytes] = asyncio.Queue()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        read = b""
        try:
            while data := await reader.read(65_536):
                read += data
                writer.write(OK * data.count(b"\r\n\r\n"))
        except ConnectionResetError:
            read += b"RST"
        sent.put_nowait(read)

    events: list[Event] = []
    done: list[Response] = []
    async with serving(answer) as address:
        responses = await send(address, requests, Observer("wsgi", events.append), 10, on_response=done.append)
        connections = {request.connection for request in requests}
        received = [await asyncio.wait_for(sent.get(), 10) for _ in connections]
    assert sorted(done, key=lambda each: (each.connection, each.exchange)) == sorted(
        responses, key=lambda each: (each.connection, each.exchange)
    )
    return responses, events, received


@pytest.mark.parametrize(("how", "end"), [("close", b""), ("reset", b"RST")])
async def test_a_client_leaves_while_it_sends(how: How, end: bytes) -> None:
    (response,), events, sent = await exchanged(Request(GET, manner=Manner(leave=Leave(how, sent=5))))
    assert (response.status, response.outcome) == (None, "cancelled")
    assert sent == [GET[:5] + end]
    assert [event.name for event in events][-1] == "close"


async def test_a_client_leaves_while_it_reads() -> None:
    (response,), _, _ = await exchanged(Request(GET, manner=Manner(leave=Leave("close", received=10))))
    assert (response.size, response.outcome) == (10, "cancelled")


async def test_who_closes_one_half_reads_the_answer() -> None:
    (response,), _, sent = await exchanged(Request(GET, manner=Manner(leave=Leave("half-close", sent=len(GET)))))
    assert (response.status, response.outcome) == (200, "returned")
    assert sent == [GET]


async def test_a_slow_reader_reads_piece_by_piece() -> None:
    (response,), events, _ = await exchanged(Request(GET, manner=Manner(read_rate=400, receive_buffer=4096)))
    assert response.status == 200
    sizes = [event.data["size"] for event in events if event.name == "receive"]
    assert sizes == [20, 20]
    assert len(OK) == 40


async def test_pipelined_requests_leave_together_and_are_answered_in_turn() -> None:
    requests = (Request(GET), Request(GET, pipelined=True), Request(GET, pipelined=True), Request(GET))
    responses, events, sent = await exchanged(*requests)
    assert [(response.exchange, response.status) for response in responses] == [(1, 200), (2, 200), (3, 200), (4, 200)]
    assert sent == [GET * 4]
    assert [event.exchange for event in events if event.name == "send"] == [1, 4]
    assert [event.exchange for event in events if (event.name, event.phase) == ("request", "enter")] == [1, 2, 3, 4]


async def test_staggered_clients_come_one_after_another() -> None:
    _, events, _ = await exchanged(*crowd(Request(GET), 3, stagger=0.05))
    connects = [event for event in events if event.name == "connect"]
    assert len(connects) == 3
    assert connects[2].time - connects[0].time > 50_000_000


def test_each_of_a_crowd_may_send_several_requests_at_a_pace() -> None:
    clients = crowd(Request(GET), 2, stagger=0.5, each=3, every=0.1)
    assert [client.connection for client in clients] == [0, 0, 0, 1, 1, 1]
    assert [client.manner.wait for client in clients] == [0.0, 0.0, 0.0, 0.5, 0.5, 0.5]
    assert {client.manner.every for client in clients} == {0.1}


async def test_a_pace_is_kept_on_one_connection() -> None:
    responses, events, _ = await exchanged(*crowd(Request(GET), 1, each=3, every=0.05))
    assert [(response.exchange, response.status) for response in responses] == [(1, 200), (2, 200), (3, 200)]
    begins = [event.time for event in events if (event.name, event.phase) == ("request", "enter")]
    assert all(later - earlier >= 49_000_000 for earlier, later in pairwise(begins))
    assert len([event for event in events if event.name == "connect"]) == 1


async def test_a_client_that_is_given_up_says_that_it_leaves() -> None:
    events: list[Event] = []
    told = asyncio.Event()

    def observe(event: Event) -> None:
        events.append(event)
        if event.name == "send":
            told.set()

    async with serving(say_nothing) as address:
        sending = asyncio.create_task(send(address, [Request(GET)], Observer("wsgi", observe), 30))
        await told.wait()
        sending.cancel()
        await asyncio.wait((sending,))
    assert sending.cancelled()
    ends = [(event.name, event.outcome) for event in events[-2:]]
    assert ends == [("request", "cancelled"), ("close", None)]
