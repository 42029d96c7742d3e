from tests.ui.lesson.shown import lesson
from visualizer.ui.lesson.answers import answered, at_hand


def test_the_first_open_question_is_at_hand_then_the_last() -> None:
    opening = lesson().opening
    thread, count = opening.questions
    assert at_hand(opening, {}) == thread
    assert at_hand(opening, {"thread": 0}) == count
    assert at_hand(opening, {"thread": 0, "count": 1}) == count


def test_where_nothing_is_asked_nothing_is_at_hand() -> None:
    assert at_hand(lesson().stops[0], {}) is None
    assert at_hand(None, {}) is None


def test_an_answer_takes_the_place_of_an_earlier_one() -> None:
    thread, _ = lesson().opening.questions
    assert answered({"thread": 0, "count": 1}, thread, 1) == {"thread": 1, "count": 1}
    assert answered({"thread": 0}, thread, 2) == {"thread": 0}
    assert answered({}, thread, -1) == {}
