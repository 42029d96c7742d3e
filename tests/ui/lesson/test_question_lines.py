from tests.ui.lesson.shown import texts
from tests.ui.lesson.test_answers import question
from visualizer.course.lesson import QuestionKind
from visualizer.ui.lesson.answers import Said
from visualizer.ui.lesson.question_lines import Press, question_lines


def told(kind: QuestionKind, said: Said | None = None, *, at_hand: bool = True) -> list[str]:
    answers = {"q": said} if said else {}
    return [text.rstrip() for text in texts(question_lines(question(kind), answers, at_hand, 40))]


def keys(kind: QuestionKind) -> set[str]:
    """What can be clicked, as keys."""
    lines = list(question_lines(question(kind), {}, True, 60))
    targets = [line.target for line in lines] + [span.target for line in lines for span in line.left]
    return {target.key for target in targets if isinstance(target, Press)}


def test_marks_are_boxes() -> None:
    assert told("marks") == ["? ?", "□ 1  a", "□ 2  a, b", "□ 3  b", "  Enter when done   s skips"]
    assert told("marks", Said("1 2"))[1:3] == ["■ 1  a", "■ 2  a, b"]
    settled = told("marks", Said("1 2", is_settled=True))
    assert "     │ a, b: No." in settled
    assert not any("when done" in text for text in settled)


def test_an_order_is_numbered_and_then_stands_in_it() -> None:
    assert told("order")[1:] == ["  1  second", "  2  first", "  3  third", "  press them in your order   s skips"]
    assert told("order", Said("3"))[3] == "① 3  third"
    assert told("order", Said("3 1 2", is_settled=True))[1:] == ["① 3  third", "② 1  second", "③ 2  first"]


def test_a_number_is_typed_and_its_choices_are_not_told() -> None:
    assert "  ▸ 12▏" in told("number", Said("12"))
    assert not any("12.5" in text for text in told("number"))
    assert told("number", Said("7", is_settled=True)) == ["? ?", "● 7", "     │ Count."]


def test_everything_can_be_clicked() -> None:
    assert keys("choice") == {"1", "2", "skip"}
    assert keys("order") == {"1", "2", "3", "skip"}
    assert keys("marks") == {"1", "2", "3", "enter", "skip"}
    assert keys("number") == {*"0123456789.", "backspace", "enter", "skip"}


def test_what_was_skipped_says_so_and_how_to_answer_is_told_at_hand_only() -> None:
    assert told("choice", Said(is_skipped=True))[-1] == "  skipped"
    assert told("choice", at_hand=False) == ["? ?", "  1  one", "  2  two"]
