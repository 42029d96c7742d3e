from __future__ import annotations

from tests.build import Builder, trace_of
from tests.golden.make import golden
from visualizer.replay import Message, Scene, Score


def said(name: str, lane: int, cursor: int | None = None) -> list[Message]:
    score = Score(golden(name))
    return list(Scene(score, len(score.steps) - 1 if cursor is None else cursor).messages(lane).messages)


def test_a_conversation_over_wsgi() -> None:
    assert [(message.name, message.to_application) for message in said("both", 0)] == [
        ("application", True),
        ("start_response", False),
        ("chunk", False),
        ("close", True),
    ]


def test_a_conversation_over_asgi() -> None:
    assert [(message.name, message.to_application, message.outcome) for message in said("both", 1)] == [
        ("application", True, "returned"),
        ("receive", True, "returned"),
        ("receive", True, "cancelled"),
        ("http.response.start", False, "returned"),
        ("http.response.body", False, "returned"),
    ]


def test_a_message_is_open_until_it_ends_and_then_says_what_both_ends_say() -> None:
    during, after = said("both", 1, 9)[-1], said("both", 1, 10)[-1]
    assert (during.is_open, during.end, during.outcome, dict(during.data)) == (True, None, None, {})
    assert (after.is_open, after.outcome, list(after.data)) == (False, "returned", ["message"])
    assert during.event == after.event
    assert during.current
    assert after.current


def test_a_message_is_current_at_either_end_only() -> None:
    assert [message.current for message in said("both", 1, 11)] == [False, False]
    assert [message.current for message in said("both", 0, 9)] == [False]


def test_a_point_is_never_open() -> None:
    assert [(message.is_open, message.end) for message in said("both", 0) if message.name == "chunk"] == [(False, None)]


def test_the_latest_of_many() -> None:
    lane = Builder("one")
    for number in range(5):
        lane.point("response", "chunk", size=number)
    view = Scene(Score(trace_of(lane)), 3).messages(0, limit=2)
    assert ([message.data["size"] for message in view.messages], view.earlier) == ([2, 3], 2)
