"""Predictions: which question is at hand, and what a key does to its answer, whatever its kind. Nothing is graded."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from visualizer.course.answering import AnswerError, Given, given, options
from visualizer.course.lesson import Lesson, Question, Section
from visualizer.course.progress import Answer

ENTER, BACKSPACE, SKIP = "enter", "backspace", "skip"
"""The keys of an answer that are no character."""

_NUMBER = re.compile(r"-?\d{0,9}(\.\d{0,6})?")


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered so far."""

    typed: str = ""
    """As `answering.given` reads it: the numbers of what was chosen, or the number itself."""
    is_settled: bool = False
    """Whether that is the answer; else there is more to come."""
    is_skipped: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more is asked for."""
        return self.is_settled or self.is_skipped

    @property
    def chosen(self) -> tuple[int, ...]:
        """The numbers of what was chosen, in their order, from 1; of no use for a number question."""
        return tuple(int(word) for word in self.typed.split() if word.isdigit())


NOTHING = Said()

Answers: TypeAlias = Mapping[str, Said]
"""What was said, by the question's id."""


def at_hand(section: Section | None, answers: Answers) -> Question | None:
    """The question that keys answer: the section's first that is open, else its last, to be answered anew."""
    questions = section.questions if section else ()
    return next(iter(still_open(questions, answers)), questions[-1] if questions else None)


def still_open(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """The questions that were neither answered nor skipped."""
    return [question for question in questions if not answers.get(question.id, NOTHING).is_over]


def press(question: Question, said: Said, key: str) -> Said:
    """What is said after this key: a digit, `.`, `-`, or one of the words above; unchanged where the key says nothing.

    What was settled before is begun anew by the next character.
    """
    if key == SKIP:
        return said if said.is_settled else Said(is_skipped=True)
    if key == ENTER:
        return _settled(question, said)
    before = "" if said.is_over and question.kind != "marks" else said.typed
    typed = _KINDS[question.kind](question, before, key)
    if typed is None:
        return said
    is_whole = question.kind == "choice" or (question.kind == "order" and _is_whole(question, typed))
    return Said(typed, is_settled=is_whole)


def result(question: Question, said: Said) -> Given | None:
    """What the answer means and what is said to it; None as long as there is none."""
    return given(question, said.typed) if said.is_settled else None


def restored(lesson: Lesson, before: Mapping[str, Answer]) -> dict[str, Said]:
    """What was said when the lesson was opened before, as far as its questions are still the same."""
    found = ((question.id, _restored(question, before.get(question.id))) for question in lesson.questions)
    return {name: said for name, said in found if said is not None}


def _settled(question: Question, said: Said) -> Said:
    try:
        given(question, said.typed)
    except AnswerError:
        return said
    return replace(said, is_settled=True, is_skipped=False)


def _choice(question: Question, typed: str, key: str) -> str | None:
    return key if key.isdigit() and 1 <= int(key) <= len(question.choices) else None


def _number(question: Question, typed: str, key: str) -> str | None:
    longer = typed[:-1] if key == BACKSPACE else typed + key
    return longer if _NUMBER.fullmatch(longer) else None


def _order(question: Question, typed: str, key: str) -> str | None:
    """A number that is there already is taken back; the last one follows from the others."""
    numbers = typed.split()
    if key == BACKSPACE:
        return " ".join(numbers[:-1])
    every = [str(number) for number in range(1, len(question.items) + 1)]
    if key not in every:
        return None
    numbers = [number for number in numbers if number != key] if key in numbers else [*numbers, key]
    rest = [number for number in every if number not in numbers]
    return " ".join([*numbers, *rest] if len(rest) == 1 else numbers)


def _marks(question: Question, typed: str, key: str) -> str | None:
    """A number that is there already is taken back."""
    numbers = set(map(int, typed.split()))
    if key == BACKSPACE:
        return ""
    if _choice(question, typed, key) is None:
        return None
    return " ".join(map(str, sorted(numbers ^ {int(key)})))


_KINDS = {"choice": _choice, "number": _number, "order": _order, "marks": _marks}


def _is_whole(question: Question, typed: str) -> bool:
    return len(typed.split()) == len(question.items)


def _restored(question: Question, answer: Answer | None) -> Said | None:
    if answer is None:
        return None
    if answer.is_skipped:
        return Said(is_skipped=True)
    typed = _typed(question, answer.answer)
    try:
        is_same = given(question, typed).answer == answer.answer
    except AnswerError:
        return None
    return Said(typed, is_settled=True) if is_same else None


def _typed(question: Question, answer: str) -> str:
    """What was typed for the answer to be this, if anything was."""
    shown = options(question)
    if question.kind == "number":
        return answer
    if question.kind == "choice":
        return str(shown.index(answer) + 1) if answer in shown else ""
    if question.kind == "order":
        return " ".join(str(shown.index(item) + 1) for item in answer.split(" → ") if item in shown)
    numbers: list[str] = []
    for number, text in enumerate(shown, start=1):
        if answer == text or answer.startswith(f"{text}, "):
            numbers.append(str(number))
            answer = answer[len(text) + 2 :]
    return " ".join(numbers)
