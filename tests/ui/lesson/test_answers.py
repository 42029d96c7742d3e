import pytest

from tests.ui.lesson.shown import lesson
from visualizer.course.answering import given
from visualizer.course.lesson import Choice, Question, QuestionKind
from visualizer.course.progress import Answer
from visualizer.ui.lesson.answers import (
    BACKSPACE,
    ENTER,
    NOTHING,
    SKIP,
    Said,
    at_hand,
    press,
    restored,
    result,
    still_open,
)


def question(kind: QuestionKind) -> Question:
    """A question of each kind, with commas and arrows where they could mislead."""
    choices = {
        "choice": (Choice("one", False, "No."), Choice("two", True, "")),
        "number": (Choice("12.5", True, ""), Choice("*", False, "Count.")),
        "order": (),
        "marks": (Choice("a", True, ""), Choice("a, b", False, "No."), Choice("b", True, "")),
    }[kind]
    return Question("q", kind, "?", choices, 1, items=("first", "second", "third") if kind == "order" else ())


def said(kind: QuestionKind, *keys: str) -> Said:
    """What is said after these keys."""
    answer = NOTHING
    for key in keys:
        answer = press(question(kind), answer, key)
    return answer


def test_the_first_open_question_is_at_hand_then_the_last() -> None:
    opening = lesson().opening
    thread, count = opening.questions
    assert at_hand(opening, {}) == thread
    assert at_hand(opening, {"thread": Said("1", is_settled=True)}) == count
    assert at_hand(opening, {"thread": Said(is_skipped=True), "count": Said("1", is_settled=True)}) == count
    assert still_open(opening.questions, {"count": Said("1")}) == [thread, count]


def test_where_nothing_is_asked_nothing_is_at_hand() -> None:
    assert at_hand(lesson().stops[0], {}) is None
    assert at_hand(None, {}) is None


@pytest.mark.parametrize(
    ("kind", "keys", "then"),
    [
        ("choice", ["2"], Said("2", is_settled=True)),
        ("choice", ["3"], NOTHING),
        ("choice", ["0"], NOTHING),
        ("choice", ["."], NOTHING),
        ("choice", ["1", "2"], Said("2", is_settled=True)),
        ("choice", [ENTER], NOTHING),
        ("choice", [SKIP], Said(is_skipped=True)),
        ("choice", [SKIP, "1"], Said("1", is_settled=True)),
        ("choice", ["1", SKIP], Said("1", is_settled=True)),
        ("number", ["1", "2", ".", "5", ENTER], Said("12.5", is_settled=True)),
        ("number", ["1", BACKSPACE], Said("")),
        ("number", [BACKSPACE], Said("")),
        ("number", ["-", "-", "3"], Said("-3")),
        ("number", [".", ".", "5"], Said(".5")),
        ("number", ["-", ENTER], Said("-")),
        ("number", ["4", ENTER, "7"], Said("7")),
        ("order", ["2", "1"], Said("2 1 3", is_settled=True)),
        ("order", ["2", "2"], Said("")),
        ("order", ["2", BACKSPACE, "3"], Said("3")),
        ("order", ["4", "0"], NOTHING),
        ("order", ["2", "1", "3"], Said("3")),
        ("marks", ["3", "1", ENTER], Said("1 3", is_settled=True)),
        ("marks", ["3", "3"], Said("")),
        ("marks", ["3", "1", BACKSPACE], Said("")),
        ("marks", [ENTER], NOTHING),
        ("marks", ["4"], NOTHING),
        ("marks", ["1", ENTER, "3"], Said("1 3")),
    ],
)
def test_what_a_key_says(kind: QuestionKind, keys: list[str], then: Said) -> None:
    assert said(kind, *keys) == then


def test_the_result_is_what_the_course_makes_of_it() -> None:
    assert result(question("choice"), Said("1")) is None
    assert result(question("choice"), Said("1", is_settled=True)) == given(question("choice"), "1")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("choice", "2"), ("number", "12.5"), ("number", "-3"), ("order", "3 1 2"), ("marks", "1 3"), ("marks", "1 2 3")],
)
def test_what_was_said_before_is_recalled(kind: QuestionKind, typed: str) -> None:
    asked = question(kind)
    small = lesson()
    opening = type(small.opening)("", 1, (asked,))
    before = {"q": Answer(given(asked, typed).answer, right=False)}
    told = type(small)(small.card, opening, small.stops, small.text)
    assert restored(told, before) == {"q": Said(typed, is_settled=True)}


@pytest.mark.parametrize("kind", ["choice", "number", "order", "marks"])
def test_an_answer_to_another_question_is_forgotten_and_a_skipped_one_is_not(kind: QuestionKind) -> None:
    small = lesson()
    told = type(small)(small.card, type(small.opening)("", 1, (question(kind),)), small.stops, small.text)
    assert restored(told, {"q": Answer("what is gone", right=True)}) == {}
    assert restored(told, {"q": Answer("", None)}) == {"q": Said(is_skipped=True)}
    assert restored(told, {}) == {}
