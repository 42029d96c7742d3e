"""What an answer that was typed means: which choice it is, whether it is right, and what is said to it."""

from dataclasses import dataclass

from visualizer.course.lesson import Choice, Question


class AnswerError(ValueError):
    """What was typed is no answer to this question; the message says what would be."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer."""

    answer: str
    """As it is remembered and shown beside what was seen."""
    right: bool
    reply: str
    """What is said to who answers this; Markdown, may be empty."""


def how(question: Question) -> str:
    """How to answer, in a few words."""
    return {
        "choice": f"a number from 1 to {len(question.choices)}",
        "number": "a number",
        "order": "the numbers in your order, as in 2 1 3",
        "marks": "the numbers of all that are right, as in 1 3",
    }[question.kind]


def options(question: Question) -> tuple[str, ...]:
    """What there is to choose from, in the order in which it is shown; none for a number."""
    if question.kind == "order":
        return tuple(question.items[at] for at in _shuffled(len(question.items)))
    return () if question.kind == "number" else tuple(choice.text for choice in question.choices)


def given(question: Question, text: str) -> Given:
    """What the text says, where the numbers are those of `options`. Raises AnswerError."""
    if question.kind == "number":
        return _number(question, text.strip())
    chosen = _numbers(question, text)
    if question.kind == "order":
        return _order(question, chosen)
    if question.kind == "marks":
        return _marks(question, chosen)
    if len(chosen) != 1:
        raise AnswerError(f"one answer: {how(question)}")
    choice = question.choices[chosen[0] - 1]
    return Given(choice.text, choice.right, choice.reply)


def _numbers(question: Question, text: str) -> list[int]:
    words = text.replace(",", " ").split()
    highest = len(options(question))
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 4]
    if not words or len(numbers) < len(words) or not all(1 <= number <= highest for number in numbers):
        raise AnswerError(f"answer with {how(question)}")
    return numbers


def _number(question: Question, text: str) -> Given:
    try:
        value = float(text)
    except ValueError:
        raise AnswerError(f"answer with {how(question)}") from None
    named = [choice for choice in question.choices if choice.text != "*" and float(choice.text) == value]
    other = [choice for choice in question.choices if choice.text == "*"]
    choice = (named or other or [Choice(text, right=False, reply="")])[0]
    return Given(text, choice.right, choice.reply)


def _order(question: Question, chosen: list[int]) -> Given:
    shown = options(question)
    if sorted(chosen) != list(range(1, len(shown) + 1)):
        raise AnswerError(f"each of them once: {how(question)}")
    order = tuple(shown[number - 1] for number in chosen)
    right = order == question.items
    replies = [choice.reply for choice in question.choices]
    return Given(" → ".join(order), right, "" if right else "\n\n".join(replies))


def _marks(question: Question, chosen: list[int]) -> Given:
    marked = set(chosen)
    right = all(choice.right == (number in marked) for number, choice in enumerate(question.choices, start=1))
    wrong = [choice for number, choice in enumerate(question.choices, start=1) if number in marked and not choice.right]
    missed = sum(choice.right and number not in marked for number, choice in enumerate(question.choices, start=1))
    replies = [f"{choice.text}: {choice.reply}" for choice in wrong]
    if missed:
        replies.append(f"{missed} more could be marked. Look for them in the run.")
    return Given(", ".join(question.choices[number - 1].text for number in sorted(marked)), right, "\n\n".join(replies))


def _shuffled(count: int) -> list[int]:
    """The same order for everybody, so that a class can talk of it, and never the right one."""
    return [*range(1, count, 2), *range(0, count, 2)]
