"""Without a socket: valid requests are understood exactly, everything else is refused well, however it is cut."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.invariant import broken, cut
from tests.fuzz.model import play
from tests.fuzz.mutate import bytes_of
from tests.fuzz.requests import Request
from tests.fuzz.strategies import anything, numbers, requests, words

QUICK = settings(max_examples=150)


@QUICK
@given(st.lists(requests(), min_size=1, max_size=3), numbers)
def test_valid_requests_are_understood_exactly(sent: list[tuple[Request, bytes]], number: int) -> None:
    data = b"".join(text for _, text in sent)
    outcome = play(cut(data, Random(number)))
    assert outcome.requests == tuple(request for request, _ in sent)
    assert outcome.end == "closed"
    assert broken(data, Random(number)) == ""


@QUICK
@given(st.one_of(anything, words), numbers)
def test_bytes_that_are_no_request(data: bytes, number: int) -> None:
    assert broken(data, Random(number)) == ""


@QUICK
@given(requests(), words, numbers)
def test_a_request_with_something_in_it(sent: tuple[Request, bytes], wedge: bytes, number: int) -> None:
    _, data = sent
    at = number % len(data)
    assert broken(data[:at] + wedge + data[at:], Random(number)) == ""


def test_mutations() -> None:
    for number in range(1500):
        data = bytes_of("quick", number)
        assert broken(data, Random(number)) == "", (number, data)
