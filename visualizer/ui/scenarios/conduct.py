"""What a server did with each exchange beyond serving a plain one: a lane's events tell it, and one proves each word.

A wait is told when it was longer than anybody waits for a server that is well. Each concern is a function of the events
of one exchange, and knows nothing of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from visualizer.trace import Event, plain
from visualizer.ui.lesson.facts import duration, entry, fact, label, size, text_of
from visualizer.vocabulary.names import is_user_code

LONG_NS = 20_000_000
"""A wait that is worth a word."""

_Own = Sequence[tuple[int, Event]]
"""The events of one exchange, with their positions in the lane."""

_Told = Iterator[tuple[int, str]]
"""Words, each after the position of the event that proves it."""


class Said(NamedTuple):
    """A few words, and the event that proves them."""

    text: str
    event: int
    """Its position in the lane."""
    exchange: int | None = None
    """Of which exchange they are; None of the whole lane."""


def conduct(events: Sequence[Event]) -> list[Said]:
    """All that a lane's events tell of its server, in their order."""
    said = [Said(text, at) for at, text in _process(events)]
    for number, own in _exchanges(events).items():
        said += [Said(text, at, number) for concern in _CONCERNS for at, text in concern(own)]
    return sorted(said, key=lambda each: each.event)


def _exchanges(events: Sequence[Event]) -> dict[int, _Own]:
    """Each exchange's events; what names its connection alone belongs to that connection's last."""
    last: dict[int | None, int] = {}
    for event in events:
        last[event.connection] = max(last.get(event.connection, 0), event.exchange or 0)
    found: dict[int, list[tuple[int, Event]]] = {}
    for at, event in enumerate(events):
        number = event.exchange or last.get(event.connection)
        if number:
            found.setdefault(number, []).append((at, event))
    return dict(found)


def _process(events: Sequence[Event]) -> _Told:
    """That the server's process ended, and in which view."""
    inside: list[str] = []
    for at, event in enumerate(events):
        if _is_view(event):
            called = label(event.stage, event.name)
            inside = [*inside, called] if event.phase == "enter" else [view for view in inside if view != called]
        elif (event.stage, event.name) == ("lane", "exit"):
            by = f": {text_of(event.data['signal'])}" if event.data.get("signal") else ""
            yield at, f"its process ended{f' in {inside[-1]}' if inside else ''}{by}"


def _is_view(event: Event) -> bool:
    return event.stage == "view" and is_user_code(event.stage, event.name)


def _connection(own: _Own) -> _Told:
    """That a client waited to be accepted, and that its connection was broken off."""
    asked: int | None = None
    for at, event in own:
        match event.stage, event.name:
            case "client", "connect":
                asked = event.time
            case "socket", "accept" if asked is not None and event.time - asked >= LONG_NS:
                yield at, f"took the connection after {duration(event.time - asked)}"
            case "socket", "close" if reason := text_of(event.data.get("reason", "")):
                yield at, f"{'closed' if event.data.get('by') == 'server' else 'lost'} the connection: {reason}"


def _application(own: _Own) -> _Told:
    """How the views ended, or that there was none, and what came out of the whole application."""
    had_view = False
    for at, event in own:
        had_view = had_view or _is_view(event)
        how = f"raised {fact(event)}" if event.outcome == "raised" else event.outcome
        match event.stage, event.name, event.phase:
            case "view", _, "exit" if _is_view(event):
                yield at, f"{label(event.stage, event.name)} {how}"
            case (("environ" | "scope"), "application", "exit") if event.outcome == "raised":
                yield at, f"the application {how}"
            case "socket", "exchange", "exit" if not had_view:
                yield at, "no view was called"


def _rules(own: _Own) -> _Told:
    """What it refused or ignored; when the answer has begun it is too late to answer with a refusal's status."""
    answered = False
    for at, event in own:
        answered = answered or _starts_answer(event)
        if (event.stage, event.name) == ("parse", "refusal"):
            yield at, f"refused: {fact(event)}{'; the answer had begun' if answered else ''}"
        elif (event.stage, event.name) == ("parse", "ignored"):
            yield at, f"ignored: {fact(event)}"


def _starts_answer(event: Event) -> bool:
    return event.stage == "response" and event.name in ("start_response", "http.response.start")


def _body(own: _Own) -> _Told:
    """How the application got the body, how long it waited for it, and what of it nobody asked for."""
    begun: dict[object, int] = {}
    pieces, waited, unread, last = 0, 0, 0, 0
    for at, event in own:
        key, count = (event.name, event.place), event.data.get("size")
        if event.name not in ("input.read", "receive") or event.stage not in ("environ", "scope"):
            if (event.stage, event.name) == ("parse", "body") and not begun and isinstance(count, int):
                unread, last = unread + count, at
        elif event.phase == "enter":
            begun[key] = event.time
        else:
            begin = begun.pop(key, event.time)
            if _brings_body(event):
                pieces, waited, last = pieces + 1, waited + event.time - begin, at
            elif _tells_disconnect(event):
                yield at, "told the application http.disconnect"
    if pieces > 1 or waited >= LONG_NS:
        wait = f", for which it waited {duration(waited)}" if waited >= LONG_NS else ""
        yield last, f"gave the application the body in {pieces} piece{'' if pieces == 1 else 's'}{wait}"
    if unread:
        yield last, f"read {size(unread)} of body that the application had not asked for"


def _brings_body(event: Event) -> bool:
    return event.name == "input.read" or entry(event.data.get("message"), "type") == "http.request"


def _tells_disconnect(event: Event) -> bool:
    return entry(event.data.get("message"), "type") == "http.disconnect"


def _continuing(own: _Own) -> _Told:
    """That the client was told to go on."""
    for at, event in own:
        data = plain(event.data.get("bytes")) if (event.stage, event.name) == ("socket", "send") else None
        if isinstance(data, bytes) and data.startswith(b"HTTP/1.1 100 "):
            yield at, "said 100 (Continue) when the application began to read"


def _yielding(own: _Own) -> _Told:
    """How long it took a WSGI server to ask for all pieces of a response."""
    chunks = [(at, event.time) for at, event in own if (event.stage, event.name) == ("response", "chunk")]
    if len(chunks) > 1 and (taken := chunks[-1][1] - chunks[0][1]) >= LONG_NS:
        yield chunks[-1][0], f"asked for {len(chunks)} pieces, each when the one before was sent: {duration(taken)}"


def _sending(own: _Own) -> _Told:
    """How long an ASGI application awaited send() for all pieces of a response."""
    begun: dict[object, int] = {}
    taken: list[tuple[int, int]] = []
    for at, event in own:
        if (event.stage, event.name) == ("response", "http.response.body"):
            if event.phase == "enter":
                begun[event.place] = event.time
            else:
                taken.append((at, event.time - begun.pop(event.place, event.time)))
    total = sum(time for _, time in taken)
    if len(taken) > 1 and total >= LONG_NS:
        yield taken[-1][0], f"let send() wait for the client: {duration(total)} over {len(taken)} pieces"


def _closing(own: _Own) -> _Told:
    """That close() was called although the exchange did not end well, as it must be."""
    called: int | None = None
    for at, event in own:
        if (event.stage, event.name, event.phase) == ("response", "close", "enter"):
            called = at
        elif (event.stage, event.name) == ("socket", "exchange") and event.outcome in ("raised", "cancelled"):
            yield from () if called is None else ((called, "called close() on the response all the same"),)


_CONCERNS: tuple[Callable[[_Own], _Told], ...] = (
    _connection,
    _application,
    _rules,
    _body,
    _continuing,
    _yielding,
    _sending,
    _closing,
)
