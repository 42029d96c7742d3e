"""A lesson's scenario: its lanes and its requests as the lab knows them."""

from pathlib import Path

from tests.course.write import CARD, lesson
from visualizer.course.front_matter import read_card
from visualizer.course.lesson import Lane, LessonRequest
from visualizer.course.scenario import lane_spec, request, scenario
from visualizer.lab import LaneSpec


def test_a_lesson_becomes_a_scenario(tmp_path: Path) -> None:
    card = read_card(lesson(tmp_path, CARD))
    made = scenario(card)
    assert made.name == "A small lesson"
    assert [lane.name for lane in made.lanes] == ["wsgi", "asgi"]
    assert {lane.path for lane in made.lanes} == {card.folder}
    assert made.requests[0].data.startswith(b"GET / HTTP/1.1\r\n")


def test_its_code_may_lie_elsewhere(tmp_path: Path) -> None:
    card = read_card(lesson(tmp_path, CARD))
    assert {lane.path for lane in scenario(card, tmp_path).lanes} == {tmp_path}


def test_a_lane_has_its_own_settings_threads_and_options() -> None:
    lane = Lane("mounted", "wsgi", "a.b:c", "a.settings", 4, ("--root-path", "/app"))
    assert lane_spec(lane, Path("x")) == LaneSpec(
        "mounted",
        "wsgi",
        "a.b:c",
        Path("x"),
        4,
        ("--root-path", "/app"),
        (("DJANGO_SETTINGS_MODULE", "a.settings"),),
        show_secrets=True,
    )


def test_a_raw_request_is_sent_as_it_is() -> None:
    assert request(LessonRequest(raw=b"\x00\xff")).data == b"\x00\xff"


def test_a_body_has_its_length() -> None:
    data = request(LessonRequest("POST", "/", (("X-A", "1"),), b"abc")).data
    assert b"\r\nX-A: 1\r\n" in data
    assert data.endswith(b"Content-Length: 3\r\n\r\nabc")


def test_chunks_are_framed() -> None:
    data = request(LessonRequest("POST", "/", (), chunks=(b"a" * 16, b"b"))).data
    assert data.endswith(b"Transfer-Encoding: chunked\r\n\r\n10\r\n" + b"a" * 16 + b"\r\n1\r\nb\r\n0\r\n\r\n")
    assert b"Content-Length" not in data
