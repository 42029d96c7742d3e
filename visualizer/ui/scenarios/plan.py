"""A scenario of many requests as it is typed: what each field may be, what is sent, and one sentence for it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from visualizer.lab import Request, RequestError, crowd
from visualizer.lab.manner import PLAIN
from visualizer.trace import visible

MOST_CLIENTS = 200
MOST_REQUESTS = 2_000
"""Of a lane: what makes a quarter of a million events, which are still looked at without waiting."""
LONGEST_SECONDS = 300.0
"""How long stagger and pace may make a lane's run at the least."""


_STAGGER = "a number of milliseconds up to 60000; 0 is all at once"


class FieldError(ValueError):
    """What was typed cannot be meant; the message says what, where, and what to write instead."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields, as they are typed."""

    request: str
    clients: str = "20"
    stagger: str = "0"
    each: str = "1"
    pace: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be sent to each lane."""

    request: Request
    clients: int
    stagger: float
    """Seconds from one client's coming to the next one's; 0: all at once."""
    each: int
    """How many requests each client sends, on one kept-alive connection."""
    pace: float | None
    """Requests a second of each client at the most; None: as fast as it is answered."""

    @property
    def every(self) -> float:
        """Seconds from the beginning of a client's request to that of its next, at the least."""
        return 1 / self.pace if self.pace else 0.0

    @property
    def seconds(self) -> float:
        """How long a lane takes at the least."""
        return (self.clients - 1) * self.stagger + (self.each - 1) * self.every

    def requests(self) -> tuple[Request, ...]:
        """What any lab can send."""
        return crowd(self.request, self.clients, self.stagger, each=self.each, every=self.every)


def first_line(request: Request) -> str:
    """The request's line as it stands in the form: its bytes visible, without the version that all have."""
    return visible(request.line.decode("utf-8", "backslashreplace")).removesuffix(" HTTP/1.1")


def base_of(requests: tuple[Request, ...]) -> Request:
    """The visit's request that many may send; of several the first, sent plainly."""
    if not requests:
        return Request.build()
    return replace(requests[0], connection=0, pipelined=False, manner=replace(requests[0].manner, wait=0.0, every=0.0))


def parse(typed: Typed, base: Request) -> Plan:
    """The plan that is typed; `base` is what is sent where its line was left as it is. Raises FieldError."""
    plan = Plan(
        _request(typed.request, base),
        _count("clients", typed.clients, MOST_CLIENTS),
        _number("one after another", typed.stagger, 60_000, "a number of milliseconds up to 60000; 0 is all at once")
        / 1000,
        _count("requests each", typed.each, MOST_REQUESTS),
        _pace(typed.pace),
    )
    total = plan.clients * plan.each
    if total > MOST_REQUESTS:
        fitting = MOST_REQUESTS // plan.clients
        problem = f"{total} requests to a lane are too many: each of {plan.clients} clients may send {fitting}"
        raise FieldError("requests each", problem)
    if plan.seconds > LONGEST_SECONDS:
        field = "one after another" if plan.clients * plan.stagger > plan.each * plan.every else "pace"
        raise FieldError(
            field, f"that takes {_time(plan.seconds)} a lane at the least: {_time(LONGEST_SECONDS)} is the most"
        )
    return plan


def sentence(plan: Plan, lanes: int) -> str:
    """What will happen."""
    total = plan.clients * plan.each
    count = "1 request" if total == 1 else f"{total} requests"
    lane = "to the lane" if lanes == 1 else "to each lane, one lane after the other"
    least = f", at least {_time(plan.seconds)} a lane" if plan.seconds else ""
    return f"{_who(plan)} {first_line(plan.request)} {_how_often(plan)}: {count} {lane}{least}."


def _who(plan: Plan) -> str:
    if plan.clients == 1:
        return "1 client sends"
    coming = f"one every {plan.stagger * 1000:g} ms" if plan.stagger else "at once"
    return f"{plan.clients} clients come {coming}; each sends"


def _how_often(plan: Plan) -> str:
    if plan.each == 1:
        return "once, on a connection of its own"
    return f"{plan.each} times on one kept-alive connection, {_speed(plan)}"


def _speed(plan: Plan) -> str:
    return f"at most {plan.pace:g} a second" if plan.pace else "each as soon as the one before is answered"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.3g} s"


def _request(text: str, base: Request) -> Request:
    if text == first_line(base):
        return base
    try:
        return replace(Request.parse_line(text), manner=PLAIN)
    except RequestError as error:
        raise FieldError("request", str(error)) from None


def _count(field: str, text: str, most: int) -> int:
    meaning = f"a whole number from 1 to {most}"
    value = _number(field, text, most, meaning)
    if value != int(value) or value < 1:
        raise FieldError(field, f"{text!r} is not {meaning}")
    return int(value)


def _pace(text: str) -> float | None:
    if not text.strip():
        return None
    meaning = "a number of requests a second, up to 1000: leave it empty for as fast as they are answered"
    pace = _number("pace", text, 1000, meaning)
    if not pace:
        raise FieldError("pace", f"{text!r} is not {meaning}")
    return pace


def _number(field: str, text: str, most: int, meaning: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= most:
        raise FieldError(field, f"{text!r} is not {meaning}")
    return value
