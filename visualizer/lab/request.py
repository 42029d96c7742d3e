"""What the client sends: raw bytes, so that a learner can send anything, and help to write well-formed ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote

from visualizer import __version__
from visualizer.lab.manner import PLAIN, Act, Manner, Pause, Send, script

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 9110, section 5.6.2: what a method and a field name may consist of."""

_VALUE = re.compile(r"[^\x00-\x08\x0a-\x1f\x7f]*")
_TARGET = re.compile(r"[!-~]+")
_TEXT_SAFE = "".join(map(chr, range(0x21, 0x7F)))


class RequestError(ValueError):
    """What was typed is no request; the message says what is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How slowly a client sends: the head at once, then the rest in pieces."""

    size: int
    """Bytes of a piece, at least 1."""
    seconds: float
    """The pause before each piece."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as the bytes that the client sends."""

    data: bytes
    """Exactly what goes over the wire; it need not be HTTP."""
    connection: int = 0
    """Requests of the same number follow one another on one kept-alive connection; different numbers run at once."""
    pace: Pace | None = None
    """None sends everything at once."""
    manner: Manner = PLAIN
    """How the client behaves beyond that; where it says anything about sending, `pace` does not count."""
    pipelined: bool = False
    """Whether it is sent together with the request before it on its connection, without waiting for an answer."""
    hold: str = ""
    """Where it is held, as a breakpoint is typed, until all that is sent after it is at rest; empty: nowhere."""

    @property
    def line(self) -> bytes:
        """The first line, without its end."""
        return self.data.split(b"\n", 1)[0].removesuffix(b"\r")

    def pieces(self) -> list[bytes]:
        """What is sent at a time, in order: all at once, or at the request's pace."""
        if self.pace is None:
            return [self.data]
        head = self.data.find(b"\r\n\r\n") + 4 if b"\r\n\r\n" in self.data else 0
        rest = range(head, len(self.data), self.pace.size)
        pieces = [self.data[:head], *(self.data[at : at + self.pace.size] for at in rest)]
        return [piece for piece in pieces if piece]

    def acts(self, *following: Request) -> list[Act]:
        """What the client does to send it, and the pipelined ones that follow it at once."""
        if self.pace is None:
            return script(b"".join([self.data, *(request.data for request in following)]), self.manner)
        acts: list[Act] = []
        for number, piece in enumerate(self.pieces()):
            acts += [Pause(self.pace.seconds)] if number else []
            acts.append(Send(piece))
        return acts

    @classmethod
    def build(
        cls,
        method: str = "GET",
        target: str = "/",
        headers: Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        *,
        connection: int = 0,
    ) -> Request:
        """A well-formed HTTP/1.1 request; Host, User-Agent, Accept and Content-Length are added where not given.

        Characters beyond ASCII in the target are percent-encoded as UTF-8, as a browser does; those in a header's value
        must fit latin-1. RequestError says what cannot be sent this way.
        """
        fields = list(headers)
        _check_method(method)
        lines = [f"{method} {_encoded(target)} HTTP/1.1"]
        lines += [f"{_name(name)}: {_value(name, value)}" for name, value in _completed(fields, body)]
        return cls("\r\n".join([*lines, "", ""]).encode("latin-1") + body, connection)

    @classmethod
    def parse_line(cls, text: str) -> Request:
        """The request that `GET /hello/?name=Ada` means; a target alone is a GET. RequestError for anything else."""
        words = text.split()
        if not words:
            raise RequestError("an empty request: write a method and a target, for example GET /hello/?name=Ada")
        if len(words) == 1 and words[0].startswith("/"):
            words.insert(0, "GET")
        if len(words) == 3 and words[2] == "HTTP/1.1":
            words.pop()
        if len(words) != 2:
            raise RequestError(
                f"{text!r} is not a method and a target, like GET /hello/?name=Ada (a blank inside a target is %20)"
            )
        return cls.build(words[0], words[1])


def crowd(
    request: Request, count: int, stagger: float = 0.0, *, each: int = 1, every: float = 0.0
) -> tuple[Request, ...]:
    """The same request from so many clients, each on a kept-alive connection of its own.

    They come `stagger` seconds one after another. Each sends it `each` times: the next one when it has its answer, and
    not before `every` seconds have passed since it began the one before.
    """
    manners = (replace(request.manner, wait=number * stagger, every=every) for number in range(count))
    return tuple(
        replace(request, connection=number, manner=manner) for number, manner in enumerate(manners) for _ in range(each)
    )


def _check_method(method: str) -> None:
    if not TOKEN.fullmatch(method):
        raise RequestError(f"{method!r} is no method: a method is a token, like GET or POST (RFC 9110, section 9.1)")


def _encoded(target: str) -> str:
    encoded = quote(target, safe=_TEXT_SAFE, errors="surrogateescape") if not target.isascii() else target
    if not _TARGET.fullmatch(encoded):
        raise RequestError(
            f"{target!r} is no request target: percent-encode blanks and control characters (a blank is %20), "
            "or send raw bytes"
        )
    return encoded


def _name(name: str) -> str:
    if not TOKEN.fullmatch(name):
        raise RequestError(f"{name!r} is no field name: a name is a token, like X-Name (RFC 9110, section 5.1)")
    return name


def _value(name: str, value: str) -> str:
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        raise RequestError(f"{name}: {value!r} has characters beyond latin-1, which no header can carry") from None
    if not _VALUE.fullmatch(value):
        raise RequestError(f"{name}: {value!r} has control characters (RFC 9110, section 5.5); send raw bytes instead")
    return value


def _completed(fields: list[tuple[str, str]], body: bytes) -> list[tuple[str, str]]:
    given = {name.lower() for name, _ in fields}
    first = [("Host", "localhost"), ("User-Agent", f"visualizer/{__version__}"), ("Accept", "*/*")]
    completed = [field for field in first if field[0].lower() not in given] + fields
    if body and not given & {"content-length", "transfer-encoding"}:
        completed.append(("Content-Length", str(len(body))))
    return completed
