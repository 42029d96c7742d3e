from dataclasses import replace

import pytest

from tests.ui.lesson.shown import view
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lane_state import LaneState
from visualizer.ui.lesson import keys
from visualizer.ui.lesson.footer import Situation, hints, line
from visualizer.ui.lesson.header import header

STILL = Situation(is_playing=False, is_zoomed=False, is_narrow=False, can_run=True)


def test_what_matters_depends_on_the_situation() -> None:
    told = view(told=True)
    assert keys.answer_hint(2) in hints(told, STILL)
    assert keys.answer_hint(2) not in hints(view(), STILL)
    assert keys.STOP not in hints(view(), STILL)
    assert keys.LANE not in hints(told, STILL)
    assert keys.LANE in hints(told, STILL._replace(is_narrow=True))
    assert keys.SMALL in hints(told, STILL._replace(is_zoomed=True))
    assert keys.PAUSE in hints(told, STILL._replace(is_playing=True))
    assert keys.RUN in hints(told, STILL)
    assert keys.RUN not in hints(told, STILL._replace(can_run=False))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_as_many_as_fit_and_help_always(width: int) -> None:
    shown = line(hints(view(told=True), STILL), width)
    assert width_of(shown.text) <= width
    assert shown.right[0].text == "?"
    assert shown.left[1].text == "←→"


def test_a_click_on_a_hint_is_its_action() -> None:
    shown = line([keys.ZOOM], 80)
    assert {span.target for span in shown.left[1:]} == {"zoom"}


def test_one_choice_is_one_key() -> None:
    assert keys.answer_hint(1).keys == "1"


def test_the_header_says_where_one_is() -> None:
    told = view(told=True, cursor=3)
    shown = header(told, "Lesson 5 · A small lesson", "RECORDED").text
    assert shown.startswith(" Lesson 5 · A small lesson")
    assert f"stop 0/2 · event 4/{len(told.score.steps)}" in shown
    assert shown.endswith(" RECORDED ")
    assert "stop" not in header(replace(view(), states=(LaneState("wsgi"),)), "x", "LIVE").text
