"""The judge itself: what breaks the invariant on purpose is found, and named."""

from collections.abc import Iterable
from random import Random

import pytest

from tests.fuzz.invariant import broken
from tests.fuzz.model import Outcome, play
from tests.fuzz.requests import Request, unsaid, wrong

HELLO = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
GOOD = Request(b"GET", b"/", b"1.1", ((b"host", b"a"),), b"")
POST = Request(b"POST", b"/", b"1.1", ((b"host", b"a"), (b"content-length", b"3")), b"abc")
CHUNKED = POST._replace(fields=((b"host", b"a"), (b"transfer-encoding", b"chunked")), trailers=((b"x", b"y"),))


@pytest.mark.parametrize(
    "request_",
    [GOOD, POST, CHUNKED, GOOD._replace(target=b"http://b/"), GOOD._replace(version=b"1.0", fields=())],
)
def test_valid_requests_are_valid(request_: Request) -> None:
    assert wrong(request_) == ""


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (GOOD._replace(method=b"CONNECT"), "the method"),
        (GOOD._replace(method=b"G T"), "the method"),
        (GOOD._replace(target=b"x"), "the target"),
        (GOOD._replace(target=b"*"), "the target"),
        (GOOD._replace(target=b"/\x1b"), "the target"),
        (GOOD._replace(target=b"/[]"), "the target"),
        (GOOD._replace(version=b"2.0"), "the version"),
        (GOOD._replace(fields=()), "the hosts"),
        (GOOD._replace(fields=GOOD.fields * 2), "the hosts"),
        (GOOD._replace(fields=((b"host", b"a b"),)), "the host"),
        (GOOD._replace(fields=(*GOOD.fields, (b"x", b"\0"))), "the field"),
        (GOOD._replace(fields=(*GOOD.fields, (b"x", b" y"))), "the field"),
        (GOOD._replace(fields=(*GOOD.fields, (b"x ", b"y"))), "the field"),
        (GOOD._replace(fields=(*GOOD.fields, *((b"x", b"y"),) * 12)), "too many fields"),
        (GOOD._replace(body=b"x"), "a body of nobody's"),
        (POST._replace(body=b"ab"), "a body of 2 bytes"),
        (CHUNKED._replace(body=b"x" * 2001), "the framing"),
        (CHUNKED._replace(fields=(*CHUNKED.fields, (b"content-length", b"3"))), "the framing"),
        (CHUNKED._replace(trailers=((b"x", b"\n"),)), "the field"),
    ],
)
def test_what_no_application_should_see(request_: Request, problem: str) -> None:
    assert wrong(request_).startswith(problem)


def test_what_the_client_never_said() -> None:
    assert unsaid(HELLO, (GOOD,)) == ""
    assert "nobody sent b'POST" in unsaid(HELLO, (POST,))
    assert "nobody sent b'GET" in unsaid(HELLO, (GOOD, GOOD))
    assert "nobody sent b'x'" in unsaid(HELLO, (GOOD._replace(fields=((b"x", b"y"),)),))


def test_an_error_that_is_no_refusal() -> None:
    def play_badly(pieces: Iterable[bytes]) -> Outcome:
        raise KeyError(len(list(pieces)))

    assert broken(HELLO, Random(1), play_badly) == "raised KeyError: 1"


def test_a_cut_that_makes_a_difference() -> None:
    def play_badly(pieces: Iterable[bytes]) -> Outcome:
        first, *_ = pieces
        return play([first])

    assert "byte by byte it is incomplete" in broken(HELLO, Random(1), play_badly)


@pytest.mark.parametrize(
    ("written", "problem"),
    [(b"HTTP/1.1 200 OK\n\n", "not well-formed"), (b"HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n", "answered (400,)")],
)
def test_an_answer_that_is_none(written: bytes, problem: str) -> None:
    assert problem in broken(HELLO, Random(1), lambda pieces: play(pieces)._replace(written=written))


def test_an_application_that_sees_too_much() -> None:
    def play_badly(pieces: Iterable[bytes]) -> Outcome:
        return play(pieces)._replace(requests=(GOOD._replace(method=b"CONNECT"),))

    assert broken(HELLO, Random(1), play_badly) == "the application saw the method b'CONNECT'"
