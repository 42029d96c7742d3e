from dataclasses import replace

import pytest

from tests.ui.lesson.shown import lesson, view
from tests.ui.lesson.test_lane_lines import two_exchanges
from visualizer.course.lesson import Choice, Question, QuestionKind
from visualizer.lab import BreakOn
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lane_state import LaneState
from visualizer.ui.lesson import keys
from visualizer.ui.lesson.answers import Said
from visualizer.ui.lesson.footer import Situation, hints, line
from visualizer.ui.lesson.header import header
from visualizer.ui.lesson.view import View
from visualizer.ui.live.seen import Seen

STILL = Situation(is_playing=False, is_zoomed=False, is_narrow=False, can_run=True)


def test_what_matters_depends_on_the_situation() -> None:
    told = view(told=True)
    asked = lesson().opening.questions[0]
    assert hints(told, STILL)[:2] == [keys.answer_hint(asked), keys.SKIP]
    assert keys.SKIP not in hints(view(), STILL)
    assert keys.STOP not in hints(view(), STILL)
    assert keys.LANE not in hints(told, STILL)
    assert keys.LANE in hints(told, STILL._replace(is_narrow=True))
    assert keys.SMALL in hints(told, STILL._replace(is_zoomed=True))
    assert keys.PAUSE in hints(told, STILL._replace(is_playing=True))
    assert keys.RUN in hints(told, STILL)
    assert keys.RUN not in hints(told, STILL._replace(can_run=False))


def said(seen: View, now: Situation = STILL, width: int = 120) -> str:
    """The line."""
    return line(hints(seen, now), width).text


def test_a_new_user_finds_what_can_be_sent() -> None:
    done = {name: Said("1", is_settled=True) for name in ("thread", "count")}
    shown = said(replace(view(told=True), answers=done), width=140)
    for hint in ("h hold", "r run", "e change", "m many", "f fault", "d compare"):
        assert f" {hint} " in shown
    assert "many" not in said(view(), STILL._replace(can_run=False))


def test_what_is_live_has_its_own_keys() -> None:
    live = replace(view(), live=Seen((), True, 600.0))
    assert said(live).startswith(" ←→ step   c let go   n another   b breakpoint   k client leaves   y copy curl")
    narrow = STILL._replace(is_narrow=True)
    assert said(live, narrow, 80).startswith(" ←→ step   c let go   n another   l other lane   b breakpoint")


def test_a_breakpoint_is_what_is_run_to() -> None:
    assert keys.RUN_TO in hints(replace(view(), breakpoints=(BreakOn("view"),)), STILL)


def test_several_exchanges_can_be_listed_when_nothing_is_asked() -> None:
    assert keys.EXCHANGES in hints(view(two_exchanges()), STILL)
    assert keys.EXCHANGES not in hints(view(), STILL)


def test_a_task_and_a_claim_have_their_keys_where_they_stand() -> None:
    at_the_task = view(told=True, cursor=len(view().score.steps) - 1)
    assert {keys.EDIT_CODE, keys.HINT, keys.RESET_CODE, keys.CLAIM} <= set(hints(at_the_task, STILL))
    assert keys.EDIT_CODE not in hints(view(told=True), STILL)


def test_what_is_said_can_be_said_again() -> None:
    said = {name: Said("1", is_settled=True) for name in ("thread", "count")}
    answered = hints(replace(view(told=True), answers=said), STILL)
    assert answered[0] is keys.STEP
    assert keys.answer_hint(lesson().opening.questions[1]) in answered


@pytest.mark.parametrize("width", [40, 80, 200])
def test_as_many_as_fit_and_help_always(width: int) -> None:
    shown = line(hints(view(told=True), STILL), width)
    assert width_of(shown.text) <= width
    assert shown.right[0].text == "?"
    assert shown.left[1].text == "1–2"


def test_a_click_on_a_hint_is_its_action() -> None:
    shown = line([keys.ZOOM], 80)
    assert {span.target for span in shown.left[1:]} == {"zoom"}


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("choice", "1–3 answer"), ("marks", "1–3 Enter mark"), ("order", "1–2 in order"), ("number", "0–9 Enter answer")],
)
def test_each_kind_of_question_has_its_keys(kind: QuestionKind, shown: str) -> None:
    items = ("a", "b") if kind == "order" else ()
    hint = keys.answer_hint(Question("q", kind, "?", (Choice("1", True, ""),) * 3, 1, items=items))
    assert f"{hint.keys} {hint.says}" == shown


def test_the_header_says_where_one_is() -> None:
    told = view(told=True, cursor=3)
    shown = header(told, "Lesson 5 · A small lesson", "RECORDED").text
    assert shown.startswith(" Lesson 5 · A small lesson")
    assert f"stop 0/2 · event 4/{len(told.score.steps)}" in shown
    assert shown.endswith(" RECORDED ")
    assert "stop" not in header(replace(view(), states=(LaneState("wsgi"),)), "x", "LIVE").text


def test_the_header_says_which_of_several_exchanges() -> None:
    shown = view(two_exchanges(), cursor=1)
    assert "  #2/2 · event 2/6  " in header(shown, "x", "LIVE").text
    assert "#" not in header(view(two_exchanges()), "x", "LIVE").text
