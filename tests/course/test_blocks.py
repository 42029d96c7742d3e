"""The active blocks: what each holds, and for each mistake an error with its line."""

from pathlib import Path

import pytest

from visualizer.course import Choice, Claim, LessonError, Question, Task
from visualizer.course.blocks import Fence, block

PATH = Path("lessons/01-small/lesson.md")


def fence(text: str) -> Fence:
    """The block with this text, whose opening fence is line 10."""
    lines = text.split("\n")
    word, *words = lines[0].split()
    return Fence(PATH, 10, word, tuple(words), tuple(lines[1:]))


def test_a_question_has_a_text_and_choices_with_replies() -> None:
    text = "question #where\nWhere\nis it?\n- [ ] here\n  No,\n\n  not here.\n- [x] `there`\n- [ ] nowhere\n  No."
    assert block(fence(text)) == (
        Question(
            "where",
            "choice",
            "Where\nis it?",
            (Choice("here", False, "No,\n\nnot here."), Choice("`there`", True, ""), Choice("nowhere", False, "No.")),
            10,
        ),
    )


def test_a_question_may_recall_an_earlier_lesson() -> None:
    (question,) = block(fence("question from=environ\nWhat?\n- [x] a\n- [ ] b"))
    assert isinstance(question, Question)
    assert question.is_recall
    assert (question.recalls, question.id) == ("environ", "line-10")


def test_a_number_question_has_numbers_and_any_other() -> None:
    (question,) = block(fence("question number\nHow many?\n- [x] 3\n- [ ] -1.5\n- [ ] *\n  Count again."))
    assert isinstance(question, Question)
    assert [choice.text for choice in question.choices] == ["3", "-1.5", "*"]


def test_an_order_question_has_items_in_their_right_order() -> None:
    (question,) = block(fence("question order\nWhich first?\n1. this\n2. that\n- [ ] 2 1\n  No."))
    assert isinstance(question, Question)
    assert (question.items, question.choices) == (("this", "that"), (Choice("2 1", False, "No."),))


def test_a_marks_question_has_several_right_answers() -> None:
    (question,) = block(fence("question marks\nWhich?\n- [x] a\n- [x] b\n- [ ] c"))
    assert isinstance(question, Question)
    assert question.kind == "marks"


def test_a_claim_block_holds_claims_with_their_sentences() -> None:
    text = "claim needs=gunicorn,nginx\n# This is\n# so.\nwsgi.status ==\n  200\n\n# That too.\nasgi.status == 200\n"
    assert block(fence(text)) == (
        Claim("This is so.", "wsgi.status == 200", 13, ("gunicorn", "nginx")),
        Claim("That too.", "asgi.status == 200", 17, ("gunicorn", "nginx")),
    )


def test_a_task_has_a_text_files_goals_and_hints() -> None:
    text = "task quick\nDo it\nquickly.\n\nedit: a.py\nedit: b.py\n"
    text += "goal: wsgi.status ==\n  201\nhint: Think.\n\nhint: More."
    assert block(fence(text)) == (
        Task(
            "quick",
            "Do it\nquickly.",
            ("a.py", "b.py"),
            (Claim("wsgi.status == 201", "wsgi.status == 201", 16),),
            ("Think.", "More."),
            10,
        ),
    )


MISTAKES = [
    ("question\n- [x] a\n- [ ] b", 10, "has no text"),
    ("question whatever\nA?\n- [x] a\n- [ ] b", 10, "no word of a question"),
    ("question #A!\nA?\n- [x] a\n- [ ] b", 10, "'A!' is no name"),
    ("question\nA?\n- [x] a", 10, "at least two answers"),
    ("question\nA?\n- [ ] a\n- [ ] b", 10, "0 right answers"),
    ("question\nA?\n- [x] a\n- [x] b", 10, "2 right answers"),
    ("question marks\nA?\n- [ ] a\n- [ ] b", 10, "0 right answers"),
    ("question\nA?\n1. a\n- [x] a\n- [ ] b", 10, "only an order question"),
    ("question\nA?\n- [x] a\nno reply", 13, "indent a reply by 2"),
    ("question\nA?\n- [x] 0" + "\n- [ ] more" * 9, 10, "at most 9"),
    ("question number\nA?\n- [x] three\n- [ ] 4", 10, "is a number, or *"),
    ("question order\nA?\n1. a", 10, "from 2 to 9"),
    ("question order\nA?\n1. a\n2. b\n- [x] 1 2", 10, "is that of its items"),
    ("seen\nLook.", 10, "names the question"),
    ("seen a", 10, "the seen is empty"),
    ("note\n\n", 10, "the note is empty"),
    ("claim", 10, "has no expression"),
    ("claim\n# Sentence.", 10, "has no expression"),
    ("claim\na == b", 11, "begins with its sentence"),
    ("claim\n# One.\na\n# Two.", 10, "has no expression"),
    ("claim loud\n# One.\na", 10, "no word of a claim"),
    ("task\nDo.\nedit: a\ngoal: b", 10, "a task has a name"),
    ("task a b\nDo.\nedit: a\ngoal: b", 10, "a task has a name"),
    ("task a\nedit: a\ngoal: b", 10, "does not say what to do"),
    ("task a\nDo.\ngoal: b", 10, "has no edit"),
    ("task a\nDo.\nedit: a", 10, "has no goal"),
    ("task a\nDo.\nedit: a\ngoal:", 10, "has no goal"),
    ("task a\nDo.\nedit: a\nmore", 13, "indent what goes on"),
]


@pytest.mark.parametrize(("text", "line", "problem"), MISTAKES)
def test_a_mistake_is_named_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(LessonError) as caught:
        block(fence(text))
    assert problem in str(caught.value)
    assert caught.value.line == line
