"""The client sends exactly what it is given, reads what comes, gives up in time, and reports each step."""

import socket
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lab.servers import OK, Handler, answer_each, answering, reset, say_nothing, serving
from visualizer.lab import Request, client, crowd
from visualizer.lab.client import Response, send
from visualizer.lab.observer import Observer
from visualizer.trace import Event, plain
from visualizer.vocabulary.names import kind_of

GET = Request.build("GET", "/hello/")
CLOSING = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


async def exchanged(handler: Handler, *requests: Request, seconds: float = 10.0) -> tuple[list[Response], list[Event]]:
    events: list[Event] = []
    async with serving(handler) as address:
        responses = await send(address, requests, Observer("wsgi", events.append), seconds)
    return responses, events


def names(events: list[Event]) -> list[str]:
    return [f"{event.name} {event.phase}" for event in events]


def data(event: Event) -> dict[str, object]:
    return {key: plain(value) for key, value in event.data.items()}


async def test_one_request_from_connect_to_close() -> None:
    (response,), events = await exchanged(answer_each, GET)

    assert names(events) == [
        "request enter",
        "connect point",
        "send point",
        "receive point",
        "request exit",
        "close point",
    ]
    assert {event.connection for event in events} == {response.connection}
    assert {event.exchange for event in events} == {1}
    assert {event.observer for event in events} == {"client"}
    assert [event.seq for event in events] == [1, 2, 3, 4, 5, 6]
    assert [event.time for event in events] == sorted(event.time for event in events)
    enter, connect, sent, received, leave, close = map(data, events)
    assert enter == {"line": b"GET /hello/ HTTP/1.1"}
    assert connect["local"] == ["127.0.0.1", response.connection]
    assert sent == {"bytes": GET.data, "size": len(GET.data)}
    assert received == {"bytes": OK, "size": len(OK)}
    assert leave == {"status": 200, "size": len(OK)}
    assert close == {"by": "client"}


async def test_every_event_has_the_data_that_the_vocabulary_names() -> None:
    _, events = await exchanged(answer_each, GET)

    for event in events:
        kind = kind_of(event.stage, event.name)
        assert kind is not None
        enter, _, leave = kind.data.partition(" → ")
        assert ", ".join(event.data) == (leave if event.phase == "exit" else enter)


async def test_requests_of_one_connection_follow_one_another() -> None:
    responses, events = await exchanged(answer_each, GET, GET, GET)

    assert [response.exchange for response in responses] == [1, 2, 3]
    assert len({response.connection for response in responses}) == 1
    assert names(events).count("connect point") == names(events).count("close point") == 1


async def test_connections_are_open_at_once() -> None:
    other = Request(GET.data, connection=1)
    responses, events = await exchanged(answer_each, GET, other, GET)

    assert [response.exchange for response in responses] == [1, 2, 1]
    assert len({response.connection for response in responses}) == 2
    assert names(events)[:4] == ["request enter", "connect point"] * 2


async def test_what_many_connections_do_is_reported_in_the_order_in_which_it_happens() -> None:
    _, events = await exchanged(answer_each, *crowd(GET, 8, each=2))

    assert [event.time for event in events] == sorted(event.time for event in events)


async def test_a_server_that_closes_is_waited_for() -> None:
    (response,), events = await exchanged(answering(CLOSING), GET)

    assert response.outcome == "returned"
    assert data(events[-1]) == {"by": "server"}


async def test_no_request_follows_on_a_connection_that_is_closed() -> None:
    responses, events = await exchanged(answering(CLOSING), GET, GET)

    assert len(responses) == 1
    assert names(events).count("request enter") == 1


async def test_a_response_in_pieces_is_reported_in_pieces() -> None:
    (response,), events = await exchanged(answering(OK[:20], OK[20:]), GET)

    assert response.size == len(OK)
    pieces = [cast(bytes, data(event)["bytes"]) for event in events if event.name == "receive"]
    assert b"".join(pieces) == OK


async def test_a_server_that_never_answers_is_given_up() -> None:
    (response,), events = await exchanged(say_nothing, GET, seconds=0.05)

    assert (response.outcome, response.status, response.size) == ("cancelled", None, 0)
    assert events[-2].outcome == "cancelled"
    assert data(events[-1]) == {"by": "client"}


async def test_a_broken_connection_is_reported() -> None:
    (response,), events = await exchanged(reset, GET)

    assert response.outcome == "raised"
    assert data(events[-1]) == {"by": "server"}


async def test_a_response_that_is_cut_off_is_reported() -> None:
    (response,), _ = await exchanged(answering(OK[:-1]), GET)

    assert (response.outcome, response.status) == ("raised", 200)


async def test_a_server_that_is_not_there_is_reported() -> None:
    events: list[Event] = []
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        (response,) = await send(nobody.getsockname(), [GET], Observer("wsgi", events.append), 10)

    assert response.outcome == "raised"
    assert names(events) == ["request enter", "connect point", "request exit", "close point"]


@pytest.mark.parametrize("raw", [b"\x00\x1b[31m\xff\r\n\r\n", GET.data + GET.data, b"GET / HTTP/1.1\r\nHost: a"])
async def test_anything_can_be_sent(raw: bytes) -> None:
    (response,), events = await exchanged(answering(b"HTTP/1.1 400 Bad Request\r\n\r\n"), Request(raw))

    assert (response.outcome, response.status) == ("returned", 400)
    assert data(events[2])["bytes"] == raw


async def test_nobody_waits_for_long_where_http_does_not_say_until_when(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "UNFRAMED_SECONDS", 0.05)
    (response,), _ = await exchanged(say_nothing, Request(b"nonsense"))

    assert response.outcome == "cancelled"


@settings(max_examples=50)
@given(raw=st.binary(min_size=1), answer=st.binary())
async def test_any_bytes_in_both_directions(raw: bytes, answer: bytes) -> None:
    """Whatever goes out and comes back: one response, and a span that ends."""
    (response,), events = await exchanged(answering(answer), Request(raw))

    assert response.size == len(answer)
    assert names(events)[-2:] == ["request exit", "close point"]
