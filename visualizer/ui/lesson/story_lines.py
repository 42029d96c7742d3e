"""What is told at a stop, as lines: the prose, the questions with their answers, the predictions beside the run."""

from collections.abc import Iterator

from visualizer.course.lesson import Claim, Lesson, Prose, Question, Section, Seen, Task
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.lesson.answers import Answers, at_hand
from visualizer.ui.lesson.markdown import inline, render

CHOSEN, OPEN = "●", " "


def story_lines(lesson: Lesson, section: Section, answers: Answers, width: int) -> list[Line]:
    """The section's lines, its title first."""
    lines = [*wrap([Span(section.title, "heading")], width), BLANK] if section.title else []
    for part in section.parts:
        match part:
            case Prose():
                lines += [*render(part.text, width), BLANK]
            case Question():
                lines += [*_question(part, answers, part == at_hand(section, answers), width), BLANK]
            case Seen():
                lines += [*_seen(lesson, part, answers, width), BLANK]
            case Claim():
                lines += wrap([Span("▪ ", "right"), *inline(part.sentence)], width, indent=2)
            case Task():
                lines += [BLANK, *_task(part, width), BLANK]
            case _:
                pass  # a note is for the teacher
    return lines


def _question(question: Question, answers: Answers, is_at_hand: bool, width: int) -> Iterator[Line]:
    chosen = answers.get(question.id)
    mark = Span("? ", "question") if is_at_hand else Span("? ", "muted")
    yield from wrap([mark, *inline(question.text.replace("\n", " "), "strong")], width, indent=2)
    for number, choice in enumerate(question.choices):
        is_chosen = number == chosen
        left = [Span(f"{CHOSEN if is_chosen else OPEN} ", "current"), Span(f"{number + 1}  ", "key")]
        text = inline(choice.text, "strong" if is_chosen else "")
        yield from wrap([*left, *text], width, indent=5, target=(question.id, number))
        if is_chosen and choice.reply:
            for line in render(choice.reply, width - 7):
                yield line._replace(left=(Span("     "), Span("│ ", "accent"), *line.left))
    for item in question.items:
        yield from wrap([Span("  · "), *inline(item)], width, indent=4)


def _seen(lesson: Lesson, seen: Seen, answers: Answers, width: int) -> Iterator[Line]:
    """What to look for now, and what was predicted before the run."""
    yield from wrap([Span("◉ ", "question"), *inline(seen.text.replace("\n", " "), "strong")], width, indent=2)
    question = next((one for one in lesson.questions if one.id == seen.question), None)
    chosen = answers.get(seen.question)
    if question is None or chosen is None:
        return
    yield from wrap([Span("  you said  ", "muted"), *inline(question.choices[chosen].text)], width, indent=12)


def _task(task: Task, width: int) -> Iterator[Line]:
    yield Line((Span("✎ Change it", "heading"),))
    yield from render(task.text, width)
    yield from wrap([Span("edit  ", "muted"), Span(", ".join(task.edit), "literal")], width, indent=6)
