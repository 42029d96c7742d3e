from tests.build import Builder, trace_of
from tests.ui.lesson.shown import step_of, texts, view
from visualizer.ui.lesson.data_lines import data_lines
from visualizer.ui.lesson.view import View


def data_at(there: View, lane: int = 0, width: int = 60) -> list[str]:
    return texts(data_lines(there.scene.data(lane), there.event(lane), width))


def test_the_events_own_data_stands_first_and_the_request_below() -> None:
    there = view(cursor=step_of(view(), "URL match exit"))
    said = data_at(there)
    assert said[0] == "● URL match  exit"
    at = said.index("")
    assert any(text.strip().startswith("route") for text in said[1:at])
    assert said[at + 1].startswith("environ  ")


def test_the_clients_keys_have_a_letter_of_their_own() -> None:
    there = view(cursor=step_of(view(), "view enter"))
    by_key = {
        text.split()[1] if text.startswith("C ") else text.split()[0]: text for text in data_at(there) if text.strip()
    }
    assert by_key["PATH_INFO"].startswith("C ")
    assert by_key["wsgi.url_scheme"].startswith("  ")
    marked = sum(text.startswith("C ") for text in data_at(there))
    assert f"{marked} of them the client's: C" in next(text for text in data_at(there) if text.startswith("environ"))


def test_both_protocols_have_their_own_word() -> None:
    there = view(cursor=step_of(view(), "view enter"))
    assert any(text.startswith("scope  ") for text in data_at(there, lane=1))


def test_what_an_event_changed_is_told() -> None:
    lane = Builder("asgi")
    lane.enter("scope", "application", scope={"type": "http"})
    lane.enter(
        "response", "http.response.body", message={"type": "http.response.body", "body": b"a", "more_body": True}
    )
    lane.leave("response", "http.response.body")
    lane.enter("response", "http.response.body", message={"type": "http.response.body", "body": b"b", "extra": 1})
    there = view(trace_of(lane), cursor=3)
    said = data_at(there)
    assert "≠ message.body  b'a' → b'b'" in said
    assert "− message.more_body  True → " in said
    assert "+ message.extra  1" in said


def test_before_the_first_event_there_is_nothing() -> None:
    assert data_at(view()) == []


def test_hostile_values_are_shown_exactly_and_visibly() -> None:
    lane = Builder("wsgi")
    lane.enter(
        "environ", "application", environ={"HTTP_X": "[red]\x1b[2J\x00", "PATH_INFO": "/\udcff[@click=app.quit]"}
    )
    said = "\n".join(data_at(view(trace_of(lane), cursor=0)))
    assert "'[red]␛[2J␀'" in said
    assert "'/\\udcff[@click=app.quit]'" in said
    assert "\x1b" not in said


def test_a_long_value_is_cut_with_its_length() -> None:
    lane = Builder("wsgi")
    lane.point("socket", "recv", bytes=b"x" * 5000, size=5000)
    said = data_at(view(trace_of(lane), cursor=0))
    assert any("… of 5003" in text for text in said)
