"""The invariant, without a socket: whatever comes, in whatever pieces, is answered well-formed, and alike."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Protocol

from tests.conformance.reader import Reader
from tests.fuzz.model import Outcome, play
from tests.fuzz.requests import unsaid, wrong


class Play(Protocol):
    """Serves a client's pieces."""

    def __call__(self, pieces: Iterable[bytes], /) -> Outcome: ...


def broken(data: bytes, random: Random, play: Play = play) -> str:
    """How this input breaks the invariant: whole, byte by byte and cut anywhere; empty when it does not."""
    try:
        whole = play([data])
        ways = {"byte by byte": play(single(data)), "cut": play(cut(data, random))}
    except Exception as error:  # A refusal is an answer; whatever else is raised is the fault that is looked for.
        return f"raised {type(error).__name__}: {error}"
    for way, outcome in ways.items():
        if outcome[:2] != whole[:2]:
            return f"{way} it is {outcome.end} after {len(outcome.requests)} requests, whole {whole.end}"
        if problem := ill_answered(outcome):
            return f"{way}: {problem}"
    return ill_answered(whole) or ill_seen(data, whole)


def ill_answered(outcome: Outcome) -> str:
    """What is wrong with the bytes that the server wrote."""
    reader = Reader(outcome.methods)
    reader.feed(outcome.written)
    talk = reader.talk
    if talk.malformed or talk.rest:
        return f"not well-formed: {talk.malformed or talk.rest!r}"
    answers = tuple(one.status for one in talk.responses)
    return "" if answers == outcome.statuses else f"answered {answers} where {outcome.statuses} were due"


def ill_seen(data: bytes, outcome: Outcome) -> str:
    """What the application saw and should not have."""
    for request in outcome.requests:
        if problem := wrong(request):
            return f"the application saw {problem}"
    return unsaid(data, outcome.requests)


def single(data: bytes) -> list[bytes]:
    """Byte by byte."""
    return [data[at : at + 1] for at in range(len(data))]


def cut(data: bytes, random: Random) -> Sequence[bytes]:
    """In up to five pieces, none of them empty."""
    at = sorted({random.randrange(1, len(data)) for _ in range(4)}) if len(data) > 1 else []
    return [data[begin:end] for begin, end in zip([0, *at], [*at, len(data)], strict=True) if begin < end]
