"""What a typed answer means, for each kind of question."""

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from visualizer.course import Choice, Question
from visualizer.course.answering import AnswerError, Given, given, how, options
from visualizer.course.lesson import QuestionKind

CHOICE = Question("q", "choice", "Which?", (Choice("`a`", True, ""), Choice("b", False, "No.")), 1)
NUMBER = Question("q", "number", "How many?", (Choice("3", True, "Yes."), Choice("2", False, "Count.")), 1)
OTHER = Question("q", "number", "How many?", (*NUMBER.choices, Choice("*", False, "Far off.")), 1)
ORDER = Question("q", "order", "In which order?", (Choice("any", False, "Look."),), 1, items=("x", "y", "z"))
MARKS = Question(
    "q",
    "marks",
    "Which?",
    (Choice("a", True, ""), Choice("b", True, ""), Choice("c", False, "Not c."), Choice("d", False, "Not d.")),
    1,
)


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        (CHOICE, "1", Given("`a`", True, "")),
        (CHOICE, " 2 ", Given("b", False, "No.")),
        (NUMBER, "3", Given("3", True, "Yes.")),
        (NUMBER, "3.0", Given("3.0", True, "Yes.")),
        (NUMBER, "2", Given("2", False, "Count.")),
        (NUMBER, "7", Given("7", False, "")),
        (OTHER, "7", Given("7", False, "Far off.")),
        (ORDER, "3 1 2", Given("z → y → x", False, "Look.")),
        (ORDER, "2,1,3", Given("x → y → z", True, "")),
        (MARKS, "2 1", Given("a, b", True, "")),
        (
            MARKS,
            "1 3 4",
            Given("a, c, d", False, "c: Not c.\n\nd: Not d.\n\n1 more could be marked. Look for them in the run."),
        ),
        (MARKS, "3", Given("c", False, "c: Not c.\n\n2 more could be marked. Look for them in the run.")),
    ],
)
def test_what_is_meant(question: Question, typed: str, meant: Given) -> None:
    assert given(question, typed) == meant


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (CHOICE, ""),
        (CHOICE, "0"),
        (CHOICE, "3"),
        (CHOICE, "1 2"),
        (CHOICE, "²"),
        (CHOICE, "1" * 9999),
        (NUMBER, "three"),
        (ORDER, "1 2"),
        (ORDER, "1 1 2"),
        (MARKS, "a"),
        (MARKS, "5"),
    ],
)
def test_what_is_no_answer_says_what_would_be(question: Question, typed: str) -> None:
    with pytest.raises(AnswerError) as caught:
        given(question, typed)
    assert how(question) in str(caught.value)


def test_options_are_shown_in_an_order_that_does_not_tell() -> None:
    assert options(CHOICE) == ("`a`", "b")
    assert options(NUMBER) == ()
    assert options(ORDER) == ("y", "x", "z")


@example(st.integers(2, 9))
def test_no_order_is_shown_in_its_right_order(count: int) -> None:
    question = Question("q", "order", "", (), 1, items=tuple(map(str, range(count))))
    assert sorted(options(question)) == list(question.items)
    assert options(question) != question.items


@example(st.sampled_from([CHOICE, NUMBER, OTHER, ORDER, MARKS]), st.text() | st.text(alphabet="123 ,.-e"))
def test_anything_typed_is_an_answer_or_none(question: Question, typed: str) -> None:
    kinds: set[QuestionKind] = {"choice", "number", "order", "marks"}
    assert question.kind in kinds
    try:
        meant = given(question, typed)
    except AnswerError:
        return
    assert meant.answer
