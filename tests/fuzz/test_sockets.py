"""Over real sockets: both lanes answer as the model does, close cleanly, live, and have nothing to complain of."""

from random import Random

import pytest

from tests.fuzz.invariant import cut
from tests.fuzz.mutate import HANDSHAKE, bytes_of
from tests.fuzz.sockets import HELLO, LANES, broken, complaint, converse, judge, lane

INPUTS = 250


@pytest.mark.parametrize("name", LANES)
def test_a_lane_keeps_the_invariant(name: str) -> None:
    with lane(name) as running:
        for number in range(INPUTS):
            data = bytes_of("quick sockets", number)
            assert broken(data, running.address, Random(number)) == "", (number, data)
        assert complaint(running) == ""
    assert running.errors == ""
    assert running.process.returncode == 0


@pytest.mark.parametrize("name", LANES)
def test_a_handshake_from_a_client_that_has_said_that_it_sends_no_more(name: str) -> None:
    data = HELLO * 5 + HANDSHAKE
    with lane(name) as running:
        assert judge(data, converse([data], running.address)) == ""


def test_a_pipelined_head_that_is_larger_than_the_window_is_read_to_its_end() -> None:
    put = b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n" + b"0" * 600
    data = HELLO * 2 + put + HELLO + b"GET" * 100
    with lane("asgi") as running:
        for number in range(100):  # Whether the head begins while the request before it runs is a matter of luck.
            pieces = cut(data, Random(number))
            assert judge(data, converse(pieces, running.address)) == "", number


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (OK + b"GET 0 0\n", "not complete"),
        (OK + b"GET 0 00000\n", "the application saw"),
        (OK.replace(b"200", b"400") + b"x" * 12, "answered (400,)"),
        (OK.replace(b"200", b"599") + b"the method x", "the application failed"),
        (OK.replace(b"HTTP/1.1", b"HTTP/2") + b"x" * 12, "not well-formed"),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n\xff\0", "not well-formed frames"),
    ],
)
def test_what_would_be_found(answer: bytes, problem: str) -> None:
    assert problem in judge(HELLO, answer)


def test_a_right_answer_is_right() -> None:
    assert judge(HELLO, OK.replace(b"12", b"8") + b"GET 0 0\n") == ""


def test_nobody_there_is_no_clean_close() -> None:
    with lane("wsgi") as running:
        running.stop()
        assert "no clean close" in broken(b"x", running.address, Random(1)) or complaint(running)
        assert complaint(running) == "the server ended with status 0"
