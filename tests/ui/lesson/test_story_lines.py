from tests.ui.lesson.shown import lesson, texts
from visualizer.ui.lesson.answers import Answers
from visualizer.ui.lesson.story_lines import story_lines


def told(section: int, answers: Answers, width: int = 40) -> list[str]:
    small = lesson()
    return [text.rstrip() for text in texts(story_lines(small, small.sections[section], answers, width))]


def test_the_prose_and_the_questions_with_their_choices() -> None:
    said = told(0, {})
    assert said[0] == "One request, two lanes."
    assert "? Which thread runs the view?" in said
    assert "  1  the loop" in said
    assert "  2  a worker thread" in said


def test_an_answer_is_marked_and_has_a_reply() -> None:
    said = told(0, {"thread": 1})
    assert "● 2  a worker thread" in said
    assert "     │ Look at the hop." in said
    assert not any("Look at the place" in text for text in said)


def test_a_choice_can_be_clicked() -> None:
    small = lesson()
    targets = [line.target for line in story_lines(small, small.opening, {}, 40) if line.target]
    assert targets == [("thread", 0), ("thread", 1), ("count", 0), ("count", 1)]


def test_the_prediction_stands_beside_what_to_see() -> None:
    assert "  you said  a worker thread" in told(2, {"thread": 1})
    assert not any("you said" in text for text in told(2, {}))
    assert "◉ Which thread stands there?" in told(2, {})


def test_claims_and_tasks_are_told() -> None:
    said = told(2, {})
    assert "▪ The answer is 200." in said
    assert "✎ Change it" in said
    assert "edit  views.py" in said
    assert said[0] == "The view runs"
