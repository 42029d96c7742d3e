"""A case: what is sent, what the standard permits to come back, and what this project's own server promises beyond."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tests.conformance.reader import Conversation

Check = Callable[[Conversation], str]
"""What is wrong with a conversation, in a few words; empty when nothing is."""

HALF_CLOSE = None
"""A step in which the client says that it sends no more."""


class Heard(NamedTuple):
    """A step in which the client waits until the response's content so far ends with these bytes."""

    content: bytes


Step = bytes | int | Heard | None
"""Bytes to send; a number of responses (interim ones included) to wait for; content to wait for; or HALF_CLOSE."""

BOTH = ("wsgi", "asgi")


@dataclass(frozen=True)
class Case:
    """One conversation with a server."""

    id: str
    group: str
    source: str
    """The standard and its section: `RFC 9112 §3.2`."""
    sentence: str
    """Its sentence, word for word."""
    send: tuple[Step, ...]
    strict: Check
    """What this project's server promises."""
    permitted: Check
    """What the standard permits any server."""
    lanes: tuple[str, ...] = BOTH
    responses: int = 1
    """How many final responses to wait for."""
    closes: bool = False
    """Whether to wait for the end of the connection as well."""
    methods: tuple[str, ...] = ()
    """The requests' methods where they are not all GET: a response to HEAD has no body."""
    rule: str = ""
    """The rule's id in this project's server, where the request is to be refused."""


def case(
    name: str,
    source: str,
    sentence: str,
    send: bytes | Sequence[Step],
    strict: Check,
    permitted: Check | None = None,
    *,
    group: str,
    lanes: tuple[str, ...] = BOTH,
    responses: int = 1,
    closes: bool = False,
    methods: tuple[str, ...] = (),
    rule: str = "",
) -> Case:
    """A Case with the usual left out."""
    steps = (send,) if isinstance(send, bytes) else tuple(send)
    return Case(
        name, group, source, sentence, steps, strict, permitted or strict, lanes, responses, closes, methods, rule
    )
