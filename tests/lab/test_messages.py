"""Only what a lane of ours would write is taken for a message."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import Builder
from visualizer.lab.messages import (
    Breakpoint,
    LinkError,
    Pong,
    parse_given_up,
    parse_hello,
    parse_item,
    parse_waiting,
    write_arm,
)
from visualizer.trace.codec import encode
from visualizer.vocabulary import link

HELLO = {"link": link.VERSION, "token": "secret", "lane": "wsgi", "process": 7, "role": "events"}


def line(message: object) -> bytes:
    return json.dumps(message).encode()


def test_the_vocabularys_hello_is_understood() -> None:
    assert tuple(HELLO) == link.HELLO
    hello = parse_hello(line(HELLO), "secret")
    assert (hello.lane, hello.process, hello.role) == ("wsgi", 7, "events")


@pytest.mark.parametrize(
    "wrong", [{"token": "guessed"}, {"token": 1}, {"link": link.VERSION + 1}, {"role": "guest"}, {"process": "7"}]
)
def test_a_wrong_hello_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(LinkError):
        parse_hello(line({**HELLO, **wrong}), "secret")


def test_items_are_told_apart() -> None:
    event = Builder("wsgi").point("socket", "accept")

    assert parse_item(encode(event).encode()) == event
    assert parse_item(b'{"pong":3,"lost":0}') == Pong(3, 0)


@given(st.binary() | st.text().map(str.encode) | st.from_type(type(None)).map(lambda _: b"[" * 100_000))
def test_any_other_line_is_an_error(data: bytes) -> None:
    for parse in (parse_item, parse_waiting, parse_given_up, lambda data: parse_hello(data, "secret")):
        with pytest.raises(LinkError):
            parse(data)


def test_a_breakpoint_is_written_with_the_vocabularys_keys() -> None:
    (written,) = json.loads(write_arm([Breakpoint(exchange=1, stage="view", phase="enter")]))["arm"]

    assert tuple(written) == link.BREAKPOINT
    assert written == {"connection": None, "exchange": 1, "stage": "view", "name": None, "phase": "enter"}


def test_a_lane_gives_up_in_one_word() -> None:
    assert parse_given_up(b'{"expired":5}') == "expired"
    assert parse_given_up(b'{"cancelled":5}') == "cancelled"
    for wrong in (b"{}", b'{"expired":5,"cancelled":5}', b'{"released":5}', b'{"expired":"5"}'):
        with pytest.raises(LinkError):
            parse_given_up(wrong)
