"""What is told at a stop, as lines: the prose, the questions with their answers, the claims proved, the tasks."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from visualizer.course.lesson import Claim, Lesson, Prose, Question, Section, Seen, Task
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.lesson.answers import NOTHING, Answers, at_hand, result
from visualizer.ui.lesson.attempt import Attempt
from visualizer.ui.lesson.claim_lines import claim_lines
from visualizer.ui.lesson.findings import Findings
from visualizer.ui.lesson.markdown import inline, render
from visualizer.ui.lesson.question_lines import question_lines
from visualizer.ui.lesson.task_lines import task_lines


class Told(NamedTuple):
    """All that the story pane's text depends on."""

    lesson: Lesson
    section: Section
    answers: Answers
    findings: Findings = Findings()
    attempts: Mapping[str, Attempt] = {}
    solved: frozenset[str] = frozenset()
    """The ids of the tasks that are solved."""
    remark: str = ""
    """Why what is seen is not the lesson's own run, live; told first."""


def story_lines(told: Told, width: int) -> list[Line]:
    """The section's lines, its title first."""
    lines = [*wrap([Span("! ", "question"), Span(told.remark, "muted")], width, indent=2), BLANK] if told.remark else []
    if told.section.title:
        lines += [*wrap([Span(told.section.title, "heading")], width), BLANK]
    hand = at_hand(told.section, told.answers)
    for part in told.section.parts:
        match part:
            case Prose():
                lines += [*render(told.findings.prose.get(part.line, part.text), width), BLANK]
            case Question():
                lines += [*question_lines(part, told.answers, part == hand, width), BLANK]
            case Seen():
                lines += [*_seen(told, part, width), BLANK]
            case Claim():
                lines += claim_lines(part, told.findings.claims.get(part.line), width)
            case Task():
                attempt, is_solved = told.attempts.get(part.id), part.id in told.solved
                lines += [BLANK, *task_lines(part, attempt, is_solved, width), BLANK]
            case _:
                pass  # a note is for the teacher
    return lines


def _seen(told: Told, seen: Seen, width: int) -> Iterator[Line]:
    """What to look for now, and what was predicted before the run."""
    yield from wrap([Span("◉ ", "question"), *inline(seen.text.replace("\n", " "), "strong")], width, indent=2)
    question = next(one for one in told.lesson.questions if one.id == seen.question)
    answer = result(question, told.answers.get(question.id, NOTHING))
    if answer is not None:
        yield from wrap([Span("  you said  ", "muted"), *inline(answer.answer)], width, indent=12)
    else:
        yield Line((Span("  you made no prediction", "muted"),))
