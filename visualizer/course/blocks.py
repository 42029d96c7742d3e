"""The active blocks of a lesson: what stands in a fence whose first word is question, seen, claim, task or note.

Each block reads as it stands, in any Markdown viewer too:

    ```question #thread                 or number, order, marks; from=ID: recalls a lesson
    Which thread runs the view?
    - [ ] the main thread
      Then its row says MainThread.     the reply to who answers this, indented
    - [x] a thread of its own
    ```
    ```question order #order
    In which order?
    1. the view runs                    the items, in their right order
    2. the headers leave
    - [ ] any other order
      Watch which of them comes first.
    ```
    ```seen thread                      what did you see? of the question #thread
    Look at the row of the view.
    ```
    ```claim                            one or more; needs=gunicorn: run only where that is installed
    # The view runs in the main thread.
    wsgi.view.thread == "MainThread"
    ```
    ```task quick
    Make the view answer 201.
    edit: project/views.py
    goal: all.status == 201
    hint: HttpResponse has a status argument.
    ```
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from visualizer.course.errors import LessonError
from visualizer.course.lesson import Choice, Claim, Note, Part, Question, QuestionKind, Seen, Task

KINDS: dict[str, QuestionKind] = {"choice": "choice", "number": "number", "order": "order", "marks": "marks"}
"""The kinds of question, by the word that names them."""

_CHOICE = re.compile(r"- \[([ xX])\] (.+)")
_ITEM = re.compile(r"\d+\. (.+)")
_FIELD = re.compile(r"(edit|goal|hint):\s*(.*)")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|\*")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block as it stands in the file."""

    path: Path
    line: int
    """Of the opening fence."""
    word: str
    words: tuple[str, ...]
    """The further words of the opening fence."""
    lines: tuple[str, ...]

    def error(self, problem: str, advice: str = "", at: int = -1) -> LessonError:
        """The block's error; `at` is an index into `lines`, −1 the opening fence."""
        return LessonError(self.path, self.line + 1 + at, problem, advice)


def block(fence: Fence) -> tuple[Part, ...]:
    """The parts of the lesson that the fence holds; its first word is one of WORDS. Raises LessonError."""
    return _READERS[fence.word](fence)


def _question(fence: Fence) -> tuple[Question]:
    kind: QuestionKind = "choice"
    name = recalls = ""
    for word in fence.words:
        if word in KINDS:
            kind = KINDS[word]
        elif word.startswith("#"):
            name = _id(fence, word[1:])
        elif word.startswith("from="):
            recalls = word.removeprefix("from=")
        else:
            raise fence.error(
                f"{word!r} is no word of a question", "write choice, number, order or marks, #id, from=LESSON"
            )
    text, items, choices = _answers(fence)
    question = Question(
        id=name or f"line-{fence.line}",
        kind=kind,
        text=text,
        choices=choices,
        line=fence.line,
        recalls=recalls,
        items=items,
    )
    _check_question(fence, question)
    return (question,)


def _answers(fence: Fence) -> tuple[str, tuple[str, ...], tuple[Choice, ...]]:
    """The question's text, its items, and its choices with their replies."""
    text: list[str] = []
    items: list[str] = []
    choices: list[tuple[str, bool, list[str]]] = []
    for at, line in enumerate(fence.lines):
        if found := _CHOICE.fullmatch(line.rstrip()):
            choices.append((found[2].strip(), found[1] != " ", []))
        elif choices and (not line.strip() or line.startswith("  ")):
            choices[-1][2].append(line[2:])
        elif choices:
            raise fence.error(
                "after the first choice only choices and their replies may follow", "indent a reply by 2", at
            )
        elif found := _ITEM.fullmatch(line.rstrip()):
            items.append(found[1].strip())
        else:
            text.append(line)
    made = tuple(Choice(word, right, "\n".join(reply).strip()) for word, right, reply in choices)
    return "\n".join(text).strip(), tuple(items), made


def _check_question(fence: Fence, question: Question) -> None:
    if not question.text:
        raise fence.error("the question has no text")
    if len(question.choices) > 9 and question.kind == "choice":
        raise fence.error("a question has at most 9 choices", "they are chosen by the keys 1 to 9")
    if question.kind == "order":
        _check_order(fence, question)
        return
    if question.items:
        raise fence.error("only an order question has numbered items", "write choices as - [ ] and - [x]")
    if question.kind == "number" and not all(_NUMBER.fullmatch(choice.text) for choice in question.choices):
        raise fence.error("each choice of a number question is a number, or * for any other")
    right = sum(choice.right for choice in question.choices)
    if right < 1 or (right > 1 and question.kind != "marks"):
        raise fence.error(f"the question has {right} right answers", "mark the right one - [x]")
    if len(question.choices) < 2:
        raise fence.error("a question has at least two answers")


def _check_order(fence: Fence, question: Question) -> None:
    if not 2 <= len(question.items) <= 9:
        raise fence.error("an order question has from 2 to 9 numbered items, in their right order")
    if any(choice.right for choice in question.choices):
        raise fence.error(
            "the right order of an order question is that of its items", "a choice here replies to another order"
        )


def _seen(fence: Fence) -> tuple[Seen]:
    if len(fence.words) != 1:
        raise fence.error("`seen` names the question that it comes back to", "as in ```seen thread")
    return (Seen(_id(fence, fence.words[0].removeprefix("#")), _text(fence), fence.line),)


def _claims(fence: Fence) -> tuple[Claim, ...]:
    needs: tuple[str, ...] = ()
    for word in fence.words:
        if not word.startswith("needs="):
            raise fence.error(f"{word!r} is no word of a claim", "write needs=NAME,NAME or nothing")
        needs = tuple(word.removeprefix("needs=").split(","))
    claims: list[Claim] = []
    sentence: list[str] = []
    expression: list[tuple[int, str]] = []
    for at, line in enumerate((*fence.lines, "#")):
        if not line.startswith("#"):
            if line.strip():
                expression.append((at, line.strip()))
            continue
        if expression:
            claims.append(_claim(fence, sentence, expression, needs))
            sentence, expression = [], []
        sentence.append(line.lstrip("#").strip())
    if not claims or len(sentence) > 1:
        raise fence.error("a claim has no expression", "write it in the line below its sentence")
    return tuple(claims)


def _claim(fence: Fence, sentence: list[str], expression: list[tuple[int, str]], needs: tuple[str, ...]) -> Claim:
    text = " ".join(sentence).strip()
    at = expression[0][0]
    if not text:
        raise fence.error("a claim begins with its sentence", "write it in a line that begins with #", at)
    return Claim(text, " ".join(line for _, line in expression), fence.line + 1 + at, needs)


def _task(fence: Fence) -> tuple[Task]:
    if len(fence.words) != 1:
        raise fence.error("a task has a name", "as in ```task quick")
    text: list[str] = []
    fields: dict[str, list[tuple[int, str]]] = {"edit": [], "goal": [], "hint": []}
    last: list[tuple[int, str]] | None = None
    for at, line in enumerate(fence.lines):
        if found := _FIELD.fullmatch(line.rstrip()):
            last = fields[found[1]]
            last.append((at, found[2]))
        elif last and line.startswith("  "):
            last[-1] = (last[-1][0], f"{last[-1][1]} {line.strip()}".strip())
        elif last is None:
            text.append(line)
        elif line.strip():
            raise fence.error(
                "after the first edit, goal or hint only these may follow", "indent what goes on by 2", at
            )
    return (_made_task(fence, "\n".join(text).strip(), fields),)


def _made_task(fence: Fence, text: str, fields: dict[str, list[tuple[int, str]]]) -> Task:
    if not text:
        raise fence.error("the task does not say what to do")
    for key in ("edit", "goal"):
        if not fields[key] or not all(value for _, value in fields[key]):
            raise fence.error(f"the task has no {key}", f"add a line {key}: …")
    goals = tuple(Claim(value, value, fence.line + 1 + at) for at, value in fields["goal"])
    return Task(
        id=_id(fence, fence.words[0].removeprefix("#")),
        text=text,
        edit=tuple(value for _, value in fields["edit"]),
        goals=goals,
        hints=tuple(value for _, value in fields["hint"]),
        line=fence.line,
    )


def _note(fence: Fence) -> tuple[Note]:
    return (Note(_text(fence), fence.line),)


def _text(fence: Fence) -> str:
    text = "\n".join(fence.lines).strip()
    if not text:
        raise fence.error(f"the {fence.word} is empty")
    return text


def _id(fence: Fence, word: str) -> str:
    if not _ID.fullmatch(word):
        raise fence.error(f"{word!r} is no name", "use lower-case letters, digits and hyphens")
    return word


_READERS: dict[str, Callable[[Fence], tuple[Part, ...]]] = {
    "question": _question,
    "seen": _seen,
    "claim": _claims,
    "task": _task,
    "note": _note,
}

WORDS: Sequence[str] = tuple(_READERS)
"""The first words of the fences that are active blocks; any other fence is code of the story."""
