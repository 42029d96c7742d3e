from dataclasses import replace

from tests.golden.make import golden
from tests.ui.lesson.shown import lesson, texts
from visualizer.course.lesson import Prose
from visualizer.ui.lesson.answers import Answers, Said
from visualizer.ui.lesson.findings import Findings, find
from visualizer.ui.lesson.question_lines import Press
from visualizer.ui.lesson.story_lines import Told, story_lines

SECOND = {"thread": Said("2", is_settled=True)}


def told(section: int, answers: Answers, width: int = 40, findings: Findings | None = None) -> list[str]:
    small = lesson()
    said = Told(small, small.sections[section], answers, findings or Findings())
    return [text.rstrip() for text in texts(story_lines(said, width))]


def test_the_prose_and_the_questions_with_their_choices() -> None:
    said = told(0, {})
    assert said[0] == "One request, two lanes."
    assert "? Which thread runs the view?" in said
    assert "  1  the loop" in said
    assert "  2  a worker thread" in said


def test_an_answer_is_marked_and_has_a_reply() -> None:
    said = told(0, SECOND)
    assert "● 2  a worker thread" in said
    assert "     │ Look at the hop." in said
    assert not any("Look at the place" in text for text in said)


def test_a_choice_can_be_clicked() -> None:
    small = lesson()
    lines = story_lines(Told(small, small.opening, {}), 40)
    assert [line.target for line in lines if line.target] == [
        Press("thread", "1"),
        Press("thread", "2"),
        Press("count", "1"),
        Press("count", "2"),
    ]


def test_the_prediction_stands_beside_what_to_see() -> None:
    assert "  you said  a worker thread" in told(2, SECOND)
    assert "  you made no prediction" in told(2, {})
    assert "◉ Which thread stands there?" in told(2, {})


def test_claims_are_told_and_then_proved() -> None:
    assert "· The answer is 200." in told(2, {})
    proved = told(2, {}, findings=find(lesson(), golden("both")))
    assert "✓ The answer is 200." in proved
    assert any(text.startswith("  ↳ wsgi client") for text in proved)


def test_a_task_is_told() -> None:
    said = told(2, {})
    assert "✎ Change it" in said
    assert "○ wsgi.status == 404" in said
    assert said[0] == "The view runs"


def test_figures_are_those_of_the_run() -> None:
    small = lesson()
    stop = replace(small.stops[0], parts=(Prose("It ran in {asgi.view.thread}.", 1),))
    figured = replace(small, stops=(stop, *small.stops[1:]))
    findings = find(figured, golden("both"))
    assert "It ran in MainThread." in texts(story_lines(Told(figured, stop, {}, findings), 40))


def test_a_remark_goes_before_everything() -> None:
    small = lesson()
    lines = story_lines(Told(small, small.opening, {}, remark="This is a recording."), 40)
    assert lines[0].text == "! This is a recording."
