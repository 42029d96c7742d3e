"""A lesson's Markdown as stops and parts: a scanner of lines that knows headings, stop comments and fences alone.

What it does not know stays Markdown in the story, byte for byte.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from visualizer.course.blocks import WORDS, Fence, block
from visualizer.course.errors import LessonError
from visualizer.course.front_matter import card, split_text, text_path
from visualizer.course.lesson import Lesson, Part, Prose, Section, Stop

_HEADING = re.compile(r"## +(.*?)[ #]*")
_TITLE = re.compile(r"# +.*")
_STOP = re.compile(r"<!--\s*stop:\s*(.*?)\s*-->")
_OPEN = re.compile(r" {0,3}(`{3,}|~{3,})\s*([^`]*)")


def load(folder: Path, language: str = "") -> Lesson:
    """The lesson in this folder, translated where it is. Raises LessonError."""
    path = text_path(folder, language)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LessonError(path, None, f"cannot be read: {error.strerror}") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LessonError(
            path, data.count(b"\n", 0, error.start) + 1, "is not UTF-8 text", "save it as UTF-8"
        ) from None
    return parse(path, text)


def parse(path: Path, text: str) -> Lesson:
    """The lesson that this text is, as if it stood in the file at `path`. Raises LessonError, whatever the text."""
    toml, body, first_line = split_text(path, text)
    sections = list(_sections(path, body.split("\n"), first_line))
    lesson = Lesson(card(path, toml), _opening(sections[0]), tuple(_stop(path, draft) for draft in sections[1:]), body)
    _check_ids(path, lesson)
    return lesson


@dataclass(slots=True)
class _Draft:
    """A section while it is read."""

    title: str
    line: int
    parts: list[Part]
    selector: str = ""
    selector_line: int = 0


def _sections(path: Path, lines: list[str], first_line: int) -> Iterator[_Draft]:
    """The opening, then each level-2 heading with what stands below it."""
    draft = _Draft("", first_line, [])
    prose: list[str] = []
    at = 0
    while at < len(lines):
        line, number = lines[at], first_line + at
        if opened := _OPEN.fullmatch(line):
            end = _fence_end(lines, at, opened[1])
            fence = _fence(path, number, opened[2], lines[at + 1 : end])
            _check_word(fence)
            if end == len(lines):
                raise fence.error("the fence has no end", f"close it with {opened[1]}")
            if fence.word in WORDS:
                _flush(draft, prose, number)
                draft.parts.extend(block(fence))
            else:
                prose.extend(lines[at : end + 1])
            at = end + 1
            continue
        at += 1
        if heading := _HEADING.fullmatch(line):
            _flush(draft, prose, number)
            yield draft
            draft = _Draft(heading[1], number, [])
        elif stop := _STOP.fullmatch(line.strip()):
            _bind(path, draft, prose, stop[1], number)
        elif draft.line > first_line or prose or not _TITLE.fullmatch(line):
            prose.append(line)
    _flush(draft, prose, first_line + at)
    yield draft


def _bind(path: Path, draft: _Draft, prose: list[str], selector: str, line: int) -> None:
    if line != draft.line + 1 or any(text.strip() for text in prose):
        raise LessonError(path, line, "a stop's comment stands in the line after its heading")
    draft.selector, draft.selector_line = selector, line


def _flush(draft: _Draft, prose: list[str], line: int) -> None:
    text = "\n".join(prose)
    if text.strip():
        skipped = len(prose) - len(text.lstrip("\n").split("\n"))
        draft.parts.append(Prose(text.strip("\n"), line - len(prose) + skipped))
    prose.clear()


def _fence_end(lines: list[str], start: int, mark: str) -> int:
    """The index of the line that closes the fence; the number of lines where none does."""
    closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}\s*")
    return next((at for at in range(start + 1, len(lines)) if closing.fullmatch(lines[at])), len(lines))


def _fence(path: Path, line: int, info: str, lines: list[str]) -> Fence:
    words = info.split()
    return Fence(path, line, words[0] if words else "", tuple(words[1:]), tuple(lines))


def _check_word(fence: Fence) -> None:
    close = get_close_matches(fence.word, WORDS, 1, cutoff=0.8)
    if close and fence.word not in WORDS:
        raise fence.error(f"no block is called {fence.word!r}", f"did you mean {close[0]}?")


def _opening(draft: _Draft) -> Section:
    return Section(draft.title, draft.line, tuple(draft.parts))


def _stop(path: Path, draft: _Draft) -> Stop:
    if not draft.title:
        raise LessonError(path, draft.line, "the heading is empty")
    if not draft.selector:
        problem = f"the stop {draft.title!r} is bound to no event"
        raise LessonError(path, draft.line, problem, "add <!-- stop: view enter --> in the next line")
    return Stop(draft.title, draft.line, tuple(draft.parts), draft.selector, draft.selector_line)


def _check_ids(path: Path, lesson: Lesson) -> None:
    questions = {question.id for question in lesson.questions}
    for named in (lesson.questions, lesson.tasks):
        seen: set[str] = set()
        for part in named:
            if part.id in seen:
                raise LessonError(path, part.line, f"the name {part.id!r} is used twice")
            seen.add(part.id)
    for section in lesson.sections:
        for look in section.seen:
            if look.question not in questions:
                advice = "known are " + ", ".join(sorted(questions)) if questions else "the lesson asks no question"
                raise LessonError(path, look.line, f"there is no question {look.question!r}", advice)
