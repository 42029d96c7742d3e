from tests.build import Builder, trace_of
from tests.ui.lesson.shown import step_of, texts, view
from visualizer.ui.lesson.bytes_lines import bytes_picture
from visualizer.vocabulary.limits import BYTES_LIMIT


def test_each_read_and_write_has_its_direction() -> None:
    end = view(cursor=len(view().score.steps) - 1)
    said = texts(bytes_picture(end.scene.bytes(0), 60).lines)
    assert said[0].startswith("↓ received by the server  ")
    assert any(text.startswith("↑ sent by the server  ") for text in said)


def test_the_bytes_of_the_event_are_marked_and_in_sight() -> None:
    there = view(cursor=step_of(view(), "socket recv"))
    picture = bytes_picture(there.scene.bytes(0), 60)
    assert picture.see == 1
    assert picture.lines[1].fill == "highlight"
    assert picture.lines[1].text.startswith("▌0000  GET /")
    after = view(cursor=step_of(view(), "view enter"))
    assert all(line.fill == "" for line in bytes_picture(after.scene.bytes(0), 60).lines)


def test_before_the_first_byte() -> None:
    assert texts(bytes_picture(view().scene.bytes(0), 60).lines) == ["no bytes yet"]


def test_what_was_not_kept_and_what_came_before_is_counted() -> None:
    lane = Builder("wsgi")
    lane.point("socket", "recv", bytes=b"a", size=1)
    lane.point("socket", "recv", bytes=b"x" * (BYTES_LIMIT + 10), size=BYTES_LIMIT + 10)
    said = texts(bytes_picture(view(trace_of(lane), cursor=1).scene.bytes(0, 100), 60).lines)
    assert said[0] == "… 1 earlier reads and writes"
    assert said[1] == "↓ received by the server  66 kB, 66 kB of them kept"
