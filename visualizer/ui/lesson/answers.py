"""Predictions: which question is at hand, and what an answer changes. Nothing is graded."""

from collections.abc import Mapping
from typing import TypeAlias

from visualizer.course.lesson import Question, Section

Answers: TypeAlias = Mapping[str, int]
"""For each question's id the number of the choice, from 0."""


def at_hand(section: Section | None, answers: Answers) -> Question | None:
    """The question that a digit answers: the section's first that is open, else its last, to be answered anew."""
    questions = [question for question in section.questions if question.choices] if section else []
    still_open = (question for question in questions if question.id not in answers)
    return next(still_open, questions[-1] if questions else None)


def answered(answers: Answers, question: Question, choice: int) -> Answers:
    """The answers with this one, which takes the place of an earlier one; unchanged for a choice that there is not."""
    return {**answers, question.id: choice} if 0 <= choice < len(question.choices) else answers
