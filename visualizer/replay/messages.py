"""What Messages shows: what server and application have said to each other up to the cursor, in their protocol's words.

WSGI: the call with environ, reads of wsgi.input, start_response, chunks, close. ASGI: the call with scope, each
receive and each send.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from visualizer.replay.moment import Moment
from visualizer.replay.shape import NONE
from visualizer.trace import Value

WINDOW = 100
"""Messages shown at the most, unless asked otherwise."""


class Message(NamedTuple):
    """One word of the conversation: a point, or a span from its beginning to its end."""

    event: int
    """Its enter or point."""
    end: int | None
    """Its exit, None as long as it goes on (an awaited receive) and for points."""
    stage: str
    name: str
    to_application: bool
    """Whether the server says it: the call, and what receive() or a read gives; else the application does."""
    is_open: bool
    """Whether it goes on at the cursor."""
    outcome: str | None
    """Of its exit."""
    current: bool
    """Whether the cursor is at its beginning or its end."""
    data: Mapping[str, Value]
    """What both ends say."""


class MessagesView(NamedTuple):
    """What there is to see in Messages."""

    messages: tuple[Message, ...]
    """In the order in which they began."""
    earlier: int
    """How many came before these."""


def messages_view(moment: Moment, limit: int = WINDOW) -> MessagesView:
    """What Messages shows for a lane: the latest `limit` messages of the exchange."""
    positions = moment.exchange.protocol
    count = moment.count(positions)
    first = max(0, count - limit)
    shown = tuple(_message(moment, moment.begin + position) for position in positions[first:count])
    return MessagesView(shown, first)


def _message(moment: Moment, event: int) -> Message:
    label = moment.label(event)
    end = moment.partner(event)
    ended = end != NONE and end < moment.reached
    data = dict(moment.event(event).data)
    if ended:
        data.update(moment.event(end).data)
    return Message(
        event=event,
        end=end if ended else None,
        stage=label.stage,
        name=label.name,
        to_application=label.stage != "response" or label.name == "close",
        is_open=label.is_enter and not ended,
        outcome=moment.event(end).outcome if ended else None,
        current=moment.at != NONE and moment.at in (event, end),
        data=data,
    )
