"""A question as lines, with what was said to it and what is said back; what a click on a line means is a key."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visualizer.course.answering import options
from visualizer.course.lesson import Question
from visualizer.ui.canvas import Line, Span, wrap
from visualizer.ui.lesson.answers import BACKSPACE, ENTER, NOTHING, SKIP, Answers, Said, result
from visualizer.ui.lesson.markdown import inline, render

INDENT = 5
"""Cells before an option's text: its mark, its key."""

_PLACES = "①②③④⑤⑥⑦⑧⑨"
_KEYPAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", ".")


class Press(NamedTuple):
    """What a click means: a key, for a certain question."""

    question: str
    key: str


def question_lines(question: Question, answers: Answers, is_at_hand: bool, width: int) -> Iterator[Line]:
    """The question, what there is to choose from, what was chosen, and the reply to that."""
    said = answers.get(question.id, NOTHING)
    mark = Span("? ", "question" if is_at_hand else "muted")
    yield from wrap([mark, *inline(question.text.replace("\n", " "), "strong")], width, indent=2)
    if question.kind == "number":
        yield from _number(question, said, width)
    else:
        yield from _options(question, said, width)
    yield from _below(question, said, is_at_hand, width)


def _options(question: Question, said: Said, width: int) -> Iterator[Line]:
    shown = options(question)
    for number in _in_order(question, said, len(shown)):
        is_chosen = number in said.chosen
        left = [Span(f"{_mark(question, said, number)} ", "current"), Span(f"{number}  ", "key")]
        text = inline(shown[number - 1], "strong" if is_chosen else "")
        yield from wrap([*left, *text], width, indent=INDENT, target=Press(question.id, str(number)))
        if question.kind == "choice" and is_chosen:
            yield from _reply(question, said, width)


def _in_order(question: Question, said: Said, count: int) -> Sequence[int]:
    """The numbers of the options as they stand below one another: once an order is settled, in that order."""
    return said.chosen if question.kind == "order" and said.is_settled else range(1, count + 1)


def _mark(question: Question, said: Said, number: int) -> str:
    if question.kind == "marks":
        return "■" if number in said.chosen else "□"
    if number not in said.chosen:
        return " "
    return _PLACES[said.chosen.index(number)] if question.kind == "order" else "●"


def _number(question: Question, said: Said, width: int) -> Iterator[Line]:
    """What was typed; while it is, digits for the mouse."""
    if said.is_settled:
        yield Line((Span("● ", "current"), Span(said.typed, "strong")))
        return
    keys = [Span(f"{key} ", "key", Press(question.id, key)) for key in _KEYPAD]
    back = Span("⌫", "key", Press(question.id, BACKSPACE))
    yield from wrap([Span("  ▸ ", "current"), Span(said.typed or "…", "strong"), Span("▏", "current")], width)
    yield from wrap([Span("  "), *keys, back], width, indent=2)


def _below(question: Question, said: Said, is_at_hand: bool, width: int) -> Iterator[Line]:
    """What is said to the answer; as long as there is none, how to give it."""
    if said.is_skipped:
        yield Line((Span("  skipped", "muted"),))
    elif said.is_settled:
        if question.kind != "choice":
            yield from _reply(question, said, width)
    elif is_at_hand:
        yield from wrap([Span("  "), *_how(question)], width, indent=2)


def _how(question: Question) -> list[Span]:
    settle, skip = Press(question.id, ENTER), Press(question.id, SKIP)
    done = [Span("Enter", "key", settle), Span(" when done   ", "muted", settle)]
    first = {
        "choice": [],
        "order": [Span("press them in your order   ", "muted")],
        "number": done,
        "marks": done,
    }[question.kind]
    return [*first, Span("s", "key", skip), Span(" skips", "muted", skip)]


def _reply(question: Question, said: Said, width: int) -> Iterator[Line]:
    answer = result(question, said)
    for line in render(answer.reply, width - INDENT - 2) if answer and answer.reply else ():
        yield line._replace(left=(Span(" " * INDENT), Span("│ ", "accent"), *line.left))
