from tests.build import Builder, trace_of
from tests.ui.lesson.shown import step_of, texts, view
from visualizer.ui.lesson.messages_lines import LEGEND, messages_picture
from visualizer.ui.lesson.view import View


def said(there: View, lane: int) -> list[str]:
    return texts(messages_picture(there.scene.messages(lane), 70).lines)


def test_the_conversation_in_each_protocols_words() -> None:
    end = view(cursor=len(view().score.steps) - 1)
    wsgi, asgi = said(end, 0), said(end, 1)
    assert wsgi[0] == asgi[0] == LEGEND.text
    assert any(text.startswith("→ application(environ, start_response)") for text in wsgi)
    assert any(text.startswith("← start_response  200 OK") for text in wsgi)
    assert any(text.startswith("→ application(scope, receive, send)") for text in asgi)
    assert any(text.startswith("→ receive()  http.request") for text in asgi)
    assert any(text.startswith("← send(http.response.start)") for text in asgi)


def test_the_message_at_the_cursor_is_told_whole_and_in_sight() -> None:
    there = view(cursor=step_of(view(), "receive exit in asgi"))
    picture = messages_picture(there.scene.messages(1), 70)
    assert picture.see is not None
    assert picture.lines[picture.see].fill == "cursor"
    assert any(text.startswith("    type  'http.request'") for text in texts(picture.lines))


def test_what_goes_on_says_so() -> None:
    waiting = view(cursor=step_of(view(), "receive enter in asgi"))
    shown = said(waiting, 1)
    assert any(text.startswith("→ application(") and text.endswith("… runs") for text in shown)
    assert any(text.startswith("→ receive()") and text.endswith("… waits") for text in shown)


def test_how_it_ended() -> None:
    lane = Builder("asgi")
    lane.enter("scope", "receive")
    lane.leave("scope", "receive", "cancelled")
    assert any(text.endswith("⊘ cancelled") for text in said(view(trace_of(lane), cursor=1), 0))


def test_earlier_ones_are_counted() -> None:
    end = view(cursor=len(view().score.steps) - 1)
    shown = texts(messages_picture(end.scene.messages(1, limit=1), 70).lines)
    assert shown[1].startswith("… ")
    assert shown[1].endswith(" earlier messages")
